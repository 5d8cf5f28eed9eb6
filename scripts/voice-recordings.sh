#!/bin/sh
# Gets the recordings of people that models/voice/recordings.tsv names into the user's folder of voices: from
# the source archive of pocketsphinx 5.1.1, from Moonshine's package (make voice-models) and from Debian's
# sounds of Asterisk. What cannot be had is said and left out.
set -eu

voices=${CALLTWIN_VOICES:-${XDG_DATA_HOME:-$HOME/.local/share}/calltwin/voices}
out=$voices/recordings
mkdir -p "$out"
work=$(mktemp -d "$voices/.getting.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

if [ -e "$out/librivox" ]; then
    echo "pocketsphinx: its recordings are there"
elif python3 -m pip download --quiet --disable-pip-version-check --no-deps \
    --no-binary pocketsphinx --dest "$work" "pocketsphinx==5.1.1"; then
    tar -xzf "$work"/pocketsphinx-5.1.1.tar.gz -C "$work"
    data=$work/pocketsphinx-5.1.1/test/data
    mkdir -p "$out/cards" "$out/commands" "$out/tidigits" "$work/librivox"
    cp "$data"/cards/*.wav "$out/cards/"
    cp "$data/goforward.raw" "$data/numbers.raw" "$data/something.raw" "$out/commands/"
    cp "$data"/tidigits/*.raw "$out/tidigits/"
    cp "$data"/librivox/*.wav "$work/librivox/"
    mv "$work/librivox" "$out/librivox"
    echo "pocketsphinx: recordings of 5.1.1, in $out"
else
    echo "pocketsphinx: its source archive cannot be had; left out" >&2
fi

# Links from a folder of another package: $1 is the part, $2 the folder.
link() {
    if [ -d "$2" ]; then
        rm -f "$out/$1"
        ln -s "$2" "$out/$1"
        echo "$1: $2"
    else
        echo "$1: no folder $2; left out ($3)" >&2
    fi
}
link moonshine "$voices/moonshine/moonshine_voice/assets" "make voice-models"
link asterisk /usr/share/asterisk/sounds/en_US_f_Allison "apt-get install asterisk-core-sounds-en-wav"
