# SPDX-License-Identifier: GPL-3.0-or-later
"""Many short jobs, with watches and tails open: what slipwayd holds must not grow with the number of jobs done."""
import http.client
import os
import statistics
import threading
import time
from collections import deque

from checks import check_platform
from client import Refused, Unreachable
from memory import MIB, figure
from processes import runners
from report import demand, note, say, wait
from scene import Scene

SLOTS = 20
WAITING = 40  # beyond those that run
KEPT = 300  # ended jobs; older ones are deleted, as their owners do
WATCHES, TAILS = 10, 5
SAMPLE_S = 10
WARM_UP_SHARE = 0.25  # until caches, pools and the kept jobs have their size

# How much more the last quarter of the samples may show than the first after the warm-up, medians of both.
MOST_GROWTH = {
    "rss_mib": 24,  # allocator arenas and SQLite's page caches settle slowly; a leak of 2 KiB a job shows
    "descriptors": 24,  # readers and connections that come and go, and the tasks that run just then
    "threads": 0,  # pools have fixed sizes
    "runner_processes": 300,  # a server stays a minute after its task: at most so many more when jobs go faster
    "task_directories": 60,  # the kept jobs, and those that are being deleted just then
    "files": 3000,  # about 30 a task directory, see above
}


class Reading(threading.Thread):
    """Somebody who reads an endless answer and throws it away."""

    def __init__(self, scene, path, query):
        super().__init__(daemon=True)
        self.scene, self.path, self.query = scene, path, query
        self.over = threading.Event()
        self.bytes = 0
        self.cuts = 0

    def run(self):
        while not self.over.is_set():
            try:
                answer = self.scene.server.client.open("GET", self.path(), self.query, fresh=True)
                while not self.over.is_set() and (piece := answer.read1(1 << 16)):
                    self.bytes += len(piece)
            except (Unreachable, Refused, OSError, http.client.HTTPException, AttributeError):
                pass
            self.cuts += 1
            self.over.wait(0.1)


class Soak:
    def __init__(self, place, jobs, seconds):
        self.scene = Scene(place, gpus=SLOTS, cpus=SLOTS)
        self.jobs, self.seconds = jobs, seconds
        self.created, self.ended, self.deleted = 0, 0, 0
        self.active = {}
        self.old = deque()
        self.newest = "none"
        self.samples = []
        self.readings = []

    def code(self, number):
        return number % 7

    def create(self):
        name = f"s{self.created:06d}"
        value = {"name": name, "spec": {"flavor": "slot", "command": f"echo {name}; exit {self.code(self.created)}"}}
        self.scene.server.surely("POST", "projects/default/jobs", value, {"Idempotency-Key": name})
        self.active[name] = self.created
        self.created += 1
        self.newest = name

    def collect(self):
        """Takes in what has ended; the newest page of jobs holds all that may still be on their way."""
        items, _ = self.scene.server.client.list("projects/default/jobs")
        for item in items:
            number = self.active.get(item["name"])
            status = item["status"]
            if number is None or status["phase"] in ("Pending", "Queued", "Starting", "Running"):
                continue
            expected = "Failed" if self.code(number) else "Succeeded"
            demand(status["phase"] == expected and status["exit_code"] == self.code(number) and status["attempt"] == 1,
                   f"{item['name']} ended wrongly: {status}")
            del self.active[item["name"]]
            self.old.append(item["name"])
            self.ended += 1
        while len(self.old) > KEPT:
            name = self.old.popleft()
            if self.deleted % 50 == 0:
                demand(self.scene.log(name) == f"{name}\n".encode(), f"the log of {name} differs")
            self.scene.server.surely("DELETE", self.scene.path(name))
            self.deleted += 1

    def sample(self):
        pid = self.scene.server.process.pid
        data = self.scene.server.data
        self.samples.append({
            "rss_mib": figure(pid, "VmRSS") / MIB, "descriptors": len(os.listdir(f"/proc/{pid}/fd")),
            "threads": len(os.listdir(f"/proc/{pid}/task")),
            "runner_processes": len(runners("wait", data)) + len(runners("serve", data)),
            "task_directories": len(os.listdir(data / "tasks")),
            "files": sum(len(names) for _, _, names in os.walk(data))})

    def open_readings(self):
        for _ in range(WATCHES):
            self.readings.append(Reading(self.scene, lambda: "watch", {"kinds": "Job"}))
        for _ in range(TAILS):
            self.readings.append(Reading(self.scene, lambda: self.scene.path(self.newest, "streams/log"), {"follow": "true"}))
        for reading in self.readings:
            reading.start()

    def run(self):
        begun = last = time.monotonic()
        while time.monotonic() - begun < self.seconds and self.ended < self.jobs:
            due = self.jobs * (time.monotonic() - begun) / self.seconds + SLOTS + WAITING
            while len(self.active) < SLOTS + WAITING and self.created < min(due, self.jobs):
                self.create()
            self.collect()
            if time.monotonic() - last >= SAMPLE_S:
                last = time.monotonic()
                self.sample()
                if len(self.samples) % 6 == 0:
                    note(f"{self.ended} jobs, {self.samples[-1]}")
            time.sleep(0.05)
        return time.monotonic() - begun

    def grown(self):
        warm = self.samples[int(len(self.samples) * WARM_UP_SHARE):]
        quarter = max(1, len(warm) // 4)
        found = {}
        for name in MOST_GROWTH:
            first = statistics.median(sample[name] for sample in warm[:quarter])
            last = statistics.median(sample[name] for sample in warm[-quarter:])
            found[name] = {"first": round(first, 1), "last": round(last, 1), "grown": round(last - first, 1),
                           "allowed": MOST_GROWTH[name]}
        return found


def prove(place, options):
    soak = Soak(place, options.jobs, options.minutes * 60)
    soak.scene.begin()
    soak.open_readings()
    took = soak.run()
    demand(len(soak.samples) >= 8, "the soak was too short to compare anything")
    wait(lambda: soak.collect() or not soak.active, 120, "jobs never ended", pause=0.2)
    grown = soak.grown()
    for reading in soak.readings:
        reading.over.set()
    say("soak", jobs=soak.ended, minutes=round(took / 60, 1), jobs_per_s=round(soak.ended / took, 1), deleted=soak.deleted,
        watches=WATCHES, tails=TAILS, read_mib=round(sum(reading.bytes for reading in soak.readings) / MIB, 1),
        samples=len(soak.samples), grown=grown)
    for name, figures in grown.items():
        demand(figures["grown"] <= figures["allowed"], f"{name} grew: {figures}")
    demand(soak.ended >= options.jobs, f"only {soak.ended} jobs went through in the time")
    check_platform(soak.scene.server)
    soak.scene.server.stop()
