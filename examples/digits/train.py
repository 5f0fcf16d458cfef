# SPDX-License-Identifier: GPL-3.0-or-later
"""Learns to read handwritten digits: a small network on numpy, as a first job for a platform.

Reads PNG files from $SLIPWAY_DATASETS/digits/<digit>/, logs loss and accuracy of every step, and saves the model.
As the replicas of a distributed job each learns from its share of every batch, and the first logs and saves.
Parameters (slipway.params): epochs, lr, hidden, batch, seed, pause_ms (waits between steps, to watch them live).
"""
import argparse
import os
import struct
import time
import zlib
from pathlib import Path

import numpy as np
import slipway
from team import Team

SIDE, CLASSES, TEST_SHARE = 8, 10, 0.2


def read_png(path):
    """The pixels of an 8-bit grayscale PNG without filters or interlacing, as this dataset has them; 0 to 1."""
    data = path.read_bytes()
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError(f"{path} is no PNG file")
    position, packed, size = 8, b"", None
    while position < len(data):
        length, kind = struct.unpack_from(">I4s", data, position)
        body = data[position + 8 : position + 8 + length]
        if kind == b"IHDR":
            size = struct.unpack(">IIBBBBB", body)
        elif kind == b"IDAT":
            packed += body
        position += 12 + length
    if size != (SIDE, SIDE, 8, 0, 0, 0, 0):
        raise ValueError(f"{path} is no {SIDE} x {SIDE} 8-bit grayscale PNG")
    rows = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(SIDE, SIDE + 1)
    if rows[:, 0].any():
        raise ValueError(f"{path} has filtered rows, which this reader does not know")
    return rows[:, 1:].astype(np.float64).ravel() / 255


def load(folder):
    """Images (n x 64) and labels (n), in the order of their names."""
    files = sorted(folder.glob("[0-9]/*.png"))
    if not files:
        raise SystemExit(f"There is no image under {folder}. Name the dataset 'digits', or pass --data FOLDER.")
    return np.stack([read_png(file) for file in files]), np.array([int(file.parent.name) for file in files])


def split(labels, random):
    """Indices for training and for testing, with the same share of every digit in both."""
    train, test = [], []
    for digit in range(CLASSES):
        order = random.permutation(np.flatnonzero(labels == digit))
        cut = round(len(order) * TEST_SHARE)
        test.append(order[:cut])
        train.append(order[cut:])
    return np.concatenate(train), np.concatenate(test)


class Network:
    """64 pixels, one hidden layer of rectified units, 10 digits; trained by gradient descent with momentum."""

    def __init__(self, hidden, random):
        inputs = SIDE * SIDE
        self.weights = [
            random.normal(0, np.sqrt(2 / inputs), (inputs, hidden)), np.zeros(hidden),
            random.normal(0, np.sqrt(2 / hidden), (hidden, CLASSES)), np.zeros(CLASSES),
        ]
        self.speeds = [np.zeros_like(weight) for weight in self.weights]

    def forward(self, images):
        w1, b1, w2, b2 = self.weights
        hidden = np.maximum(images @ w1 + b1, 0)
        scores = hidden @ w2 + b2
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return hidden, scores / scores.sum(axis=1, keepdims=True)

    def gradients(self, images, labels, batch):
        """Of a share of a batch of that size, each divided by it; and its part of the loss (nats) and the accuracy."""
        hidden, chances = self.forward(images)
        picked = chances[np.arange(len(labels)), labels]
        slope = chances.copy()
        slope[np.arange(len(labels)), labels] -= 1
        slope /= batch
        below = (slope @ self.weights[2].T) * (hidden > 0)
        scores = np.array([-np.log(np.maximum(picked, 1e-12)).sum(), (chances.argmax(1) == labels).sum()]) / batch
        return [images.T @ below, below.sum(0), hidden.T @ slope, slope.sum(0), scores]

    def step(self, gradients, rate, momentum=0.9):
        for index, gradient in enumerate(gradients):
            self.speeds[index] = momentum * self.speeds[index] - rate * gradient
            self.weights[index] += self.speeds[index]

    def accuracy(self, images, labels):
        return (self.forward(images)[1].argmax(1) == labels).mean()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=Path(os.environ.get("SLIPWAY_DATASETS", ".")) / "digits")
    folder = arguments.parse_args().data
    params = slipway.params
    epochs, rate, batch = params.get("epochs", 30), params.get("lr", 0.1), params.get("batch", 32)
    pause = params.get("pause_ms", 0) / 1000
    random = np.random.default_rng(params.get("seed", 7))

    team = Team()
    images, labels = load(folder)
    train, test = split(labels, random)
    print(f"{len(labels)} images: {len(train)} to learn from, {len(test)} to test with")
    network, step = Network(params.get("hidden", 64), random), 0
    for epoch in range(1, epochs + 1):
        order = random.permutation(train)
        for start in range(0, len(order), batch):
            chosen = order[start : start + batch]
            share = team.share(chosen)
            *gradients, (loss, accuracy) = team.sum(network.gradients(images[share], labels[share], len(chosen)))
            network.step(gradients, rate)
            if team.rank == 0:
                slipway.log({"train/loss": loss, "train/accuracy": accuracy}, step=step)
                print(f"step {step} loss {loss:.4f} accuracy {accuracy:.4f}")
            step += 1
            if pause:
                time.sleep(pause)
        tested = network.accuracy(images[test], labels[test])
        if team.rank == 0:
            slipway.log({"test/accuracy": tested}, step=step - 1)
        print(f"epoch {epoch} of {epochs}: test accuracy {tested:.4f}")

    if team.rank == 0:
        np.savez("digits.npz", *network.weights)
        print(f"model saved as {slipway.save_model('digits.npz')}")
    print(f"test accuracy {tested:.4f}")


if __name__ == "__main__":
    main()
