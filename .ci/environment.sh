# shellcheck shell=sh
# Sourced by ./run and ./test from the repository root: makes .venv and keeps it as pyproject.toml says.
#
# environment NAME WHAT   installs WHAT (pip's word, as ".[test]") unless .venv/NAME.stamp, or that of `all`,
#                         says that it was done for this pyproject.toml and this Python.

say() {
    printf '%s\n' "$*"
}

fail() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 2
}

find_python() {
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null </dev/null; then
            command -v "$candidate"
            return
        fi
    done
    fail "Python 3.11 or newer is needed and was not found; on Debian 12 or newer: apt-get install python3 python3-venv"
}

make_venv() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "$1 cannot make virtual environments; on Debian: apt-get install python3-venv"
    say "Making a virtual environment in .venv"
    "$1" -m venv --clear .venv || fail "$1 -m venv .venv failed; the reason stands above"
    printf '%s\n' "$PWD" >.venv/folder
}

is_ours() { # whole, and made in this folder: a virtual environment does not survive a move
    [ "$(cat .venv/folder 2>/dev/null)" = "$PWD" ] && .venv/bin/python -c 'import pip' 2>/dev/null </dev/null
}

environment() {
    python=$(find_python) || exit 2
    wanted=$("$python" -c '
import hashlib, sys
parts = [sys.version, open("pyproject.toml", encoding="utf-8").read()]
print(hashlib.sha256("\0".join(parts).encode()).hexdigest())') || fail "pyproject.toml cannot be read"
    if ! is_ours; then
        make_venv "$python"
    fi
    for stamp in "$1" all; do
        [ "$(cat ".venv/$stamp.stamp" 2>/dev/null)" != "$wanted" ] || return 0
    done
    say "Installing kg and the libraries it needs into .venv (once; a minute or two)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --editable "$2" </dev/null ||
        fail "the libraries could not be installed; the reason stands above"
    printf '%s\n' "$wanted" >".venv/$1.stamp"
}
