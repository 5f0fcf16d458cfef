# SPDX-License-Identifier: GPL-3.0-or-later
"""Usage: corpus.py SEEDS CORPUS. Adds a target's seeds to a corpus of libFuzzer, those in hexadecimal decoded."""
import sys
from pathlib import Path


def read_seed(file):
    if file.suffix != ".hex":
        return file.read_bytes()
    lines = file.read_text(encoding="ascii").splitlines()
    return bytes.fromhex(" ".join(line for line in lines if not line.startswith("#")))


seeds, corpus = Path(sys.argv[1]), Path(sys.argv[2])
corpus.mkdir(parents=True, exist_ok=True)
for file in seeds.iterdir():
    (corpus / f"seed-{file.stem}").write_bytes(read_seed(file))
