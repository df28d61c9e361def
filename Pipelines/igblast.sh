#!/usr/bin/env bash
# Fetches IgBLAST 1.18 into a folder: from the source archive of crowelab_pyir on the Python package
# index, since Debian's package lacks internal_data. Does nothing when it is there. Exit 69 when it
# cannot be had.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=${1:?"usage: Pipelines/igblast.sh FOLDER"}
version=1.5.0
digest=d71580728e8fd6e7202c935f5d173b81a5af2e786587abf5dd5ba9d823205aca

unavailable() {
  printf 'igblast: %s\n' "$1" >&2
  exit 69
}

[[ -f $folder/version && $(<"$folder/version") == "$version" ]] && exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$root/.venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --no-build-isolation \
  --no-binary :all: --dest "$work" "crowelab_pyir==$version" ||
  unavailable "pip download crowelab_pyir==$version failed; check the network and the package index"
archive="$work/crowelab_pyir-$version.tar.gz"
sha256sum --check --status <<<"$digest  $archive" ||
  unavailable "crowelab_pyir-$version.tar.gz has another SHA-256 than $digest"
mkdir -p "$folder"
tar xzf "$archive" -C "$folder" --strip-components=1
printf '%s' "$version" >"$folder/version"
