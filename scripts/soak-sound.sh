#!/bin/sh
# Runs calls in sound, and demands that their memory stays what it was after the first 200 of them, or after the
# first fifth where that is more.
#   scripts/soak-sound.sh BINARY CALLS SEED   (CALLS: 400 or more; BINARY as seen from the project's folder)
# Memory is the resident set, looked at every two seconds; calls are counted by their logs, which come
# in rounds of 32. LIMIT says by how many MiB it may grow: looks differ by 1 to 2, and one turn of 20 s, the longest
# there is, takes 7 for good, so 8 are flat. Before, the renderings that are kept fill up, and the recogniser's
# library makes room for utterances of up to 10 s in each of its languages.
set -eu
cd "$(dirname "$0")/.."
: "${LIMIT:=8}"
if [ $# -ne 3 ] || ! [ "$2" -ge 400 ] 2>/dev/null; then
    sed -n '4s/^# *//p' scripts/soak-sound.sh >&2
    exit 64
fi
binary=$1
calls=$2
seed=$3
folder=out/soak/sound
rm -rf "$folder"
mkdir -p "$folder"
"$binary" talk models/dialogue/bank.yaml --caller models/callers/bank.yaml --audio --calls "$calls" \
    --seed "$seed" --jobs 2 --log "$folder/calls" >"$folder/talk.txt" 2>"$folder/talk.err" &
process=$!
# However the script ends, the calls end with it.
trap 'kill $process 2>/dev/null || true' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
while kill -0 $process 2>/dev/null; do
    memory=$(awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$process/status" 2>/dev/null || true)
    held=$(find "$folder/calls" -type f 2>/dev/null | wc -l)
    if [ -n "$memory" ]; then echo "$held $memory"; fi
    sleep 2
done >"$folder/course.txt"
status=0
wait $process || status=$?
if [ $status -ne 0 ]; then
    cat "$folder/talk.err" >&2
    # 69: voices or the recogniser are missing, and it was said which.
    exit $status
fi
awk -v calls="$calls" -v limit="$LIMIT" '
    BEGIN { from = calls / 5 > 200 ? calls / 5 : 200 }
    $1 >= next_shown { printf "  after %4d calls %4d MiB\n", $1, $2; next_shown = $1 + calls / 10 }
    $1 >= from && !early { early = $2; since = $1 }
    $1 >= from && $2 > late { late = $2 }
    END {
        if (!early) { print "nobody looked after call " from; exit 1 }
        printf "from call %d on memory grew by %d MiB, from %d MiB; limit %d\n", since, late - early, early, limit
        exit late - early > limit ? 2 : 0
    }' "$folder/course.txt"
