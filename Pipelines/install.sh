#!/usr/bin/env bash
# Installs the program, its shell completions and its manual page. The program is one file: Swift is
# linked into it, so that it needs glibc, zlib, libstdc++6 and libgcc-s1 alone.
#
# Usage: Pipelines/install.sh --prefix DIR [--binary FILE] [--destdir DIR]
#   --prefix   where it will be used, such as /usr/local or ~/.local
#   --binary   a program built before; without it one is built
#   --destdir  put before the prefix, for packages
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
prefix='' binary='' destdir=''
fail() {
  printf 'install: %s\n' "$2" >&2
  exit "$1"
}
while (($# > 0)); do
  case $1 in
    --prefix | --binary | --destdir)
      (($# > 1)) || fail 64 "$1: nothing follows; expected a value. See the head of this script."
      declare "${1#--}=$2"
      shift 2
      ;;
    *) fail 64 "'$1': not known; expected --prefix DIR [--binary FILE] [--destdir DIR]." ;;
  esac
done
[[ -n $prefix ]] || fail 64 "no --prefix; expected one, such as --prefix ~/.local."
[[ $prefix == /* ]] || prefix="$PWD/$prefix"
command -v python3 >/dev/null || fail 69 "no python3, which writes the manual page; install it."

if [[ -z $binary ]]; then
  command -v swift >/dev/null || fail 69 \
    "no 'swift' in PATH; expected Swift 6.2 or later. Install it from https://swift.org/install."
  binary=$("$root/Pipelines/build.sh")
fi
[[ -x $binary ]] || fail 66 "$binary: no program there; expected one built before. Leave --binary out."

target="$destdir$prefix"
mkdir -p "$target" 2>/dev/null && [[ -w $target ]] ||
  fail 73 "$target: cannot be written; expected a folder of yours. Choose another --prefix."
share="$target/share"
install -D -m 755 "$binary" "$target/bin/clonova"
# The names of functions, which only a debugger wants, are four tenths of the file.
if command -v strip >/dev/null; then strip "$target/bin/clonova"; fi
clonova="$target/bin/clonova"

# Writes what a command prints to a file of the share.
keep() {
  local path="$share/$1"
  shift
  mkdir -p "$(dirname "$path")"
  "$@" >"$path"
  chmod 644 "$path"
}
keep bash-completion/completions/clonova "$clonova" --generate-completion-script bash
keep zsh/site-functions/_clonova "$clonova" --generate-completion-script zsh
keep fish/vendor_completions.d/clonova.fish "$clonova" --generate-completion-script fish
keep man/man1/clonova.1 python3 "$root/Pipelines/manual_page.py" "$clonova"
install -D -m 644 -t "$share/doc/clonova" "$root/LICENSE" "$root/NOTICE" "$root/README.md"

printf 'installed %s, %s bytes\n' "$clonova" "$(stat -c %s "$clonova")"
if [[ -z $destdir && :$PATH: != *":$prefix/bin:"* ]]; then
  printf 'add %s to PATH to call it by name\n' "$prefix/bin"
fi
