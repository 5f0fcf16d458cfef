# SPDX-License-Identifier: GPL-3.0-or-later
"""What a proof prints: JSON, one line a fact."""
import json
import sys
import threading
import time

_lock = threading.Lock()


class Broken(Exception):
    """A promise that was not kept."""


def say(part, **facts):
    with _lock:
        print(json.dumps({"time": time.strftime("%H:%M:%S"), "part": part, **facts}), flush=True)


def note(text):
    """Progress for whoever watches; no part of the result."""
    with _lock:
        print(text, file=sys.stderr, flush=True)


def demand(holds, sentence):
    """Ends the proof when a promise does not hold."""
    if not holds:
        raise Broken(sentence() if callable(sentence) else sentence)


def wait(condition, seconds, sentence, pause=0.05):
    """Waits until the condition holds and returns what it gave; Broken with the sentence when it never does."""
    end = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise Broken(sentence() if callable(sentence) else sentence)
        time.sleep(pause)
