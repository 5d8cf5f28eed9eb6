#!/bin/sh
# Runs the statistical tests with other seeds. Each rejects a right simulator with probability 1 % at
# most; the number of rejections is held against the binomial law, at one false alarm in a thousand.
# Before them SOAK_CALLS simulated conversations must be sound, each and every one, and the memory of
# SOAK_SOUND_CALLS calls in sound must not grow.
#   scripts/soak.sh FIRST COUNT
set -eu
cd "$(dirname "$0")/.."
: "${SWIFTFLAGS:=}"
: "${SOAK_CALLS:=1000000}"
: "${SOAK_REPLAYS:=4000}"
: "${SOAK_RENDERINGS:=2000}"
: "${SOAK_SOUND_CALLS:=1000}"
: "${SOAK_TIERS:=400}"
first=$1
count=$2
mkdir -p out/soak
echo "== building everything in release"
# shellcheck disable=SC2086 # flags are words on purpose
swift build -c release --build-tests $SWIFTFLAGS
echo "== $SOAK_CALLS conversations of random callers under random rules"
# shellcheck disable=SC2086
CALLTWIN_SOAK_CALLS=$SOAK_CALLS CALLTWIN_SOAK_SEED=$first swift test -c release --skip-build \
    --disable-xctest $SWIFTFLAGS --filter 'RandomConversationTests' >out/soak/conversations.log 2>&1 ||
    {
        echo "REJECTED, see out/soak/conversations.log"
        exit 2
    }
echo "== $SOAK_REPLAYS logged calls of each shipped model, replayed"
# shellcheck disable=SC2086
CALLTWIN_SOAK_REPLAYS=$SOAK_REPLAYS swift test -c release --skip-build --disable-xctest $SWIFTFLAGS \
    --filter 'ShippedCallerTests' >out/soak/replays.log 2>&1 ||
    {
        echo "REJECTED, see out/soak/replays.log"
        exit 2
    }
echo "== $SOAK_RENDERINGS texts spoken by flite in the memory of a few, where it is installed"
# shellcheck disable=SC2086
CALLTWIN_SOAK_RENDERINGS=$SOAK_RENDERINGS swift test -c release --skip-build --disable-xctest $SWIFTFLAGS \
    --filter 'FliteMemoryTests' >out/soak/renderings.log 2>&1 ||
    {
        echo "REJECTED, see out/soak/renderings.log"
        exit 2
    }
echo "== $SOAK_SOUND_CALLS calls in sound, in the memory of the first fifth of them"
status=0
scripts/soak-sound.sh .build/release/calltwin "$SOAK_SOUND_CALLS" "$first" || status=$?
case $status in
0) ;;
69) echo "left out: make voice-packages gets what is missing" ;;
*)
    echo "REJECTED, see out/soak/sound"
    exit 2
    ;;
esac

echo "== $SOAK_TIERS calls by a bank of their own decodes and in sound, where voices are installed"
# shellcheck disable=SC2086
CALLTWIN_SOAK_TIERS=$SOAK_TIERS swift test -c release --skip-build --disable-xctest $SWIFTFLAGS \
    --filter 'VoiceTiersTests' >out/soak/tiers.log 2>&1 ||
    {
        echo "REJECTED, see out/soak/tiers.log"
        exit 2
    }
echo "== two fidelities of recorded days, each channel with each budget"
# shellcheck disable=SC2086
CALLTWIN_SOAK_DAYS=1 swift test -c release --skip-build --disable-xctest $SWIFTFLAGS \
    --filter 'RecordedDaysTests' >out/soak/days.log 2>&1 ||
    {
        echo "REJECTED, see out/soak/days.log"
        exit 2
    }
echo "== statistical tests"
rejected=0
seed=$first
while [ "$seed" -lt $((first + count)) ]; do
    log=out/soak/seed-$seed.log
    # shellcheck disable=SC2086
    if CALLTWIN_SOAK_SEED=$seed swift test -c release --skip-build --disable-xctest $SWIFTFLAGS \
        --filter '^TheoryTests\.' >"$log" 2>&1; then
        echo "seed $seed: met"
    elif grep -q 'Test run with .* failed' "$log"; then
        rejected=$((rejected + 1))
        echo "seed $seed: REJECTED, see $log"
    else
        tail -n 5 "$log" >&2
        echo "error: seed $seed did not run to its end, see $log" >&2
        exit 1
    fi
    seed=$((seed + 1))
done
awk -v n="$count" -v k="$rejected" 'BEGIN {
    p = 0.01; term = (1 - p) ^ n; below = 0
    for (i = 0; i < k; i++) { below += term; term *= (n - i) / (i + 1) * p / (1 - p) }
    tail = 1 - below
    printf "%d seeds, %d rejected; so many or more by chance: %.2g\n", n, k, tail
    exit tail < 0.001 ? 2 : 0
}'
