# SPDX-License-Identifier: GPL-3.0-or-later
"""A full disk: release, stop and delete go through, ends are recorded once there is room, and at whatever write the
room runs out, every job that was accepted still runs once and ends as it should."""
import time

from checks import check_end, check_starts
from client import Refused, Unreachable
from load import TERMINAL
from mounts import SmallDisk
from report import Broken, demand, note, say, wait
from scene import Scene

DISK_MIB = 64
GPUS = 8
LONGEST_SWEEP_BLOCKS = 96
QUICK_S = 15


def fill(scene, disk):
    """Until what can wait is refused: the database has some room of its own, which large writes use up."""

    def refused():
        disk.fill()
        spec = {"cpus": 1, "memory": "1MiB", "description": f"{time.monotonic_ns()} " + "x" * 100_000}
        try:
            scene.server.call("PUT", "flavors/bulky", None, {"name": "bulky", "spec": spec})
        except Refused as error:
            demand(error.status == 507, f"refused otherwise: {error}")
            return error
        return None

    scene.server.make_flavor("bulky", gpus=0)
    wait(refused, 60, "a full disk refuses nobody", pause=0)
    disk.fill()
    return scene.refused("POST", "projects/default/jobs", {"name": "no-room", "spec": {"flavor": "slot", "command": "true"}})


def gone(scene, name):
    try:
        scene.server.call("GET", scene.path(name))
    except Refused as error:
        return error.status == 404
    return False


def full_disk_lets_go(scene, disk):
    """Everything that gives something back works on a disk without a free byte."""
    scene.server.surely("POST", "projects/default/environments", {"name": "desk", "spec": {"flavor": "slot"}},
                        {"Idempotency-Key": "desk"})
    scene.desk_answers()
    scene.create("old", steps=1, pause=0.1)
    scene.reaches("old", "Succeeded")
    ends = {f"ends{number}": scene.create_waiting(f"ends{number}", number) for number in range(3)}
    scene.create("stops", kind="polite", end="polite", steps=600, pause=0.5)
    for name in (*ends, "stops"):
        scene.reaches(name, "Running")
    refusal = fill(scene, disk)
    demand(refusal.type == "disk-full", f"refused as {refusal.type}")
    scene.jobs["stops"].stop_asked = True
    scene.server.call("POST", scene.path("stops", "stop"), None, {})
    scene.server.call("POST", "projects/default/environments/desk/release", None, {})
    scene.reaches("stops", "Stopped", seconds=QUICK_S)
    released = scene.reaches("desk", "Released", collection="environments", seconds=QUICK_S)
    disk.fill()
    del scene.jobs["old"]
    scene.server.call("DELETE", scene.path("old"))
    wait(lambda: gone(scene, "old"), QUICK_S, "a job was not deleted on a full disk")
    disk.fill()
    for name in ends:
        scene.let_go(name)
    time.sleep(2)
    scene.server.kill()
    disk.fill()
    disk.empty()
    scene.server.start()
    for number, name in enumerate(ends):
        scene.ends_waiting(name, number)
    scene.create("after", steps=2, pause=0.1)
    scene.reaches("after", "Succeeded")
    say("disk", full="release, stop, delete and ends went through", release_ms=released.get("release_ms"))


def sweep_once(scene, disk, blocks):
    """One job that begins with so many free blocks, at every fourth a server that is killed and started among them,
    and room again."""
    name = f"sweep{blocks}"
    disk.fill(leaving_blocks=blocks)
    accepted = None
    value = {"name": name, "spec": scene.job_spec(name, steps=3, pause=0.05, end=f"exit:{blocks % 100}")}
    try:
        accepted = scene.server.call("POST", "projects/default/jobs", None, value)
    except Refused as error:
        demand(error.status in (503, 507), f"refused otherwise: {error}")
    except Unreachable as error:
        raise Broken(f"slipwayd went away on a full disk: {error}") from error
    time.sleep(0.3)
    if blocks % 4 == 0:
        scene.server.kill()
        started = scene.try_start(10)
        disk.empty()
        if not started:
            scene.server.start()
    time.sleep(blocks % 3 * 0.3)
    disk.empty()
    scene.server.surely("PUT", "flavors/bulky", {"name": "bulky", "spec": {"memory": "1MiB", "description": name}})
    if accepted is None:
        return False
    check_swept(scene, name, accepted)
    return True


def check_swept(scene, name, accepted):
    """It ran once and ended as its commands did. Of its log, the bytes that found no room are its own loss."""
    status = scene.reaches(name, *TERMINAL, seconds=90)
    job = scene.planned.pop(name)
    job.identity = accepted["id"]
    check_end(job, status)
    check_starts(scene.place, job, status)
    lines = job.body(1).splitlines(keepends=True)
    log = scene.log(name)
    whole = log[:log.rfind(b"\n") + 1].splitlines(keepends=True)
    demand(all(any(line in known for known in lines) for line in whole), f"the log of {name} has bytes that nobody wrote")


def prove(place, _):
    disk = SmallDisk(place / "data", DISK_MIB)
    scene = Scene(place, gpus=GPUS, cpus=GPUS)
    scene.begin()
    try:
        full_disk_lets_go(scene, disk)
        accepted = 0
        for blocks in range(LONGEST_SWEEP_BLOCKS):
            accepted += sweep_once(scene, disk, blocks)
            if blocks % 16 == 15:
                note(f"{blocks + 1} rooms tried, {accepted} jobs accepted")
        scene.finish()
        scene.server.stop()
        say("disk", rooms_of_blocks=LONGEST_SWEEP_BLOCKS, accepted=accepted, refused=LONGEST_SWEEP_BLOCKS - accepted)
    finally:
        scene.server.stop()
        scene.keep(disk)
