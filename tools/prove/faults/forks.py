# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks that do not want to go: fork storms, zombies, processes that left their session, their parents and their
environment. All of it is gone when the task is, however it ends, with cgroups and without."""
import json
import os
import signal
from pathlib import Path

from mounts import run
from processes import alive, pids
from report import demand, say, wait
from scene import Scene

# Whatever they shed, they stay their Unix user's; storms end after a minute in any case.
PROGRAM = r"""
import os, signal, sys, time
what, end = sys.argv[1], sys.argv[2]
begun = time.monotonic()
python = sys.executable
def sleeper(environment):
    os.execve(python, [python, "-c", "import signal, time\nfor s in (1, 2, 15): signal.signal(s, signal.SIG_IGN)\ntime.sleep(300)"], environment)
def comet():  # never the same process twice
    while time.monotonic() - begun < 60:
        if os.fork():
            os._exit(0)
        time.sleep(0.002)
    os._exit(0)
if what == "storm":
    for _ in range(12):
        if os.fork() == 0:
            os.setsid()
            comet()
elif what == "crowd":
    for _ in range(200):
        if os.fork() == 0:
            sleeper(os.environ)
elif what == "zombies":
    for _ in range(100):
        if os.fork() == 0:
            os._exit(0)
elif what == "fled":
    for _ in range(10):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    sleeper({})
            os._exit(0)
print("begun", flush=True)
if end == "by itself":
    time.sleep(1)
    sys.exit(5)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
time.sleep(300)
"""
KINDS = ("storm", "crowd", "zombies", "fled")
ENDS = ("by itself", "stopped", "waiter killed")
# Without a cgroup nobody but their waiter can find these, see docs/security.md.
UNPROVABLE = (("fled", "waiter killed"), ("storm", "waiter killed"))


LOOKS = 20


def living(user):
    """Processes of the task's own Unix user, seen in any of several looks: some live for milliseconds alone."""
    found = set()
    for _ in range(LOOKS):
        for pid in pids():
            try:
                if os.stat(f"/proc/{pid}").st_uid == user and alive(pid):
                    found.add(pid)
            except OSError:
                continue
    return sorted(found)


def begin(scene, kind, end, number):
    name = f"{kind}-{number}"
    program = scene.place / "unruly.py"
    program.write_text(PROGRAM)
    program.chmod(0o644)
    command = f"exec /usr/bin/python3 {program} {kind} '{end}'"
    identity = scene.server.surely("POST", "projects/default/jobs", {"name": name, "spec": {"flavor": "slot", "command": command}},
                                   {"Idempotency-Key": name})["id"]
    wait(lambda: scene.status(name)["phase"] in ("Running", "Failed") and scene.log(name) == b"begun\n", 60,
         f"{name} never began")
    user = json.loads((scene.attempt(identity) / "task.json").read_text())["user"]["uid"]
    return name, identity, user


def end_it(scene, name, end, identity):
    if end == "by itself":
        found = scene.reaches(name, "Failed")
        demand(found["exit_code"] == 5, f"{name}: {found}")
    elif end == "stopped":
        scene.server.surely("POST", scene.path(name, "stop"), {})
        scene.reaches(name, "Stopped")
    else:
        record = json.loads((scene.attempt(identity) / "waiter.json").read_text())
        os.kill(record["pid"], signal.SIGKILL)
        scene.reaches(name, "Lost")


def one_by_one(scene, first, ends):
    number = first
    for kind in KINDS:
        for end in ends:
            if (kind, end) in UNPROVABLE and not cgroups():
                continue
            name, identity, user = begin(scene, kind, end, number)
            end_it(scene, name, end, identity)
            left = living(user)
            demand(not left, f"{name} ({end}) is over, but {len(left)} processes of it live: {left[:10]}")
            demand(not scene.server.held_gpus(), f"{name} ({end}) is over, but holds a GPU")
            number += 1
    return number - first


def cgroups():
    return any(Path("/sys/fs/cgroup").iterdir())


def prove(place, _):
    scene = Scene(place, gpus=2, cpus=2)
    scene.begin()
    counted = {"with_cgroups": one_by_one(scene, 0, ENDS)}
    scene.server.stop()
    run("mount", "-t", "tmpfs", "none", "/sys/fs/cgroup")
    try:
        scene.server.start()
        counted["without_cgroups"] = one_by_one(scene, 100, ENDS)
        scene.server.stop()
    finally:
        run("umount", "/sys/fs/cgroup")
    say("forks", tasks=counted, kinds=KINDS, ends=ENDS, processes_left=0)
