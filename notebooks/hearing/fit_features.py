"""Fits the network that tells cepstra of clean speech from what a telephone carried.

    python fit_features.py OUT.features RECORDS... [--hidden 192] [--rounds 6] [--compare FEATURES]

RECORDS come from `calltwin voice examples features`. Least squares on cepstra divided by their standard
deviations, every second frame; one utterance in 40 is held out, and its error is printed after each
round: 1 would be the variance itself; --compare prints that of another network first. Seed 3.
"""
import argparse
import time

import numpy as np
from network import Adam, cosine_rate, read, write

NEIGHBOURS, HEARD, CLEAN, CEPSTRA, NOISE_FRAMES = 6, 20, 25, 13, 25
LOUDEST_ONE_IN, HOLD_ONE_IN, BATCH, RATE = 5, 40, 512, 1e-3

# Cepstra as pocketsphinx takes them: a cosine transform, liftered over 22.
ORDERS = np.arange(CEPSTRA)[:, None]
COSINES = (np.sqrt(np.where(ORDERS == 0, 1, 2) / CLEAN)
           * np.cos(np.pi * ORDERS * (np.arange(CLEAN) + 0.5) / CLEAN)
           * (1 + 11 * np.sin(np.pi * ORDERS / 22)))


def records(path):
    with open(path, "rb") as file:
        data = file.read()
    place = 0
    while place < len(data):
        frames = int.from_bytes(data[place:place + 4], "little")
        heard = np.frombuffer(data, "<f4", frames * HEARD, place + 4).reshape(frames, HEARD)
        place += 4 + 4 * frames * HEARD
        clean = np.frombuffer(data, "<f4", frames * CLEAN, place).reshape(frames, CLEAN)
        place += 4 * frames * CLEAN
        yield heard, clean


def inputs(heard):
    """As FeatureEnhancer has them: neighbours and leading noise, less the loudest fifth's level."""
    means = np.sort(heard.mean(1))
    heard = heard - means[-max(1, len(means) // LOUDEST_ONE_IN):].mean()
    noise = heard[:NOISE_FRAMES].mean(0)
    padded = np.pad(heard, ((NEIGHBOURS, NEIGHBOURS), (0, 0)), "edge")
    around = [padded[shift:shift + len(heard)] for shift in range(2 * NEIGHBOURS + 1)]
    return np.concatenate([*around, np.tile(noise, (len(heard), 1))], 1).astype(np.float32)


def gather(pairs, every):
    targets = [(clean @ COSINES.T)[every - 1::every] for _, clean in pairs]
    return (np.concatenate([inputs(heard)[every - 1::every] for heard, _ in pairs]),
            np.concatenate(targets).astype(np.float32))


def run_file(path, x, hidden):
    """The cepstra that a network of a file tells."""
    layers, biases = read(
        path, [(x.shape[1], hidden), (hidden, hidden), (hidden, CEPSTRA), (x.shape[1], CEPSTRA)],
        [hidden, hidden, CEPSTRA])
    value = x
    for weights, bias in zip(layers[:2], biases[:2]):
        value = np.maximum(value @ weights + bias, 0)
    return value @ layers[2] + biases[2] + x @ layers[3]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("records", nargs="+")
    parser.add_argument("--hidden", type=int, default=192)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--compare")
    options = parser.parse_args()
    chance = np.random.default_rng(3)
    pairs = [pair for path in options.records for pair in records(path)]
    held = [pair for number, pair in enumerate(pairs) if number % HOLD_ONE_IN == 0]
    x, y = gather([pair for number, pair in enumerate(pairs) if number % HOLD_ONE_IN], 2)
    x_held, y_held = gather(held, 1)
    x_mean, x_deviation, y_mean, y_deviation = x.mean(0), x.std(0) + 1e-3, y.mean(0), y.std(0)
    size, hidden = x.shape[1], options.hidden
    if options.compare:
        told = run_file(options.compare, x_held, hidden)
        error = (((told - y_held) / y_deviation) ** 2).mean()
        print(f"{options.compare}: held out {error:.4f}", flush=True)
    x, x_held = (x - x_mean) / x_deviation, (x_held - x_mean) / x_deviation
    y, y_held = (y - y_mean) / y_deviation, (y_held - y_mean) / y_deviation
    print(len(pairs), "utterances,", len(x), "frames", flush=True)

    def layer(rows, columns, share=1.0):
        deviation = np.sqrt(2 / rows)
        return (chance.standard_normal((rows, columns)) * deviation * share).astype(np.float32)

    zeros = lambda count: np.zeros(count, np.float32)
    weights = [layer(size, hidden), zeros(hidden), layer(hidden, hidden), zeros(hidden),
               layer(hidden, CEPSTRA, 0.3), zeros(CEPSTRA), layer(size, CEPSTRA, 0.05)]

    def run(x):
        first = np.maximum(x @ weights[0] + weights[1], 0)
        second = np.maximum(first @ weights[2] + weights[3], 0)
        return first, second, second @ weights[4] + weights[5] + x @ weights[6]

    adam = Adam(weights)
    for round_ in range(options.rounds):
        start, order = time.time(), chance.permutation(len(x))
        rate = cosine_rate(RATE, round_, options.rounds)
        for place in range(0, len(x) - BATCH, BATCH):
            chosen = order[place:place + BATCH]
            batch = x[chosen]
            first, second, told = run(batch)
            error = (told - y[chosen]) * (2 / BATCH)
            back = error @ weights[4].T
            back[second <= 0] = 0
            back_first = back @ weights[2].T
            back_first[first <= 0] = 0
            adam.step([batch.T @ back_first, back_first.sum(0), first.T @ back, back.sum(0),
                       second.T @ error, error.sum(0), batch.T @ error], rate)
        held_error = ((run(x_held)[2] - y_held) ** 2).mean()
        print(f"round {round_ + 1}: held out {held_error:.4f}, {time.time() - start:.0f} s",
              flush=True)

    # Means and deviations go into weights and biases.
    into = weights[0] / x_deviation[:, None]
    beside = weights[6] / x_deviation[:, None] * y_deviation
    write(options.out,
          f"calltwin.features/1 context {NEIGHBOURS} filters {HEARD} cepstra {CEPSTRA} hidden {hidden}",
          [into, weights[2], weights[4] * y_deviation, beside],
          [weights[1] - x_mean @ into, weights[3],
           weights[5] * y_deviation + y_mean - x_mean @ beside])


main()
