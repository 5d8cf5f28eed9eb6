"""Draws the lines over which recordings of speak.py are carried.

    python lists.py features FOLDER                      lists/features.tsv, lists/talkers.tsv
    python lists.py acknowledgements FOLDER UTTERANCES TUNING
        lists/openings.tsv (FOLDER's short recordings twice, UTTERANCES' once: speak.py's two folders) and
        lists/tuning.tsv (flite's voices; texts of the tuning set, for thresholds)

Keys are numbers of rows, so that a list gives the same sounds each time.
"""
import os
import random
import sys

COPIES = 3
PROMPTS = [
    "Welcome to the bank. You can ask about balances, transfers, bills, cards and appointments. How can "
    "I help you today?",
    "I can help you with that. First I need a few details from you before we can go on, so please have "
    "your card ready.",
    "Your balance is two thousand four hundred and thirty dollars and fifteen cents. Is there anything "
    "else that I can do for you?",
    "Your appointment is on Monday the thirtieth of November at half past ten in the morning, at the "
    "branch on Main Street.",
]
ACKNOWLEDGEMENTS = ["mm hmm", "uh huh", "okay", "yeah", "right", "i see"]
# Answers that are acknowledgements in other places teach nothing.
AMBIGUOUS = {"yes", "yeah", "yup", "right", "ok", "okay", "sure", "mm hmm", "uh huh", "i see"}
# Lines of openings, each as often as it stands here.
LINES = (["clean"] * 5 + ["clean+echo"] * 2 + ["noise20"] * 4 + ["noise20+echo"] + ["noise10", "muffled",
         "loss2", "reverb"])
TUNING_LINES = ["clean", "clean+echo", "noise20", "noise20+echo"]


def spoken(folder):
    with open(os.path.join(folder, "spoken.tsv")) as table:
        return [line.rstrip("\n").split("\t") for line in table]


def line_of_features():
    draw, terms = random.random(), []
    if draw < 0.22:
        terms = ["clean"]
    elif draw < 0.55:
        terms = [f"pink:{random.uniform(3, 26):.1f}"]
    elif draw < 0.60:
        terms = [f"white:{random.uniform(8, 28):.1f}"]
    elif draw < 0.82:
        terms = [f"babble:{random.uniform(4, 26):.1f}"]
    elif draw < 0.89:
        terms = [f"reverb:{random.uniform(0.2, 0.5):.2f}"]
    elif draw < 0.92:
        terms = [f"muffle:{random.choice([1200, 1500, 2000])}"]
    elif draw < 0.95:
        terms = [f"clip:{random.choice([6, 12, 16])}"]
    else:
        terms = [f"pink:{random.uniform(8, 28):.1f}", f"reverb:{random.uniform(0.2, 0.4):.2f}"]
    if random.random() < 0.2:
        terms.append(f"loss:{random.uniform(0.01, 0.08):.3f}")
    return "+".join(terms)


def write(name, rows):
    os.makedirs("lists", exist_ok=True)
    with open(os.path.join("lists", name), "w") as out:
        out.writelines("\t".join(map(str, row)) + "\n" for row in rows)
    print(len(rows), "rows in", name)


def opening(number, label, speaker, text, lines):
    gain = 10 ** (random.uniform(-8, 6) / 20)
    return [label, speaker, random.choice(lines), f"{gain:.3f}", random.choice(PROMPTS),
            f"{random.uniform(0.5, 2.5):.3f}", number, text]


def main():
    kind, folder = sys.argv[1:3]
    if kind == "features":
        random.seed(9)
        paths = sorted(row[0] for row in spoken(folder))
        rows = [(path, line_of_features()) for path in paths for _ in range(COPIES)]
        write("features.tsv", [(*row, 1000 + number) for number, row in enumerate(rows)])
        talkers = [(random.choice(paths),) for _ in range(12)]
        write("talkers.tsv", talkers)
        return
    utterances, tuning = sys.argv[3:5]
    random.seed(12)
    said = [(label, path, text) for path, label, text in spoken(folder)] * 2
    said += [(0, path, text) for path, _, text in spoken(utterances) if text not in AMBIGUOUS]
    random.shuffle(said)
    write("openings.tsv", [
        opening(number, label, path, text, LINES) for number, (label, path, text) in enumerate(said)])
    with open(tuning) as lines:
        texts = [line.split("\t")[0] for line in lines if not line.startswith("#")][1:]
    rows = []
    for number in range(800):
        label = 1 if number < 320 else 0
        voice = ["slt", "rms", "awb", "kal16"][number % 4]
        pitch = 1 if voice == "rms" else random.choice([0.95, 1, 1.05])
        text = random.choice(ACKNOWLEDGEMENTS if label else texts)
        rows.append(opening(
            number, label, f"{voice} {random.choice([0.9, 1, 1.12])} {pitch}", text, TUNING_LINES))
    write("tuning.tsv", rows)


main()
