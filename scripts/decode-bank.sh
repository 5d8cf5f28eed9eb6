#!/bin/sh
# Decodes the bank of models/decodes again and fits its channels; takes some twelve minutes of processor time.
set -eu
cd "$(dirname "$0")/.."
calltwin=$1
out=out/decode-bank
mkdir -p "$out" models/decodes
rm -f "$out/bank.sqlite" "$out/bank.sqlite-journal"
"$calltwin" voice bank build models/callers/bank.yaml --out "$out/bank.sqlite" \
    --calls 150 --conditions clean,noise20,babble10
"$calltwin" voice bank coverage "$out/bank.sqlite" >"$out/coverage.txt"
"$calltwin" voice bank fit "$out/bank.sqlite" --out "$out/bank-channels.jsonl" >"$out/fit.txt"
# Which callers have which line at the anchors is what the channels say, so these come first.
mv "$out/bank-channels.jsonl" models/decodes/
"$calltwin" voice bank build models/callers/bank.yaml --out "$out/bank.sqlite" \
    --calls 150 --conditions clean,noise20,babble10 --anchors models/bank-monday.yaml
"$calltwin" voice bank build models/callers/bank.yaml --out "$out/bank.sqlite" \
    --calls 150 --conditions clean --scenario models/bank-decodes.yaml
mv "$out/bank.sqlite" models/decodes/
echo "models/decodes: $(wc -c <models/decodes/bank.sqlite) bytes of decodes, fit in $out/fit.txt"
