#!/usr/bin/env bash
# Installs what building, running and testing need: Debian packages, and Python packages into .venv.
# Idempotent: when all is there, nothing is downloaded. Exit 69 when something cannot be installed.
# Usage: Pipelines/setup.sh [--engines] [--notebooks]
#   --engines    also Snakemake, into .venv-snakemake, and Slurm
#   --notebooks  also what the notebooks use: Python packages into .venv-notebooks (0.9 GB, most of it
#                for scirpy), and R with its package airr
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# libuv1: makeblastdb, with which reads are compared with IgBLAST. chromium: opens the report.
debian_packages=(zlib1g-dev pkg-config python3 python3-venv libuv1 chromium)
requirements="$root/Tests/conformance/requirements.txt"
venv="$root/.venv"
# Taken without what they recommend, which is several hundred packages.
lean_packages=()

unavailable() {
  printf 'setup: %s\n' "$1" >&2
  exit 69
}

with_engines=false
with_notebooks=false
for option in "$@"; do
  case $option in
    --engines) with_engines=true ;;
    --notebooks) with_notebooks=true ;;
    *)
      printf 'setup: unknown option %s\n' "$option" >&2
      exit 64
      ;;
  esac
done
# Started by nobody but the tests; Slurm's own services need a configuration to run.
# dpkg-dev: dpkg-shlibdeps, for the package of the program. groff-base: reads its manual page. rsync:
# copies files to and from the volume of Kubernetes jobs.
if $with_engines; then debian_packages+=(slurm-wlm munge dpkg-dev groff-base rsync); fi
if $with_notebooks; then lean_packages+=(r-base-core r-cran-airr); fi

# The compiler comes from swift.org, not from Debian, so it cannot be installed from here.
command -v swift >/dev/null || unavailable \
  "no 'swift' in PATH; expected Swift 6.2 or later. Install it from https://swift.org/install."

is_installed() {
  [[ $(dpkg-query -W -f '${Status}' "$1" 2>/dev/null || true) == 'install ok installed' ]]
}
missing=()
missing_lean=()
for package in "${debian_packages[@]}"; do is_installed "$package" || missing+=("$package"); done
for package in "${lean_packages[@]}"; do is_installed "$package" || missing_lean+=("$package"); done

if ((${#missing[@]} + ${#missing_lean[@]} > 0)); then
  all_missing="${missing[*]} ${missing_lean[*]}"
  command -v apt-get >/dev/null || unavailable \
    "missing $all_missing and no apt-get; install them by the means of this system."
  if ((EUID == 0)); then
    as_root=()
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
  else
    unavailable "missing $all_missing; run as root: apt-get update && apt-get install -y $all_missing"
  fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq ||
    unavailable "apt-get update failed; check the network and /etc/apt/sources.list"
  install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq)
  if ((${#missing[@]} > 0)); then
    "${install[@]}" "${missing[@]}" ||
      unavailable "apt-get install ${missing[*]} failed; see its messages above"
  fi
  if ((${#missing_lean[@]} > 0)); then
    "${install[@]}" --no-install-recommends "${missing_lean[@]}" ||
      unavailable "apt-get install ${missing_lean[*]} failed; see its messages above"
  fi
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
if $with_engines; then
  engines="$root/Pipelines/snakemake/requirements.txt"
  make_environment "$engines" "$root/.venv-snakemake"
  # What Kubernetes jobs install for themselves, as an image holds it; goes with the environment.
  wheels="$root/.venv-snakemake/wheels"
  plugin=$(grep '^snakemake-storage-plugin-fs==' "$engines")
  [[ -d $wheels ]] ||
    "$root/.venv-snakemake/bin/pip" download --quiet --disable-pip-version-check --no-deps \
      --dest "$wheels" "$plugin" ||
    unavailable "pip download $plugin failed; check the network and the package index"
fi
if $with_notebooks; then
  make_environment "$root/Pipelines/notebooks/requirements.txt" "$root/.venv-notebooks"
fi
