# SPDX-License-Identifier: GPL-3.0-or-later
"""Readers that follow logs while they grow, over any number of lives of the server."""
import http.client
import random
import threading

from client import Refused, Unreachable
from report import Broken, demand


class Tail(threading.Thread):
    """Follows the log of one running job after another; each must arrive whole, with nothing twice."""

    def __init__(self, server, watch, seed):
        super().__init__(daemon=True)
        self.server, self.watch = server, watch
        self.chance = random.Random(seed)
        self.over = threading.Event()
        self.broken = None
        self.finished = 0
        self.reconnects = 0

    def choose(self):
        running = [name for (kind, name), resource in self.watch.snapshot().items()
                   if kind == "Job" and resource["status"].get("phase") == "Running"
                   and resource["status"].get("attempt") == 1]
        return self.chance.choice(running) if running else None

    def piece(self, path, got):
        """Reads on to the proper end; True there, False when the connection broke or the server is away."""
        client = self.server.client
        if client is None:
            return False
        try:
            answer = client.open("GET", path, {"attempt": "1", "offset": str(len(got)), "follow": "true"}, fresh=True)
            if answer.status != 200:
                raise Refused(answer.status, answer.read())
            while True:
                block = answer.read1(1 << 16)
                if not block:
                    return answer.isclosed()
                got += block
        except http.client.IncompleteRead as error:
            got += error.partial
            return False
        except (Unreachable, OSError, http.client.HTTPException, ValueError, AttributeError):
            return False

    def follow(self, name):
        path, got = f"projects/default/jobs/{name}/streams/log", bytearray()
        try:
            while not self.piece(path, got):
                self.reconnects += 1
                if self.over.wait(0.05):
                    return
            whole = self.server.client.bytes("GET", path, {"attempt": "1"})
        except (Unreachable, AttributeError):
            return  # the server went before the comparison
        except Refused as error:
            if error.status in (404, 503):
                return  # deleted meanwhile
            raise Broken(f"the log of {name} was refused: {error}") from error
        demand(bytes(got) == whole, f"the followed log of {name} has {len(got)} bytes and differs from the {len(whole)} stored")
        self.finished += 1

    def run(self):
        while not self.over.is_set():
            try:
                name = self.choose()
                if name:
                    self.follow(name)
            except Broken as error:
                self.broken = error
                return
            self.over.wait(0.05)
