#!/bin/sh
# Says in one line whether Swift is missing or too old; silent otherwise.
set -eu
least_major=6
least_minor=3

if ! command -v swift >/dev/null 2>&1; then
    echo "error: swift is not on the PATH; install Swift $least_major.$least_minor from https://www.swift.org/install" >&2
    exit 69
fi
version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
major=${version%%.*}
rest=${version#*.}
minor=${rest%%.*}
if [ "${major:-0}" -lt "$least_major" ] ||
    { [ "${major:-0}" -eq "$least_major" ] && [ "${minor:-0}" -lt "$least_minor" ]; }; then
    echo "error: Swift ${version:-of an unknown version} found, $least_major.$least_minor or later needed; see https://www.swift.org/install" >&2
    exit 69
fi
