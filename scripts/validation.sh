#!/bin/sh
# Simulates every exact case and every published one, and writes the trust table docs/validation.md.
set -eu
cd "$(dirname "$0")/.."
: "${SWIFTFLAGS:=}"
mkdir -p out/validation
echo "== building calltwin in release"
# shellcheck disable=SC2086 # flags are words on purpose
swift build -c release --product calltwin $SWIFTFLAGS
status=0
page=out/validation/validation.md
run() {
    echo "== $2"
    .build/release/calltwin theory --cases "$1" --markdown >out/validation/part.md || status=$?
    cat out/validation/part.md
    cat out/validation/part.md >>"$page"
}
cat >"$page" <<'END'
# Validation

How far the simulator is to be trusted: exact results and published simulations beside its own figures.
`make validation` writes this page; `calltwin theory` prints every number of it.

## Published cases

Each is a scenario in `models/published` that holds the published values with their source and standard error;
z is the distance in combined standard errors. S8b is a smoke test: of the source only the share delayed can be
reconciled.

END
run models/published "published cases"
cat >>"$page" <<'END'

## Exact cases

`models/theory/exact_cases.json`: parameters and exact values, each case simulated as an ordinary center until
its half-widths are within 1 % (2 % for tails), or 400 million contacts are used up. Fluid limits are simulated
at 100 times their scale and may differ by 2 %.

END
run models/theory/exact_cases.json "exact cases; the heavy-traffic ones are long"
cp "$page" docs/validation.md
echo "== written: docs/validation.md"
exit "$status"
