#!/usr/bin/env bash
# Installs what building, running and testing need: Debian packages, and Python packages into .venv.
# Idempotent: when all is there, nothing is downloaded. Exit 69 when something cannot be installed.
# Usage: Pipelines/setup.sh [--engines]; with it also Snakemake, into .venv-snakemake, and Slurm.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# libuv1: makeblastdb, with which reads are compared with IgBLAST. chromium: opens the report.
debian_packages=(zlib1g-dev pkg-config python3 python3-venv libuv1 chromium)
requirements="$root/Tests/conformance/requirements.txt"
venv="$root/.venv"
# Started by nobody but the tests; Slurm's own services need a configuration to run.
# dpkg-dev: dpkg-shlibdeps, for the package of the program.
if [[ ${1:-} == --engines ]]; then debian_packages+=(slurm-wlm munge dpkg-dev); fi

unavailable() {
  printf 'setup: %s\n' "$1" >&2
  exit 69
}

# The compiler comes from swift.org, not from Debian, so it cannot be installed from here.
command -v swift >/dev/null || unavailable \
  "no 'swift' in PATH; expected Swift 6.2 or later. Install it from https://swift.org/install."

missing=()
for package in "${debian_packages[@]}"; do
  state=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
  [[ $state == 'install ok installed' ]] || missing+=("$package")
done

if ((${#missing[@]} > 0)); then
  command -v apt-get >/dev/null || unavailable \
    "missing ${missing[*]} and no apt-get; install them by the means of this system."
  if ((EUID == 0)); then
    as_root=()
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
  else
    unavailable "missing ${missing[*]}; run as root: apt-get update && apt-get install -y ${missing[*]}"
  fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq ||
    unavailable "apt-get update failed; check the network and /etc/apt/sources.list"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" ||
    unavailable "apt-get install ${missing[*]} failed; see its messages above"
fi

# Makes an environment of a requirements file; the stamp in it holds what it was made from.
make_environment() {
  local requirements=$1 venv=$2 stamp="$2/requirements.stamp"
  if cmp -s "$requirements" "$stamp" && "$venv/bin/python" -c '' 2>/dev/null; then return; fi
  # Debian's own interpreter: others in PATH may lack the venv module.
  /usr/bin/python3 -m venv --clear "$venv" || unavailable "python3 -m venv $venv failed"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$requirements" ||
    unavailable "pip install -r $requirements failed; check the network and the package index"
  cp "$requirements" "$stamp"
}
make_environment "$requirements" "$venv"
if [[ ${1:-} == --engines ]]; then
  make_environment "$root/Pipelines/snakemake/requirements.txt" "$root/.venv-snakemake"
fi
