# SPDX-License-Identifier: GPL-3.0-or-later
"""A clock that jumps by a day, forwards and back, under a running slipwayd. Monotonic clocks do not jump, here as on
a real machine; the runners, linked statically, keep the true time, as if the clock had been set and set right."""
import time

from client import Client, Refused
from report import demand, say
from scene import Scene

FAKE = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"
DAY_S = 86400
LIMIT_S = 25
RETRY_S = 40  # a retry is promised after 10 s


class Clock:
    def __init__(self, scene):
        self.scene = scene
        self.file = scene.place / "clock"
        self.offset = 0
        self.set(0)
        scene.server.environment = {"LD_PRELOAD": FAKE, "FAKETIME_TIMESTAMP_FILE": str(self.file), "FAKETIME_NO_CACHE": "1",
                                    "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_RESET": "1"}

    def set(self, offset):
        self.offset = offset
        self.file.write_text(f"{offset:+d}s\n" if offset else "+0s\n")

    def follow(self):
        """People whose computers show what the server's shows."""
        self.scene.server.client.clock = lambda: time.time() + self.offset


def jump(scene, clock, offset):
    """Whoever has the other time is refused with a sentence, and welcome with the right one."""
    before = scene.server.client
    clock.set(offset)
    stranger = Client("http://" + before.host, before.access_key, before.secret_key)
    stranger.clock = lambda: time.time() + (DAY_S if offset == 0 else 0)
    try:
        stranger.json("GET", "account")
        demand(False, "a request signed a day away was accepted")
    except Refused as error:
        demand(error.status in (401, 403) and "clock" in str(error.problem).lower(), f"refused without a reason: {error}")
    clock.follow()
    scene.server.call("GET", "account")


def day(scene, clock, name, offset):
    """What was there before the jump goes on, and what is begun after it ends."""
    scene.create(f"{name}-steady", steps=30, pause=0.5, end="exit:3")
    scene.create(f"{name}-limit", kind="limit", steps=400, pause=0.5, limit_s=LIMIT_S)
    scene.create(f"{name}-retry", kind="retry", steps=2, pause=0.1, retries=1, good=2, end="exit:9")
    limited = time.monotonic()
    for kind in ("steady", "limit"):
        scene.reaches(f"{name}-{kind}", "Running")
    jump(scene, clock, offset)
    scene.stays(5, lambda: scene.status(f"{name}-limit")["phase"] == "Running", "the jump of the clock ended a limit early")
    scene.create(f"{name}-after", steps=3, pause=0.1, end="exit:5")
    scene.reaches(f"{name}-after", "Failed", seconds=20)
    scene.create(f"{name}-retry-after", kind="retry", steps=2, pause=0.1, retries=1, good=2, end="exit:9")
    for retried in (f"{name}-retry", f"{name}-retry-after"):
        scene.reaches(retried, "Succeeded", seconds=RETRY_S)
    scene.reaches(f"{name}-limit", "Stopped", seconds=LIMIT_S + 10)
    demand(time.monotonic() - limited >= LIMIT_S - 0.5, "the limit came early")
    scene.server.kill()
    scene.server.start()
    clock.follow()


def prove(place, _):
    scene = Scene(place)
    clock = Clock(scene)
    scene.server.start()
    scene.server.make_flavor()
    scene.server.surely("POST", "projects/default/environments", {"name": "desk", "spec": {"flavor": "slot", "duration": "8h"}},
                        {"Idempotency-Key": "desk"})
    scene.reaches("desk", "Running", collection="environments", seconds=120)
    for name, offset in (("forth", DAY_S), ("back", 0), ("past", -DAY_S), ("home", 0)):
        day(scene, clock, name, offset)
        demand(scene.status("desk", "environments")["phase"] == "Running", "the environment's 8 hours ended early")
    scene.server.surely("POST", "projects/default/environments/desk/release", {})
    scene.reaches("desk", "Released", collection="environments")
    scene.finish()
    scene.server.stop()
    say("clock", jumps_s=[DAY_S, -DAY_S, -DAY_S, DAY_S], jobs=len(scene.jobs))
