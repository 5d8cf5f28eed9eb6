#!/bin/sh
# Runs the scenarios of models/bench through the ordinary command, without and with a log, and prints
# nanoseconds of CPU time an event (half a contact), and their ratio to a fixed loop in the same run.
#
#   scripts/bench-scenarios.sh CALLTWIN BENCH [NAME...]   a b b52 when left out
set -eu
cd "$(dirname "$0")/.."
[ $# -ge 2 ] || { echo "error: name the two binaries; see the head of $0" >&2; exit 64; }
calltwin=$1
bench=$2
shift 2
[ $# -gt 0 ] || set -- a b b52
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# figure NAME KEY FILE: one member of the timing.
member() { sed -n 's/.*"'"$1"'": \([0-9.]*\).*/\1/p' "$2" | tail -n 1; }

printf '%-14s %10s %12s %16s %10s\n' scenario 'ns/event' 'CPU s' 'steps/event' 'peak MiB'
for name in "$@"; do
    for way in plain logged; do
        if [ $way = logged ]; then
            "$calltwin" run "models/bench/$name.yaml" --replications 1 --jobs 1 --timing --json \
                --log "$work/log" >"$work/out" 2>/dev/null
            rm -rf "$work/log"
        else
            "$calltwin" run "models/bench/$name.yaml" --replications 1 --jobs 1 --timing --json \
                >"$work/out"
        fi
        step=$("$bench" --repeats 3 machine.step | awk 'NR == 2 { print $3 }')
        awk -v name="$name" -v way="$way" -v step="$step" \
            -v cpu="$(member cpuSeconds "$work/out")" \
            -v contacts="$(member contacts "$work/out")" \
            -v peak="$(member peakResidentBytes "$work/out")" 'BEGIN {
                ns = cpu / contacts / 2 * 1e9
                label = name (way == "logged" ? " logged" : "")
                printf "%-14s %10.1f %12.2f %16.1f %10.1f\n", label, ns, cpu, ns / step, peak / 1048576
            }'
    done
done
