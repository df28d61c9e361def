#!/usr/bin/env bash
# Builds the Debian package of the program; Depends are what the linked libraries ask for.
# Usage: Pipelines/debian/build.sh FOLDER [--binary FILE]; prints the path of the package.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
fail() {
  printf 'debian: %s\n' "$2" >&2
  exit "$1"
}
(($# == 1 || $# == 3)) || fail 64 "expected FOLDER [--binary FILE]."
folder=$1
shift
for tool in dpkg-deb dpkg-shlibdeps; do
  command -v "$tool" >/dev/null || fail 69 "no '$tool'; install dpkg-dev."
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree="$work/tree"
"$root/Pipelines/install.sh" --prefix /usr --destdir "$tree" "$@" >&2
gzip -9n "$tree/usr/share/man/man1/clonova.1"
doc="$tree/usr/share/doc/clonova"
{
  printf 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n'
  printf 'Upstream-Name: clonova\n\n'
  cat "$doc/LICENSE"
  printf '\n'
  cat "$doc/NOTICE"
} >"$doc/copyright"
rm "$doc/LICENSE" "$doc/NOTICE"

# dpkg-shlibdeps wants to stand in a source package.
mkdir -p "$work/source/debian" "$tree/DEBIAN"
printf 'Source: clonova\n\nPackage: clonova\nArchitecture: any\n' >"$work/source/debian/control"
depends=$(cd "$work/source" && dpkg-shlibdeps -O -e"$tree/usr/bin/clonova" 2>/dev/null) ||
  fail 69 "dpkg-shlibdeps found no package for a library; see: dpkg-shlibdeps -O $tree/usr/bin/clonova"
depends=${depends#shlibs:Depends=}
version=$("$tree/usr/bin/clonova" --version)
architecture=$(dpkg --print-architecture)
size=$(du -sk --exclude=DEBIAN "$tree" | cut -f1)
cat >"$tree/DEBIAN/control" <<CONTROL
Package: clonova
Version: $version
Architecture: $architecture
Maintainer: The Clonova authors <clonova@localhost>
Installed-Size: $size
Depends: $depends
Section: science
Priority: optional
Description: newly expanded T-cell clones of a trial, in blood and tumor
 Reads T-cell-receptor sequencing of a trial, from FASTQ or clonotype tables,
 and lists for each patient the clones that are newly expanded in blood after
 treatment and that also appear in post-treatment tumor biopsies.
CONTROL
(cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
mkdir -p "$folder"
package="$folder/clonova_${version}_$architecture.deb"
dpkg-deb --build --root-owner-group -Zxz -z1 "$tree" "$package" >&2
printf '%s\n' "$package"
