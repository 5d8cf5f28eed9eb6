#!/bin/sh
# One release build, every test, every documented command, the guard of speed; the last line sums up.
set -eu
cd "$(dirname "$0")/.."
: "${SWIFTFLAGS:=}"
mkdir -p out/test
started=$(date +%s)
seconds() { echo $(($(date +%s) - $1)); }

echo "== building everything in release"
# shellcheck disable=SC2086 # flags are words on purpose
swift build -c release --build-tests $SWIFTFLAGS
build_seconds=$(seconds "$started")

echo "== running every test (full output: out/test/tests.log)"
tests_started=$(date +%s)
{
    # shellcheck disable=SC2086
    swift test -c release --skip-build --disable-xctest $SWIFTFLAGS 2>&1 && echo 0 >out/test/status ||
        echo 1 >out/test/status
} | tee out/test/tests.log | grep -v -e '^◇' -e '^✔ Test ' -e '^\[' || true
tests_seconds=$(seconds "$tests_started")
tests=$(sed -n 's/.*Test run with \(.* suites\) .*/\1/p' out/test/tests.log | tail -n 1)
status=$(cat out/test/status)
# Tests that lack a voice or a recogniser leave themselves out; where all must run, only those may that belong to
# 'make soak', to voices that no package holds or to recorded prompts, which no call needs, and say so.
left_out=$(grep '^➜ .* skipped' out/test/tests.log |
    grep -v -e 'make soak' -e 'make voice-models' -e 'asterisk-core-sounds-en-wav is not installed' || true)
if [ -n "$left_out" ]; then
    echo "$left_out"
    if [ -n "${CALLTWIN_REQUIRE_ALL:-}" ]; then status=1; fi
fi

echo "== compiling and testing the routing policy of its guide (full output: out/test/guide-policy.log)"
if scripts/guide-policy.sh >out/test/guide-policy.log 2>&1; then
    guide_status=0
    tail -n 1 out/test/guide-policy.log
else
    guide_status=1
    cat out/test/guide-policy.log
fi

echo "== running the commands of README.md and docs/guides"
documents_started=$(date +%s)
documents=README.md
for guide in docs/guides/*.md; do
    [ -e "$guide" ] && documents="$documents $guide"
done
# shellcheck disable=SC2086
if .build/release/DocumentedCommands $documents >out/test/documents.log 2>&1; then
    documents_status=0
else
    documents_status=1
fi
cat out/test/documents.log
commands=$(tail -n 1 out/test/documents.log)
documents_seconds=$(seconds "$documents_started")

echo "== counting instructions of the hot paths (3 %) and surprised branches (10 %)"
scripts/install-packages.sh valgrind
guard_started=$(date +%s)
if scripts/callgrind.sh .build/release/CalltwinBench \
    center.a center.a.folded center.b center.b.folded session.channel \
    2>out/test/callgrind.log >out/test/guard.txt; then
    guard_status=0
else
    guard_status=1
    cat out/test/callgrind.log
fi
cat out/test/guard.txt
guard_seconds=$(seconds "$guard_started")

outcome=passed
if [ "$status" -ne 0 ] || [ "$guide_status" -ne 0 ] || [ "$documents_status" -ne 0 ] || [ "$guard_status" -ne 0 ] ||
    [ -z "$tests" ]; then
    outcome=FAILED
fi
echo "make test $outcome: ${tests:-no test} in $tests_seconds s; $commands in $documents_seconds s;" \
    "guard of speed $guard_seconds s; build $build_seconds s, total $(seconds "$started") s"
[ "$outcome" = passed ]
