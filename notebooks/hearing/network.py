"""What both fits share: Adam, a falling rate of learning, and the file that Swift reads."""
import numpy as np


class Adam:
    """Kingma and Ba, "Adam: a method for stochastic optimization" (2015), with their constants."""

    def __init__(self, parameters):
        self.parameters = parameters
        self.means = [np.zeros_like(p) for p in parameters]
        self.squares = [np.zeros_like(p) for p in parameters]
        self.steps = 0

    def step(self, gradients, rate):
        self.steps += 1
        for parameter, mean, square, gradient in zip(
                self.parameters, self.means, self.squares, gradients):
            mean += 0.1 * (gradient - mean)
            square += 0.001 * (gradient * gradient - square)
            parameter -= rate * (mean / (1 - 0.9 ** self.steps)) / (
                np.sqrt(square / (1 - 0.999 ** self.steps)) + 1e-8)


def cosine_rate(first, round_, rounds):
    """Half a cosine from the first rate to 0."""
    return first * 0.5 * (1 + np.cos(np.pi * round_ / rounds))


def write(path, heading, layers, biases):
    """A heading, layers as a 32-bit scale and 16-bit weights, then 32-bit biases; little-endian."""
    with open(path, "wb") as out:
        out.write((heading + "\n").encode())
        for weights in layers:
            scale = np.float32(np.abs(weights).max() / 32767)
            out.write(scale.astype("<f4").tobytes())
            out.write(np.round(weights / scale).astype("<i2").tobytes())
        for bias in biases:
            out.write(bias.astype("<f4").tobytes())


def read(path, sizes, bias_sizes):
    """Layers and biases of a file that `write` wrote, after its heading."""
    with open(path, "rb") as file:
        data = file.read()
    place = data.index(b"\n") + 1
    layers, biases = [], []
    for rows, columns in sizes:
        scale = np.frombuffer(data, "<f4", 1, place)[0]
        weights = np.frombuffer(data, "<i2", rows * columns, place + 4)
        layers.append(weights.reshape(rows, columns).astype(np.float32) * scale)
        place += 4 + 2 * rows * columns
    for count in bias_sizes:
        biases.append(np.frombuffer(data, "<f4", count, place))
        place += 4 * count
    return layers, biases
