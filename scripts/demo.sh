#!/bin/sh
# The main job on real input: a recorded month becomes a log, the log becomes figures, and a bank with
# a voice agent in front is projected. The argument is the calltwin binary.
set -eu
cd "$(dirname "$0")/.."
calltwin=$1
start=$(date +%s)
mkdir -p out/demo
rm -rf out/demo/log

echo "== importing the recorded calls of a bank"
"$calltwin" import technion traces/anonymous-bank-1999-08/calls.tsv.zst -o out/demo/log
echo "== replaying the log"
"$calltwin" replay out/demo/log
echo "== projecting the same bank with a voice agent in front"
"$calltwin" project models/bank-1999-voice.yaml -o out/demo
echo "== done in $(($(date +%s) - start)) s; open out/demo/report.html"
