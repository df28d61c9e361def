#include <zlib.h>

/* glibc 2.28 and later have it, but only under _GNU_SOURCE, which Swift's Glibc module does not
   set for stdio.h; needed to exchange an old output folder with a new one in one step. */
int renameat2(int, const char *, int, const char *, unsigned int);

/* In the same way for fcntl.h: begins to bring written bytes to disk (flag 2), mostly
   without waiting. */
int sync_file_range(int, long, long, unsigned int);
