# SPDX-License-Identifier: GPL-3.0-or-later
"""The kill storm: slipwayd, runner servers and waiters die by SIGKILL while people work."""
import json
import os
import random
import signal
import threading
import time

from checks import check_platform, check_store
from jobs import lay_scripts
from load import Load
from processes import alive, attempts, descendants, runners, stat
from report import Broken, demand, note, say, wait
from server import Slipwayd
from sights import DirectorySights, WatchSights
from tails import Tail

RUNNING, QUEUED = 40, 400
TAILS = 4
TRANSITIONS = ("task directory", "streams", "task.json", "waiter.json", "child.json", "stop.json", "exit.json",
               "runner.sock", "task discarded", "Pending", "Queued", "Starting", "Running", "Stopping", "Succeeded",
               "Failed", "Stopped", "Released", "deleting", "removed")
# What somebody has to do so that a transition happens soon.
HINTS = {"stop.json": "stop", "Stopping": "stop", "Stopped": "stop", "Released": "desk", "deleting": "delete",
         "removed": "delete", "task discarded": "delete"}
LONGEST_WAIT_S = 6
LONGEST_LIFE_S = 1.2


class Trigger:
    """Kills the server the moment that the awaited transition is seen."""

    def __init__(self, server):
        self.server = server
        self.awaited = None
        self.hit = threading.Event()
        self.lock = threading.Lock()

    def arm(self, name):
        with self.lock:
            self.hit.clear()
            self.awaited = name

    def disarm(self):
        with self.lock:
            self.awaited = None
            return self.hit.is_set()

    def seen(self, name):
        with self.lock:
            if name == self.awaited and self.server.alive():
                os.kill(self.server.process.pid, signal.SIGKILL)
                self.awaited = None
                self.hit.set()


