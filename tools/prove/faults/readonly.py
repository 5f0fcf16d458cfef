# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that becomes read-only after an error, as ext4 does: slipwayd answers, refuses what it cannot write, and
starts nothing. After the repair, which takes a restart of the machine, all is as it was recorded."""
import time

from client import Refused, Unreachable
from load import TERMINAL
from mounts import BreakableDisk
from processes import carrying
from reboot import boot, cut_power
from report import demand, say, wait
from scene import Scene

DISK_MIB = 256


def refuses(scene, method, path, value):
    """A write to a broken disk is refused with a sentence, and never answered as done."""
    try:
        scene.server.call(method, path, None, value)
    except Refused as error:
        demand(error.status in (500, 503, 507) and len(error.problem.get("detail", "")) > 20, f"refused badly: {error}")
        return
    except Unreachable as error:
        demand(False, f"slipwayd went away on a read-only disk: {error}")
    demand(False, f"{method} {path} was answered as done on a read-only disk")


def prove(place, _):
    disk = BreakableDisk(place / "data", place / "disk.img", DISK_MIB)
    scene = Scene(place, gpus=4, cpus=4)
    try:
        boot(scene)
        scene.server.make_flavor()
        scene.create("ended", steps=2, pause=0.1, end="exit:3")
        scene.reaches("ended", "Failed")
        for number in range(3):
            scene.create_waiting(f"waits{number}", number)
            scene.reaches(f"waits{number}", "Running")
        scene.create("long", steps=600, pause=0.5)
        scene.reaches("long", "Running")
        scene.create("queued", steps=2, pause=0.1, end="exit:9")
        scene.reaches("queued", "Queued")
        disk.fail()
        refuses(scene, "POST", "projects/default/jobs", {"name": "never", "spec": {"flavor": "slot", "command": "true"}})
        refuses(scene, "POST", scene.path("queued", "stop"), {})
        demand(scene.status("ended")["exit_code"] == 3, "what was read before cannot be read any more")
        demand(scene.log("ended") == scene.jobs["ended"].body(1), "logs cannot be read any more")
        scene.let_go("waits0")  # ends while nothing can be written
        wait(lambda: len(carrying(scene.server.data / "tasks", prefix=True)) < 8, 20, "a task does not end")
        scene.stays(3, scene.server.alive, "slipwayd went away on a read-only disk")
        scene.server.kill()
        demand(not scene.try_start(10), "slipwayd serves from a disk that it cannot write to")
        cut_power(scene)
        time.sleep(0.5)
        disk.repair()
        boot(scene)
        after_the_repair(scene)
        scene.server.stop()
        say("readonly", writes_refused=2, lost_with_the_machine=4, others_as_recorded=True)
    finally:
        scene.server.stop()
        scene.keep(disk)


def after_the_repair(scene):
    for name in ("waits0", "waits1", "waits2", "long"):
        found = scene.reaches(name, "Lost", seconds=60)
        demand(found["message"] == "The machine was restarted while it ran.", f"{name}: {found}")
    long = scene.jobs.pop("long")  # what it wrote last never reached the disk
    demand(long.body(1).startswith(scene.log("long")), "the log of a lost job is no beginning of what it wrote")
    scene.reaches("queued", *TERMINAL)
    scene.create("after", steps=2, pause=0.1)
    scene.reaches("after", "Succeeded")
    scene.finish()
