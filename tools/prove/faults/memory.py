# SPDX-License-Identifier: GPL-3.0-or-later
"""Too little memory: allocations of slipwayd fail, or the kernel kills it for using too much. It may refuse, and it
may die; what it answered holds, and tasks do not notice."""
import os
import resource
import threading
from pathlib import Path

from client import Refused, Unreachable
from report import demand, note, say
from scene import Scene

MIB = 1 << 20
ROUNDS = 9
SPARE_MIB = (0, 1, 2, 4, 8, 16)
CALLERS = 8
REQUESTS = 16


def figure(pid, name):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) * 1024
    return 0


class Callers:
    """Several people at once, with large requests; what was answered is kept."""

    def __init__(self, scene, round_number):
        self.scene, self.round = scene, round_number
        self.accepted, self.refused, self.unanswered = [], 0, 0
        self.lock = threading.Lock()

    def call_often(self, caller):
        for number in range(REQUESTS):
            name = f"m{self.round}-{caller}-{number}"
            value = {"name": name, "spec": {"flavor": "slot", "command": "exit 0", "description": "d" * 50_000}}
            try:
                if number % 2:
                    self.scene.server.call("GET", "projects/default/jobs", {"limit": "500"})
                else:
                    self.scene.server.call("POST", "projects/default/jobs", None, value)
                    with self.lock:
                        self.accepted.append(name)
            except Refused:
                with self.lock:
                    self.refused += 1
            except (Unreachable, AttributeError):
                with self.lock:
                    self.unanswered += 1
                if not self.scene.server.alive():
                    return

    def run(self):
        threads = [threading.Thread(target=self.call_often, args=(caller,)) for caller in range(CALLERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def squeeze(scene, spare):
    """Allows slipwayd only so much more address space than it has."""
    pid = scene.server.process.pid
    limit = figure(pid, "VmSize") + spare * MIB
    resource.prlimit(pid, resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))


def relax(scene):
    if scene.server.alive():
        resource.prlimit(scene.server.process.pid, resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def limit_resident(scene, bytes_allowed):
    """Puts slipwayd alone, not what it starts later, into a memory cgroup where there is one; its directory."""
    own = next((line.rsplit(":", 1)[1] for line in Path("/proc/self/cgroup").read_text().splitlines()
                if ":memory:" in line), None)
    group = Path("/sys/fs/cgroup/memory" + (own or "")) / f"slipway-proof-{os.getpid()}"
    try:
        group.mkdir()
        (group / "memory.limit_in_bytes").write_text(str(bytes_allowed))
        (group / "cgroup.procs").write_text(str(scene.server.process.pid))
    except OSError:
        return None
    return group


def runners_killed(group):
    """How many processes of the group beside slipwayd the kernel killed: waiters that were not moved out of it yet, where
    nobody may protect them from that."""
    words = (group / "memory.oom_control").read_text().split()
    return max(0, int(words[words.index("oom_kill") + 1]) - 1)


def check_answers(scene, callers, killed):
    """Every job whose making was answered is there and ends as it should, or is lost, with the reason, with its waiter;
    how many are."""
    lost = 0
    for name in callers.accepted:
        ended = scene.reaches(name, "Succeeded", "Lost", seconds=180)
        if ended["phase"] == "Lost":
            lost += 1
            demand("ended without a record" in ended["message"], f"{name} is lost without the reason: {ended}")
        scene.server.surely("DELETE", scene.path(name))
    demand(lost <= killed, f"{lost} jobs are lost, but the kernel killed only {killed} waiters")
    return lost


def prove(place, _):
    scene = Scene(place, gpus=8, cpus=8)
    scene.begin()
    steady = [scene.create(f"steady{number}", steps=240, pause=0.5, end=f"exit:{number}") for number in range(3)]
    for job in steady:
        scene.reaches(job.name, "Running")
    totals = {"accepted": 0, "refused": 0, "unanswered": 0, "deaths": 0, "lost": 0}
    for turn in range(ROUNDS):
        group = None
        if turn % 3 == 2:
            group = limit_resident(scene, figure(scene.server.process.pid, "VmRSS") + SPARE_MIB[turn % len(SPARE_MIB)] * MIB)
        else:
            squeeze(scene, SPARE_MIB[turn % len(SPARE_MIB)])
        callers = Callers(scene, turn)
        callers.run()
        relax(scene)
        died = not scene.server.alive()
        scene.server.kill()
        killed = runners_killed(group) if group else 0
        if group:
            for pid in (group / "cgroup.procs").read_text().split():  # runners that were started meanwhile
                (group.parent / "cgroup.procs").write_text(pid)
            group.rmdir()
        scene.server.start()
        lost = check_answers(scene, callers, killed)
        totals = {"accepted": totals["accepted"] + len(callers.accepted), "refused": totals["refused"] + callers.refused,
                  "unanswered": totals["unanswered"] + callers.unanswered, "deaths": totals["deaths"] + died,
                  "lost": totals["lost"] + lost}
        note(f"round {turn}: {totals}")
    scene.finish()
    scene.server.stop()
    say("memory", rounds=ROUNDS, **totals)
