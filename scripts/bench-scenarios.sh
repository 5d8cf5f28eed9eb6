#!/bin/sh
# Runs the scenarios of models/bench through the ordinary command, without and with a log, and prints
# nanoseconds of CPU time an event (half a contact), and their ratio to a fixed loop in the same run.
#
#   scripts/bench-scenarios.sh CALLTWIN BENCH [NAME...]   a b b52 and the day of calls when left out
set -eu
cd "$(dirname "$0")/.."
[ $# -ge 2 ] || { echo "error: name the two binaries; see the head of $0" >&2; exit 64; }
calltwin=$1
bench=$2
shift 2
day=no
[ $# -gt 0 ] || {
    set -- a b b52
    day=yes
}
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

[ $day = yes ] || exit 0
# The day of 50 000 calls at each fidelity without sound, logged: CPU time of the whole command, of its second
# run, so that the understanding need not be trained.
XDG_CACHE_HOME=$work/cache
export XDG_CACHE_HOME
printf '%-14s %10s %12s %16s %10s\n' day 'us/call' 'CPU s' 'events/call' 'peak MiB'
"$bench" --stand-in-bank "$work/day.sqlite" models/bench/day.yaml >/dev/null
for fidelity in surrogate channel channel-words bank; do
    case $fidelity in
    surrogate) set -- models/bench/day-surrogate.yaml ;;
    bank)
        set -- models/bench/day.yaml --set voiceAgents.voice.fidelity=bank \
            --set "voiceAgents.voice.bank=$work/day.sqlite"
        ;;
    *) set -- models/bench/day.yaml --set "voiceAgents.voice.fidelity=$fidelity" ;;
    esac
    for turn in first second; do
        rm -rf "$work/log"
        "$calltwin" run "$@" --replications 1 --jobs 1 --timing --json --log "$work/log" \
            >"$work/out" 2>/dev/null
    done
    awk -v name="$fidelity" -v cpu="$(member cpuSeconds "$work/out")" \
        -v contacts="$(member contacts "$work/out")" -v events="$(member events "$work/out")" \
        -v peak="$(member peakResidentBytes "$work/out")" 'BEGIN {
            printf "%-14s %10.1f %12.2f %16.1f %10.1f\n", name, cpu / contacts * 1e6, cpu, \
                events / contacts, peak / 1048576
        }'
done
