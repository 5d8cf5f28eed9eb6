#!/bin/sh
# Counts simulated instructions and branch mispredictions per unit of each benchmark and compares
# them with Benchmarks/thresholds.json (3 % of instructions, 10 % of mispredictions).
#
#   scripts/callgrind.sh BINARY                  all benchmarks with a committed threshold
#   scripts/callgrind.sh BINARY NAME…            these
#   scripts/callgrind.sh BINARY --write [NAME…]  write the thresholds instead of comparing
#
# Two runs of a body against one: the difference is free of start-up and preparation.
set -eu
cd "$(dirname "$0")/.."
thresholds=Benchmarks/thresholds.json

[ $# -ge 1 ] || { echo "error: name the CalltwinBench binary; see the head of $0" >&2; exit 64; }
binary=$1
shift
write=""
if [ "${1:-}" = "--write" ]; then
    write="--write"
    shift
fi
command -v valgrind >/dev/null 2>&1 || {
    echo "error: valgrind is missing; install it with: apt-get install valgrind" >&2
    exit 69
}
if [ $# -eq 0 ]; then
    # shellcheck disable=SC2046 # names hold no spaces
    if [ -n "$write" ]; then
        set -- $("$binary" --list | cut -d ' ' -f 1)
    else
        set -- $(sed -n 's/.*"name" : "\([^"]*\)".*/\1/p' "$thresholds")
    fi
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Debian's valgrind gives up on the compiler's debug information; counts need none.
strip -g -o "$work/bench" "$binary"
binary=$work/bench
XDG_CACHE_HOME=$work/cache
export XDG_CACHE_HOME

# count NAME TIMES FILE: writes instructions and mispredictions.
count() {
    if ! valgrind --tool=callgrind --branch-sim=yes --callgrind-out-file=/dev/null \
        "$binary" --once "$1" "$2" >"$work/$3.units" 2>"$work/$3.log"; then
        cat "$work/$3.log" >&2
        echo "error: $1 failed under callgrind" >&2
        return 1
    fi
    # Collected : Ir Bc Bcm Bi Bim
    sed -n 's/.*Collected : //p' "$work/$3.log" |
        awk '{ printf "%.0f %.0f\n", $1, $3 + $5 }' >"$work/$3"
}

: >"$work/counts"
for name in "$@"; do
    echo "counting $name" >&2
    # What a body keeps for later runs, such as trained understanding, is made at full speed.
    "$binary" --once "$name" 1 >/dev/null
    # Side by side: most machines have two processors.
    count "$name" 1 short &
    count "$name" 2 long
    wait "$!"
    read -r short_instructions short_missed <"$work/short"
    read -r long_instructions long_missed <"$work/long"
    read -r units _ <"$work/long.units"
    echo "$name $units 1 $short_instructions $long_instructions $short_missed $long_missed" \
        >>"$work/counts"
done

CALLTWIN_COMPILER=$(swift --version 2>/dev/null | sed -n 's/.*\(Swift version [0-9.]*\).*/\1/p' | head -n 1)
export CALLTWIN_COMPILER
"$binary" --judge "$thresholds" $write <"$work/counts"
