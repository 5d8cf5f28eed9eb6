"""Fits the network that tells acknowledgements from turns by their first sounds.

    python fit_acknowledgements.py OUT.network OPENINGS TUNING [--rounds 50]

OPENINGS and TUNING are what `calltwin voice examples acknowledgements` wrote, without ending. Maximum
likelihood; how it does on TUNING's voices, none of which it is fitted to, is printed at the end. Seed 0.
"""
import argparse

import numpy as np
from network import Adam, cosine_rate, write

STEPS, FILTERS, HIDDEN, BATCH, RATE, DECAY = 35, 20, (128, 64), 256, 2e-3, 1e-4
RANGE = 8
# What is changed at random in each batch: steps heard, instant, tilt, gain and noise of energies, warp of
# the mel axis (another throat), units left out.
EARLY, EARLIEST, LATE = 0.65, 9, 20
TILT, COLOUR, JITTER, WARP, DROPOUT = 0.35, 0.25, 0.35, 2.0, 0.3
FEWEST_STEPS, ONSETS = 8, (-0.1, 0.5)
RATE_HERTZ, LEAD, WINDOW, HOP = 8000, 480, 205, 80


def load(path):
    with open(path + ".tsv") as table:
        rows = [line.rstrip("\n").split("\t") for line in table]
    energies = np.fromfile(path + ".bin", "<f4").reshape(len(rows), STEPS, FILTERS)
    heard = np.array([int(row[3]) for row in rows])
    onsets = np.array([float(row[2]) if row[2] != "-" else 9 for row in rows])
    # The detector took something else for speech, or the speech ended at once.
    use = (heard >= FEWEST_STEPS) & (onsets > ONSETS[0]) & (onsets < ONSETS[1])
    labels = np.array([float(row[0]) for row in rows], np.float32)
    lines = np.array([row[1] for row in rows])
    seconds = np.array([float(row[4]) for row in rows])
    return energies[use], labels[use], heard[use], lines[use], seconds[use]


def inputs(energies, steps, available):
    """As OpeningSound has them."""
    heard = np.arange(STEPS)[None] < np.minimum(steps, available)[:, None]
    loudest = np.where(heard, energies.mean(2), -1e9).max(1)
    below = np.maximum(energies - loudest[:, None, None], -RANGE) * 2 / RANGE + 1
    flat = (below * heard[:, :, None]).reshape(len(energies), -1)
    return np.concatenate([flat, heard.astype(np.float32)], 1).astype(np.float32)


def steps_after(seconds):
    return ((LEAD + int(RATE_HERTZ * seconds) - WINDOW) // HOP + 1) // 2


def varied(energies, chance):
    shift = int(chance.integers(-1, 2))
    energies = np.roll(energies, shift, 1)
    if shift == 1:
        energies[:, 0] = energies[:, 1]
    count = len(energies)
    energies = (energies + chance.normal(0, TILT, (count, 1, 1)) * np.linspace(-1, 1, FILTERS)
                + chance.normal(0, COLOUR, (count, 1, FILTERS))
                + chance.normal(0, JITTER, energies.shape))
    filters = np.arange(FILTERS)
    places = np.clip(
        filters + chance.uniform(-WARP, WARP) * filters / FILTERS * 1.5, 0, FILTERS - 1)
    low = np.floor(places).astype(int)
    share = places - low
    return energies[:, :, low] * (1 - share) + energies[:, :, np.minimum(low + 1, FILTERS - 1)] * share


def run(layers, biases, x):
    for weights, bias in zip(layers[:-1], biases[:-1]):
        x = np.maximum(x @ weights + bias, 0)
    return 1 / (1 + np.exp(-(x @ layers[-1] + biases[-1])[:, 0]))


def fit(energies, labels, available, rounds):
    chance = np.random.default_rng(0)
    sizes = [STEPS * (FILTERS + 1), *HIDDEN, 1]
    layers = [chance.normal(0, np.sqrt(2 / rows), (rows, columns)).astype(np.float32)
              for rows, columns in zip(sizes, sizes[1:])]
    biases = [np.zeros(count, np.float32) for count in sizes[1:]]
    adam = Adam(layers + biases)
    for round_ in range(rounds):
        order = chance.permutation(len(energies))
        for place in range(0, len(order), BATCH):
            chosen = order[place:place + BATCH]
            steps = np.where(
                chance.random(len(chosen)) < EARLY, chance.integers(EARLIEST, LATE, len(chosen)),
                chance.integers(LATE, STEPS + 1, len(chosen)))
            values = [inputs(varied(energies[chosen], chance), steps, available[chosen])]
            for weights, bias in zip(layers[:-1], biases[:-1]):
                value = np.maximum(values[-1] @ weights + bias, 0)
                kept = (chance.random(value.shape) > DROPOUT) / (1 - DROPOUT)
                values.append((value * kept).astype(np.float32))
            told = 1 / (1 + np.exp(-(values[-1] @ layers[-1] + biases[-1])[:, 0]))
            error = (told - labels[chosen])[:, None] / len(chosen)
            weight_gradients, bias_gradients = [], []
            for number in reversed(range(len(layers))):
                weight_gradients.insert(0, values[number].T @ error + DECAY * layers[number])
                bias_gradients.insert(0, error.sum(0))
                error = (error @ layers[number].T) * (values[number] > 0) / (1 - DROPOUT)
            adam.step(weight_gradients + bias_gradients, cosine_rate(RATE, round_, rounds))
    return layers, biases


def judge(layers, biases, tuning):
    energies, labels, available, lines, seconds = tuning
    noisy = np.array([line.startswith("noise") for line in lines])
    print("line\tspeech heard, s\tarea under the curve\theld where 5 % of turns are")
    for name, chosen in (("clean", ~noisy), ("noise at 20 dB", noisy)):
        for heard in (0.16, 0.20, 0.24, 0.28, 0.32, 0.40, 0.50, 0.64):
            told = run(layers, biases,
                       inputs(energies, np.full(len(energies), steps_after(heard)), available))
            listening, turns = told[chosen & (labels == 1)], told[chosen & (labels == 0)]
            area = (listening[:, None] > turns[None]).mean()
            held = (listening >= np.quantile(turns, 0.95)).mean()
            print(f"{name}\t{heard:.2f}\t{area:.3f}\t{held:.2f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("openings")
    parser.add_argument("tuning")
    parser.add_argument("--rounds", type=int, default=50)
    options = parser.parse_args()
    energies, labels, available, _, _ = load(options.openings)
    print(len(labels), "openings,", int(labels.sum()), "of acknowledgements", flush=True)
    layers, biases = fit(energies, labels, available, options.rounds)
    judge(layers, biases, load(options.tuning))
    write(options.out,
          f"calltwin.acknowledgement/1 steps {STEPS} filters {FILTERS} hidden {HIDDEN[0]}",
          layers, biases)


main()
