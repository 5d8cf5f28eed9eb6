#!/bin/sh
# Simulates every exact case that the simulator can build and prints it beside the exact result.
set -eu
cd "$(dirname "$0")/.."
: "${SWIFTFLAGS:=}"
mkdir -p out/validation
echo "== building calltwin in release"
# shellcheck disable=SC2086 # flags are words on purpose
swift build -c release --product calltwin $SWIFTFLAGS
echo "== simulating the exact cases; the heavy-traffic ones are long"
set --
for family in erlangB erlangC erlangA mmn_plus_G mg1 mdn priority_np_same_mu \
    priority_abandon_same_mu v_design n_design w_design abandon_redial busyness_gamma_mixture \
    ai_infinite_then_erlangA ai_gate_to_erlangA hybrid_ai_human_orbit dialogue_fallback \
    latency_hangup; do
    set -- "$@" --family "$family"
done
status=0
.build/release/calltwin theory --cases models/theory/exact_cases.json "$@" \
    >out/validation/theory.txt || status=$?
cat out/validation/theory.txt
exit "$status"
