#!/bin/sh
# The main job on real input: a recorded month becomes a log and figures; the bank's Monday peak with a voice agent that
# runs its dialogue is projected; the same calls are held at a truer fidelity; ten calls in sound are there to listen to.
# The argument is the calltwin binary.
set -eu
cd "$(dirname "$0")/.."
calltwin=$1
out=out/demo
start=$(date +%s)
mkdir -p $out
rm -rf $out/log $out/calls

echo "== the recorded calls of a bank, August 1999, as a log"
"$calltwin" import technion traces/anonymous-bank-1999-08/calls.tsv.zst -o $out/log >$out/import.txt
"$calltwin" replay $out/log >$out/replay.txt
sed -n "/^calls /,/^service /p" $out/replay.txt

echo
echo "== the Monday peak of that bank, a voice agent in front: 27 points at fidelity channel, three of them at bank too"
projected=$(date +%s)
project() {
    "$calltwin" project models/bank-monday.yaml --staffing-replications 12 -o $out "$@" >$out/projection.txt
}
# A bank that lacks the calls is seen before anything else is worked out.
if ! project --anchors bank; then
    echo "without the three points at bank, then; 'make decode-bank' renews the bank of decodes"
    project
fi
sed "/^Amplification/,/^$/d;/^Assumed inputs/,\$d" $out/projection.txt
echo "(projected in $(($(date +%s) - projected)) s)"

echo
echo "== ten calls with that voice agent in sound"
if "$calltwin" talk models/dialogue/bank.yaml --caller models/callers/bank.yaml --audio --calls 10 \
    --wav-out $out/calls >$out/calls.txt 2>$out/calls.log; then
    sed -n 1,6p $out/calls.txt
    listen="  $out/calls/index.html   ten calls to listen to: sound, what was said, what was heard"
else
    sed -n 1p $out/calls.log
    listen="  no calls in sound: they need the packages of 'make voice-packages'"
fi

echo
echo "== done in $(($(date +%s) - start)) s; open"
echo "  $out/report.html        charts and tables of the projection, with every assumed input"
echo "$listen"
echo "  $out/replay.txt         the recorded month; $out/projection.txt: all tables"
echo "docs/guides/monday-peak.md reads the answer."
