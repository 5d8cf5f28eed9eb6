#!/bin/sh
# Prints exact results beside simulated ones.
set -eu
cd "$(dirname "$0")/.."
: "${SWIFTFLAGS:=}"
mkdir -p out/validation
echo "== building everything in release"
# shellcheck disable=SC2086 # flags are words on purpose
swift build -c release --build-tests $SWIFTFLAGS
echo "== simulating the exact cases"
status=0
# shellcheck disable=SC2086
CALLTWIN_PRINT_THEORY=1 swift test -c release --skip-build --disable-xctest $SWIFTFLAGS \
    --filter '^TheoryTests\.' >out/validation/theory.log 2>&1 || status=1
awk -F '\t' '
    BEGIN { printf "%-44s %14s %14s %12s %7s\n", "case and output", "exact", "simulated", "half-width", "z" }
    NF == 5 {
        printf "%-44s %14.6g %14.6g %12.2g %7.2f\n", $1, $2, $3, $4, $5
        count++
        size = $5 < 0 ? -$5 : $5
        if (size > 1.96) beyond++
    }
    END {
        printf "%d outputs, %d beyond 1.96 standard errors, %.1f expected by chance\n", \
            count, beyond, 0.05 * count
        if (count == 0) exit 1
    }' out/validation/theory.log || status=1
if [ "$status" -ne 0 ]; then
    grep -v -e '^◇' -e '^✔' out/validation/theory.log | grep -v "$(printf '\t')" >&2 || true
    echo "validation FAILED" >&2
    exit 2
fi
