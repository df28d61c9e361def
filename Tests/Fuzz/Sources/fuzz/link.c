// libFuzzer brings main; naming the function here makes the linker take it from the Swift target.
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

int (*const fuzz_entry)(const uint8_t *, size_t) = LLVMFuzzerTestOneInput;