class Storm:
    def __init__(self, place, seed, running=RUNNING, queued=QUEUED, **server_options):
        lay_scripts(place)
        self.chance = random.Random(seed)
        self.server = Slipwayd(place, gpus=running, cpus=running, **server_options)
        (self.server.data / "tasks").mkdir(parents=True, exist_ok=True)
        self.trigger = Trigger(self.server)
        self.watch = WatchSights(self.server, self.trigger.seen)
        self.directory = DirectorySights(self.server.data / "tasks", self.trigger.seen)
        self.load = Load(self.server, self.watch, running + queued, seed + 1)
        self.tails = [Tail(self.server, self.watch, seed + 2 + number) for number in range(TAILS)]
        self.kills = {}

    def begin(self):
        self.server.start()
        self.server.make_flavor()
        for thread in (self.watch, self.directory, self.load, *self.tails):
            thread.start()
        wait(lambda: self.load.broken or len(self.load.jobs) >= self.load.wanted, 300, "the load never came up")
        self.check_threads()

    def end(self):
        for thread in (self.watch, self.load, *self.tails):
            thread.over.set()
        self.directory.close()

    def check_threads(self):
        for thread in (self.load, *self.tails):
            if thread.broken:
                raise thread.broken

    def running(self):
        """[(job, attempt, directory)] of what has a waiter and no recorded end."""
        jobs = {job.identity: job for job in list(self.load.jobs.values())}
        found = []
        for directory in attempts(self.server.data):
            job = jobs.get(directory.parent.name[:-2])
            if job and (directory / "waiter.json").exists() and not (directory / "exit.json").exists():
                found.append((job, int(directory.name), directory))
        return found

    def count(self, what):
        self.kills[what] = self.kills.get(what, 0) + 1

    def one_life(self, turn):
        """Starts the server and kills it: while it starts, at a random moment, or at the next transition of a kind."""
        how = self.chance.random()
        self.server.launch()
        if how < 0.08:
            time.sleep(self.chance.uniform(0, 0.4))
            self.server.kill()
            return self.count("while starting")
        wait(self.server.ready, self.server.ready_s, "slipwayd was not ready in time", pause=0.005)
        if how < 0.5:
            time.sleep(self.chance.uniform(0, LONGEST_LIFE_S))
            self.server.kill()
            return self.count("random moment")
        name = TRANSITIONS[turn % len(TRANSITIONS)]
        self.trigger.arm(name)
        if name in HINTS:
            self.load.hints.add(HINTS[name])
        self.trigger.hit.wait(LONGEST_WAIT_S)
        hit = self.trigger.disarm()
        self.server.kill()
        return self.count(name if hit else "random moment")

    def kill_servers_of_slipwayd(self, kills, seconds):
        self.server.kill()
        begun, done = time.monotonic(), 0
        while done < kills and time.monotonic() - begun < seconds:
            self.one_life(done)
            done += 1
            self.check_threads()
            if done % 50 == 0:
                note(f"{done} kills, {len(self.load.jobs) + len(self.load.gone)} jobs so far, {self.load.counts}")
        self.server.start()
        say("storm", kills=done, asked=kills, seconds=round(time.monotonic() - begun), at=dict(sorted(self.kills.items())),
            **self.facts())

    def facts(self):
        return {"jobs": len(self.load.jobs) + len(self.load.gone), **self.load.counts,
                "logs_followed": sum(tail.finished for tail in self.tails),
                "tail_reconnects": sum(tail.reconnects for tail in self.tails)}

    def kill_runner_server(self):
        chosen = [(directory, pid) for directory, pid in runners("serve", self.server.data).items()
                  if not os.path.exists(directory + "/exit.json")]
        if not chosen:
            return False
        os.kill(self.chance.choice(chosen)[1], signal.SIGKILL)
        self.count("runner server")
        return True

    def kill_waiter(self, while_down):
        """Kills one waiter that has certainly not recorded an end; what it ran must go and be called lost."""
        found = self.running()
        if not found:
            return False
        job, attempt, directory = self.chance.choice(found)
        try:
            record = json.loads((directory / "waiter.json").read_text())
        except (OSError, ValueError):
            return False
        pid, ticks = record["pid"], record["start_ticks"]
        if not alive(pid, ticks):
            return False
        if while_down:
            self.server.kill()
        os.kill(pid, signal.SIGSTOP)
        wait(lambda: (stat(pid) or "Z")[0] in "TZX", 5, "a waiter cannot be stopped", pause=0.001)
        if not alive(pid, ticks) or (directory / "exit.json").exists():
            if alive(pid, ticks):
                os.kill(pid, signal.SIGCONT)
            if while_down:
                self.server.start()
            return False
        left = descendants(pid)
        job.waiters_killed.add(attempt)
        os.kill(pid, signal.SIGKILL)
        if while_down:
            self.server.start()
        self.check_burial(job, attempt, directory, left)
        self.count("waiter, slipwayd down" if while_down else "waiter")
        return True

    def check_burial(self, job, attempt, directory, left):
        wait(lambda: (directory / "exit.json").exists() or not directory.exists(), 30,
             f"nobody noticed that the waiter of {job.name}, attempt {attempt}, was killed")
        if directory.exists():
            cause = json.loads((directory / "exit.json").read_text())["cause"]
            demand(cause == "lost", f"{job.name}, attempt {attempt}: its waiter was killed and the end says {cause}")
        remaining = [process for process in left if alive(*process)]
        demand(not remaining, f"{job.name}, attempt {attempt}, is lost, but its processes {remaining} live")

    def kill_runners(self, kills, seconds):
        begun, done = time.monotonic(), 0
        while done < kills and time.monotonic() - begun < seconds:
            down = self.chance.random() < 0.25
            done += self.kill_runner_server() if done % 2 == 0 else self.kill_waiter(down)
            self.check_threads()
            time.sleep(self.chance.uniform(0, 0.3))
        say("runners", kills=done, asked=kills, seconds=round(time.monotonic() - begun),
            at={what: number for what, number in self.kills.items() if "runner" in what or "waiter" in what},
            **self.facts())

    def check_between(self):
        demand(self.server.alive(), "slipwayd is not up")
        say("check", audit_entries=check_store(self.server), checked=sum(job.checked for job in self.load.jobs.values()),
            deleted=len(self.load.gone))

    def finish(self):
        """Lets everything end and holds all of it against the promises."""
        begun = time.monotonic()
        self.load.settle(900)
        for name in self.load.environments:
            self.release(name)
        for tail in self.tails:
            tail.over.set()
        wait(lambda: not self.server.held_gpus(), 60, lambda: f"GPUs are still held: {self.server.held_gpus()}")
        self.load.check_all()
        check_platform(self.server)
        self.check_threads()
        say("end", seconds=round(time.monotonic() - begun), gpus_held=0, processes_left=0,
            **self.facts())

    def release(self, name):
        known = {item["name"]: item for item in self.server.client.list("projects/default/environments")[0]}
        if name not in known:
            return
        self.server.surely("POST", f"projects/default/environments/{name}/release", {})
        wait(lambda: self.server.call("GET", f"projects/default/environments/{name}")["status"]["phase"]
             in ("Released", "Lost"), 60, f"the environment {name} was not released")


def prove(place, options):
    storm = Storm(place, options.seed)
    storm.begin()
    try:
        if options.kills:
            storm.kill_servers_of_slipwayd(options.kills, options.minutes * 60)
            storm.check_between()
        storm.kill_runners(options.runner_kills, options.minutes * 60)
        storm.check_between()
        storm.finish()
        storm.end()
    except Broken:
        say("storm", kills=storm.kills, **storm.facts())
        raise
    finally:
        storm.server.stop()
