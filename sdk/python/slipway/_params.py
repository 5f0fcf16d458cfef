# SPDX-License-Identifier: GPL-3.0-or-later
"""Hyperparameters of this run, as the job's `params` give them."""
import json
import os
from collections.abc import Mapping


def parse_value(text):
    """A number or a truth value when the text reads as one, else the text itself."""
    if not isinstance(text, str):
        return text
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return text


class Params(Mapping):
    """Read-only: ``params["lr"]``, ``params.lr`` or ``params.get("lr", 0.1)``. Empty outside a job."""

    def __init__(self, path=None):
        self._path = path
        self._loaded = None

    @property
    def _values(self):
        if self._loaded is None:
            path = self._path or os.environ.get("SLIPWAY_PARAMS")
            if not path:
                return {}
            with open(path, encoding="utf-8") as file:
                self._loaded = {name: parse_value(value) for name, value in json.load(file).items()}
        return self._loaded

    def __getitem__(self, name):
        try:
            return self._values[name]
        except KeyError:
            known = ", ".join(sorted(self._values)) or "none"
            raise KeyError(f"this run has no parameter {name!r}; it has: {known}") from None

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(error.args[0]) from None

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def __repr__(self):
        return f"slipway.params({self._values!r})"


params = Params()
