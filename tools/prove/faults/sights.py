# SPDX-License-Identifier: GPL-3.0-or-later
"""Transitions as they can be seen from outside, the moment they happen: records that appear in the data directory
(inotify) and changes that the API tells its watchers."""
import ctypes
import os
import select
import struct
import threading
from pathlib import Path

from client import Refused, Unreachable

IN_CREATE, IN_MOVED_FROM, IN_MOVED_TO, IN_ISDIR = 0x100, 0x40, 0x80, 0x40000000
RECORDS = ("task.json", "waiter.json", "child.json", "stop.json", "exit.json", "streams", "runner.sock")

_libc = ctypes.CDLL(None, use_errno=True)


class DirectorySights(threading.Thread):
    """Calls `seen` with the name of each record that appears in an attempt's directory."""

    def __init__(self, tasks, seen):
        super().__init__(daemon=True)
        self.tasks = Path(tasks)
        self.seen = seen
        self.watched = {}
        self.fd = _libc.inotify_init1(os.O_CLOEXEC)
        self.over, self.end = os.pipe()
        self.add(self.tasks, 0)

    def add(self, directory, depth):
        watch = _libc.inotify_add_watch(self.fd, os.fsencode(directory), IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM)
        if watch < 0:
            return
        self.watched[watch] = (directory, depth)
        try:
            names = os.listdir(directory)
        except OSError:
            return
        for name in names:  # what came before the watch did
            self.arrived(directory / name, depth)

    def arrived(self, path, depth):
        if depth == 0 and path.is_dir():
            self.seen("task directory")
            self.add(path, 1)
        elif depth == 1 and path.name.isdigit():
            self.add(path, 2)
        elif depth == 2 and path.name in RECORDS:
            self.seen(path.name)

    def run(self):
        while True:
            ready, _, _ = select.select([self.fd, self.over], [], [])
            if self.over in ready:
                return
            content = os.read(self.fd, 1 << 16)
            at = 0
            while at < len(content):
                watch, mask, _, length = struct.unpack_from("iIII", content, at)
                name = content[at + 16:at + 16 + length].rstrip(b"\0").decode()
                at += 16 + length
                directory, depth = self.watched.get(watch, (None, 0))
                if directory is None:
                    continue
                if mask & IN_MOVED_FROM:
                    if depth == 0:
                        self.seen("task discarded")
                elif depth < 2 or not name.endswith(".new"):
                    self.arrived(directory / name, depth)

    def close(self):
        os.write(self.end, b"x")
        self.join()
        for fd in (self.fd, self.over, self.end):
            os.close(fd)


class WatchSights(threading.Thread):
    """Keeps the newest status of every job and environment by the API's watch, over any number of lives of the
    server, and calls `seen` with each phase that something enters, with "deleting" and with "removed"."""

    def __init__(self, server, seen):
        super().__init__(daemon=True)
        self.server = server
        self.seen = seen
        self.known = {}
        self.live = threading.Event()
        self.lock = threading.Lock()
        self.over = threading.Event()

    def snapshot(self):
        with self.lock:
            return dict(self.known)

    def take(self, resource):
        key = (resource["kind"], resource["name"])
        phase = resource["status"].get("phase", "")
        with self.lock:
            before = self.known.get(key)
            self.known[key] = resource
        if before is None or before["status"].get("phase") != phase:
            self.seen(phase)
        if resource.get("deleting") and not (before or {}).get("deleting"):
            self.seen("deleting")

    def read_all(self, client):
        fresh, version = {}, None
        for collection in ("jobs", "environments"):
            items, seen_version = client.list(collection)
            version = seen_version if version is None else version
            fresh.update({(item["kind"], item["name"]): item for item in items})
        with self.lock:
            self.known = fresh
        return version

    def follow(self, client):
        version = self.read_all(client)
        for event in client.watch(version, "Job,Environment"):
            if event is None:
                self.live.set()
            elif event[0] == "change":
                self.take(event[1])
            elif event[0] == "removed":
                with self.lock:
                    self.known.pop((event[1]["kind"], event[1]["name"]), None)
                self.seen("removed")

    def run(self):
        while not self.over.is_set():
            client = self.server.client
            if client is not None:
                try:
                    self.follow(client)
                except (Unreachable, Refused):
                    pass
                self.live.clear()
            self.over.wait(0.02)
