#!/bin/sh
# Installs the Debian packages named as arguments that are missing; says nothing when none is.
set -eu

command -v dpkg-query >/dev/null 2>&1 || {
    echo "note: no Debian packaging here; these must be present in another way: $*" >&2
    exit 0
}

missing=""
for package in "$@"; do
    status=$(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null || true)
    case $status in
    ii*) ;;
    *) missing="$missing $package" ;;
    esac
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "error: apt-get is absent; install by hand:$missing" >&2
    exit 69
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "error: neither root nor sudo; as root run: apt-get install -y$missing" >&2
        exit 69
    fi
    # Without a terminal nobody can type a password: fail at once rather than wait.
    if [ -t 0 ]; then as_root="sudo"; else as_root="sudo -n"; fi
fi

echo "installing:$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Lists from an earlier day may name files that are gone; hence one update, only now.
if ! $as_root apt-get update -q >"$log" 2>&1; then
    cat "$log" >&2
    echo "error: apt-get update failed" >&2
    exit 69
fi
# shellcheck disable=SC2086 # the names are words on purpose
if ! $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends $missing >"$log" 2>&1; then
    cat "$log" >&2
    echo "error: apt-get could not install:$missing" >&2
    exit 69
fi
