# SPDX-License-Identifier: GPL-3.0-or-later
"""A machine that loses its power: all processes go at once, and the boot id is another one afterwards."""
import os
import signal
import uuid

from ends import signal_one
from processes import carrying, runners
from report import demand, say
from scene import Scene

GPUS = 8
# The kernel's boot id as slipwayd and the runners below it see it; `exec` keeps the pid.
BOOTED_AS = 'mount --bind "$0" /proc/sys/kernel/random/boot_id && exec "$@"'


def boot(scene):
    file = scene.place / f"boot_id.{uuid.uuid4()}"
    file.write_text(str(uuid.uuid4()) + "\n")
    file.chmod(0o644)
    scene.server.prefix = ["unshare", "-m", "sh", "-c", BOOTED_AS, str(file)]
    scene.server.start()


def cut_power(scene):
    scene.server.kill()
    waiters = list(runners("wait", scene.server.data).values())
    for pid in waiters:  # stopped first, so that none has time to record the end of what goes before it
        os.kill(pid, signal.SIGSTOP)
    for pid in [*waiters, *carrying(scene.server.data / "tasks", prefix=True),
                *runners("serve", scene.server.data).values()]:
        signal_one(pid, signal.SIGKILL)


def unrecorded(scene):
    return [job for job in scene.jobs.values()
            if job.identity and (scene.attempt(job.identity) / "waiter.json").exists()
            and not (scene.attempt(job.identity) / "exit.json").exists()]


def prove(place, _):
    scene = Scene(place, gpus=GPUS, cpus=GPUS)
    boot(scene)
    scene.server.make_flavor()
    scene.server.surely("POST", "projects/default/environments", {"name": "desk", "spec": {"flavor": "slot"}},
                        {"Idempotency-Key": "desk"})
    scene.reaches("desk", "Running", collection="environments", seconds=120)
    for number in range(3):
        scene.create(f"ended{number}", steps=2, pause=0.1, end=f"exit:{number}")
        scene.reaches(f"ended{number}", "Succeeded", "Failed")
    for number in range(GPUS - 2):
        scene.create(f"long{number}", steps=600, pause=0.5)
        scene.reaches(f"long{number}", "Running")
    scene.create("again", steps=40, pause=0.5, retries=1, kind="retry", end="exit:0")
    scene.reaches("again", "Running")
    for number in range(6):
        scene.create(f"queued{number}", steps=2, pause=0.1, end=f"exit:{number}")
    scene.reaches("queued5", "Queued")
    cut_power(scene)
    lost = unrecorded(scene)
    demand(len(lost) == GPUS - 1, f"{len(lost)} jobs ran when the power went")
    for job in lost:
        job.waiters_killed.add(1)
    boot(scene)
    for job in lost:
        found = scene.reaches(job.name, "Succeeded" if job.retries else "Lost", seconds=120)
        demand(job.retries or found["message"] == "The machine was restarted while it ran.", f"{job.name}: {found}")
    scene.reaches("desk", "Lost", collection="environments")
    scene.server.surely("POST", "projects/default/environments/desk/resume", {})
    scene.reaches("desk", "Running", collection="environments", seconds=120)
    scene.server.surely("POST", "projects/default/environments/desk/release", {})
    scene.reaches("desk", "Released", collection="environments")
    scene.finish()
    scene.server.stop()
    say("reboot", lost=len(lost) - 1, tried_again=1, queued_and_ended_as_they_should=9, environment="resumed")
