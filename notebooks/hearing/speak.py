"""Renders what the networks of hearing are fitted to, by voices that no test of them uses.

    python speak.py features TEXTS FOLDER         2,400 utterances, sentences of TEXTS
    python speak.py acknowledgements TEXTS FOLDER 1,710 short ones, TEXTS is not read

Writes FOLDER/*.wav (16 kHz) and FOLDER/spoken.tsv: recording, label (1 an acknowledgement), text.
A voice that is not installed is left out, and said so.
"""
import os
import random
import shutil
import subprocess
import sys
import tempfile

import numpy as np
from scipy import signal
from scipy.io import wavfile

RATE = 16_000
ACCENTS = ["en-us", "en-us", "en-gb", "en-gb-scotland", "en-gb-x-rp", "en-029", "en-us-nyc",
           "en-gb-x-gbcwmd"]
VARIANTS = ("m1 m2 m3 m4 m5 m6 m7 f1 f2 f3 f4 f5 klatt klatt2 klatt4 anika belinda linda steph Annie "
            "Andrea Alicia max michel adam ed john paul rob Mike").split()
ACKNOWLEDGEMENTS = ["mm hmm", "uh huh", "okay", "yeah", "right", "i see"]
RARE_ACKNOWLEDGEMENTS = ["mhm", "ok", "oh okay", "yeah yeah", "all right", "sure", "got it", "mm", "aha",
                         "okay okay", "oh right", "oh i see", "yep", "hmm"]
SHORT_TURNS = ["yes", "no", "wait", "stop", "checking", "savings", "hello", "help", "yes please",
               "no thanks", "hold on", "excuse me", "sorry", "what", "agent", "operator",
               "a person please", "correct", "that's wrong", "no no", "monday", "my card",
               "one two three", "the first one", "but", "actually", "listen", "i lost my card",
               "credit card", "well", "um", "repeat that", "again please", "not that one", "can i",
               "i don't", "okay i want to pay a bill", "yeah i need my balance",
               "right can you move some money", "i see but that is wrong", "ok what about my card"]
LONGEST_WORDS = 22
FULL_SCALE = 20_000


class Folder:
    """Where recordings go."""

    def __init__(self, path, trims):
        self.path, self.trims, self.rows = path, trims, []
        os.makedirs(path, exist_ok=True)

    def keep(self, name, samples, rate, raised, label, text):
        """Keeps a recording, raised in pitch and formants by a factor and as much quicker."""
        samples = samples.astype(np.float64)
        samples = signal.resample(samples, max(1, int(len(samples) * RATE / raised / rate)))
        if self.trims:
            loud = np.flatnonzero(np.abs(samples) > np.abs(samples).max() * 0.01)
            samples = samples[max(0, loud[0] - 80):loud[-1] + 80]
        samples = samples / max(1, np.abs(samples).max() / FULL_SCALE)
        path = os.path.join(self.path, name + ".wav")
        wavfile.write(path, RATE, samples.astype(np.int16))
        self.rows.append(f"{path}\t{label}\t{text}\n")

    def finish(self):
        with open(os.path.join(self.path, "spoken.tsv"), "w") as table:
            table.writelines(self.rows)
        print(len(self.rows), "recordings")


def espeak(folder, said, rates, pitches, raised):
    if not shutil.which("espeak-ng"):
        return print("espeak-ng is missing: apt-get install espeak-ng", file=sys.stderr)
    with tempfile.TemporaryDirectory() as place:
        path = os.path.join(place, "said.wav")
        for number, (label, text) in enumerate(said):
            voice = random.choice(ACCENTS) + "+" + random.choice(VARIANTS)
            subprocess.run(
                ["espeak-ng", "-v", voice, "-s", str(random.randint(*rates)), "-p",
                 str(random.randint(*pitches)), "-w", path, text],
                stderr=subprocess.DEVNULL, check=True)
            rate, samples = wavfile.read(path)
            folder.keep(f"e{number:04d}", samples, rate, random.choice(raised), label, text)


def piper(folder, said, lengths, marks, raised):
    model = os.path.expanduser("~/.local/share/calltwin/voices/piper/en_US-joe-medium.onnx")
    try:
        from piper import PiperVoice, SynthesisConfig
        voice = PiperVoice.load(model)
    except (ImportError, FileNotFoundError) as error:
        return print(f"Piper's joe is missing ({error}): pip install piper-tts, make voice-models",
                     file=sys.stderr)
    for number, (label, text) in enumerate(said):
        way = SynthesisConfig(
            length_scale=random.uniform(*lengths), noise_scale=random.uniform(0.5, 1.0),
            noise_w_scale=random.uniform(0.6, 1.1))
        parts = voice.synthesize(text + random.choice(marks), syn_config=way)
        samples = np.concatenate([part.audio_int16_array for part in parts])
        folder.keep(
            f"j{number:04d}", samples, voice.config.sample_rate, random.choice(raised), label, text)


def ked(folder, said, raised):
    if not shutil.which("festival"):
        return print("festival is missing: apt-get install festival festvox-kdlpc16k",
                     file=sys.stderr)
    with tempfile.TemporaryDirectory() as place:
        script = os.path.join(place, "said.scm")
        with open(script, "w") as lines:
            lines.write("(voice_ked_diphone)\n")
            for number, (_, text) in enumerate(said):
                lines.write(f"(Parameter.set 'Duration_Stretch {random.uniform(0.8, 1.3):.2f})\n")
                quoted = text.replace('"', "")
                lines.write(
                    f'(utt.save.wave (utt.synth (Utterance Text "{quoted}")) '
                    f'"{place}/{number}.wav" \'riff)\n')
        subprocess.run(["festival", "-b", script], stderr=subprocess.DEVNULL, check=False)
        for number, (label, text) in enumerate(said):
            path = f"{place}/{number}.wav"
            if os.path.exists(path):
                rate, samples = wavfile.read(path)
                folder.keep(f"k{number:04d}", samples, rate, random.choice(raised), label, text)


def main():
    kind, texts, path = sys.argv[1:4]
    if kind == "features":
        random.seed(5)
        with open(texts) as lines:
            said = [(0, line.strip()) for line in lines if 0 < len(line.split()) <= LONGEST_WORDS]
        random.shuffle(said)
        folder = Folder(path, trims=False)
        espeak(folder, said[:900], (135, 180), (30, 75), [0.95, 1, 1, 1.05])
        piper(folder, said[900:1900], (0.85, 1.3), [""], [0.9, 1, 1, 1.1, 1.2, 1.3])
        ked(folder, said[1900:2400], [0.9, 1, 1, 1.1, 1.2])
    else:
        random.seed(21)

        def phrases(acknowledgements, turns):
            often = lambda: random.choice(
                ACKNOWLEDGEMENTS if random.random() < 0.75 else RARE_ACKNOWLEDGEMENTS)
            return ([(1, often()) for _ in range(acknowledgements)]
                    + [(0, random.choice(SHORT_TURNS)) for _ in range(turns)])

        folder = Folder(path, trims=True)
        espeak(folder, phrases(550, 250), (130, 210), (25, 80), [0.92, 1, 1, 1.08])
        piper(folder, phrases(450, 200), (0.75, 1.4), ["", ".", ",", "?"],
              [0.85, 0.92, 1, 1, 1.1, 1.2, 1.3])
        ked(folder, phrases(160, 100), [0.85, 0.95, 1, 1.05, 1.15, 1.25])
    folder.finish()


main()
