# SPDX-License-Identifier: GPL-3.0-or-later
"""Logs that are too large: gigabytes in a minute, and lines of a megabyte. Every byte arrives, on disk and at a reader
who follows; a reader who does not keep up is told or waits; slipwayd's memory stays where it is."""
import http.client
import os
import shutil
import threading
import time

from checks import check_platform, instant
from client import Refused, Unreachable
from memory import MIB, figure
from report import demand, note, say
from scene import Scene

BLOCK = 1_000_000
HEAD = 16
# What streams may hold for two readers, one of them stuck: 8 MiB of queue each, and the blocks on their way.
RSS_GROWTH = 64 * MIB
FREE_SHARE = 2  # so many times the log's size must be free on the disk
SLOW_BYTES_PER_S = 1 << 16

WRITER = """import os, sys
blocks, short = int(sys.argv[1]), sys.argv[2] == "short"
tail = (b"." * 99 + b"\\n") * 9999 + b"." * 83 + b"\\n" if short else b"." * 999983 + b"\\n"
for number in range(blocks):
    block = b"%015d%s" % (number, b"\\n" if short else b".") + tail
    while block:
        block = block[os.write(1, block):]
"""


class Expected:
    """The writer's bytes, held against what arrives piece by piece."""

    def __init__(self, short):
        self.short = short
        self.tail = (b"." * 99 + b"\n") * 9999 + b"." * 83 + b"\n" if short else b"." * 999983 + b"\n"
        assert HEAD + len(self.tail) == BLOCK
        self.pending = bytearray()
        self.blocks = 0

    def feed(self, piece):
        self.pending += piece
        at = 0
        while len(self.pending) - at >= BLOCK:
            head = b"%015d%s" % (self.blocks, b"\n" if self.short else b".")
            demand(self.pending[at:at + HEAD] == head and self.pending[at + HEAD:at + BLOCK] == self.tail,
                   f"block {self.blocks} of the log differs")
            self.blocks += 1
            at += BLOCK
        del self.pending[:at]

    def bytes(self):
        return self.blocks * BLOCK + len(self.pending)


class Reader(threading.Thread):
    """Follows the log; when its connection is cut, it goes on from where it was."""

    def __init__(self, scene, name, expected, slow=False):
        super().__init__(daemon=True)
        self.scene, self.name_of_job, self.expected, self.slow = scene, name, expected, slow
        self.cuts, self.error, self.over = 0, None, threading.Event()

    def read_on(self):
        query = {"attempt": "1", "offset": str(self.expected.bytes()), "follow": "true"}
        answer = self.scene.server.client.open("GET", self.scene.path(self.name_of_job, "streams/log"), query, fresh=True)
        if answer.status != 200:
            raise Refused(answer.status, answer.read())
        while not self.over.is_set():
            piece = answer.read1(SLOW_BYTES_PER_S if self.slow else 1 << 20)
            if not piece:
                return answer.isclosed()
            self.expected.feed(piece)
            if self.slow:
                self.over.wait(1)
        return True

    def run(self):
        while not self.over.is_set():
            try:
                if self.read_on():
                    return
            except (Unreachable, OSError, http.client.HTTPException):
                pass
            except Exception as error:  # pylint: disable=broad-except
                self.error = error
                return
            self.cuts += 1


class Memory(threading.Thread):
    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.most, self.over = pid, 0, threading.Event()

    def run(self):
        while not self.over.wait(0.1):
            self.most = max(self.most, figure(self.pid, "VmRSS"))


def check_file(file, short, size):
    expected = Expected(short)
    with open(file, "rb") as log:
        while piece := log.read(8 * BLOCK):
            expected.feed(piece)
    demand(expected.bytes() == size, f"the stored log has {expected.bytes()} bytes of {size}")


def flood(scene, name, short, size):
    writer = scene.place / "flood.py"
    writer.write_text(WRITER)
    writer.chmod(0o644)
    before = figure(scene.server.process.pid, "VmRSS")
    memory = Memory(scene.server.process.pid)
    memory.start()
    command = f"exec /usr/bin/python3 {writer} {size // BLOCK} {'short' if short else 'long'}"
    identity = scene.server.surely("POST", "projects/default/jobs", {"name": name, "spec": {"flavor": "slot", "command": command}},
                                   {"Idempotency-Key": name})["id"]
    scene.reaches(name, "Running", "Succeeded")
    readers = [Reader(scene, name, Expected(short)), Reader(scene, name, Expected(short), slow=True)]
    for reader in readers:
        reader.start()
    scene.reaches(name, "Succeeded", seconds=900)
    status = scene.status(name)
    readers[0].join(timeout=900)
    caught_up = time.time()
    readers[1].over.set()
    memory.over.set()
    for reader in readers:
        if reader.error:
            raise reader.error
    demand(readers[0].expected.bytes() == size, f"the reader got {readers[0].expected.bytes()} of {size} bytes")
    grown = memory.most - before
    demand(grown <= RSS_GROWTH, f"slipwayd grew by {grown // MIB} MiB")
    check_file(scene.attempt(identity) / "streams/log", short, size)
    ended = instant(status["ended_at"])
    say("flood", log=name, bytes=size, written_in_s=round(ended - instant(status["started_at"]), 1),
        reader_behind_s=round(max(0, caught_up - ended), 1), reader_cuts=readers[0].cuts, slow_reader_cuts=readers[1].cuts,
        slow_reader_bytes=readers[1].expected.bytes(), slipwayd_grew_mib=grown // MIB)
    scene.server.surely("DELETE", scene.path(name))


def prove(place, options):
    scene = Scene(place, gpus=2, cpus=2)
    size = options.flood_bytes // BLOCK * BLOCK
    free = shutil.disk_usage(place).free
    demand(free >= FREE_SHARE * size, f"{FREE_SHARE * size} bytes must be free on the disk, {free} are")
    scene.begin()
    flood(scene, "many-lines", True, size)
    note("lines of a megabyte")
    flood(scene, "long-lines", False, min(size, 10_000 * BLOCK))
    check_platform(scene.server)
    scene.server.stop()
    os.sync()
