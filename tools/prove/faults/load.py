# SPDX-License-Identifier: GPL-3.0-or-later
"""People who use the platform while it is being hurt: they create, stop, delete, release and resume, repeat what got
no answer, and hold every job that ended against what it should have done."""
import random
import threading
import time

from checks import check_job, check_starts
from client import Refused, Unreachable
from jobs import plan
from report import Broken, demand, note

TERMINAL = {"Succeeded", "Failed", "Stopped", "Lost", "Released"}


class Load(threading.Thread):
    """Keeps `wanted` jobs on their way. All it knows lies in `jobs`; what broke lies in `broken`."""

    def __init__(self, server, watch, wanted, seed, environments=3, mean_s=8.0):
        super().__init__(daemon=True)
        self.server, self.watch, self.wanted = server, watch, wanted
        self.chance = random.Random(seed)
        self.mean_s = mean_s
        self.jobs = {}
        self.gone = {}
        self.environments = [f"desk{number}" for number in range(environments)]
        self.broken = None
        self.feeding = True
        self.over = threading.Event()
        self.hints = set()
        self.counts = {}
        self.unanswered = None

    def count(self, what, number=1):
        self.counts[what] = self.counts.get(what, 0) + number

    # What a request may meet: an answer, a refusal that passes, or no answer, after which it is sent again.
    def ask(self, method, path, value=None, key=None):
        try:
            return self.server.call(method, path, None, value, {"Idempotency-Key": key} if key else None)
        except Unreachable:
            self.count("requests without an answer")
        except Refused as error:
            if error.status not in (404, 409, 412, 503):
                raise Broken(f"{method} {path} was refused: {error}") from error
            return error
        return None

    def create_one(self):
        if self.unanswered is None:
            self.unanswered = plan(len(self.jobs) + len(self.gone), self.chance, self.mean_s)
        job = self.unanswered
        answer = self.ask("POST", "projects/default/jobs", {"name": job.name, "spec": job.spec(self.server.place)}, job.name)
        if answer is None:
            return False
        if isinstance(answer, Refused):
            demand(answer.status == 503, f"{job.name} could not be made: {answer}")
            return False
        job.identity = answer["id"]
        self.jobs[job.name] = job
        self.unanswered = None
        self.count("jobs created")
        return True

    def stop_one(self, running):
        names = [name for name in running if not self.jobs[name].stop_asked]
        if names:
            job = self.jobs[self.chance.choice(names)]
            job.stop_asked = True  # also when the answer is lost on its way
            answer = self.ask("POST", f"projects/default/jobs/{job.name}/stop", {})
            demand(getattr(answer, "status", 0) != 404, f"{job.name} is gone: {answer}")
            if isinstance(answer, dict):
                self.count("stops answered")

    def delete_one(self, ended):
        """Deletes one that was checked; one whose deletion got no answer comes first, and may be gone already."""
        names = [name for name, job in self.jobs.items() if job.delete_asked] \
            or [name for name in ended if name in self.jobs and self.jobs[name].checked]
        if not names:
            return
        job = self.jobs[self.chance.choice(names)]
        job.delete_asked = True
        answer = self.ask("DELETE", f"projects/default/jobs/{job.name}")
        if answer is None and not self.server.alive():
            return
        if answer is None:
            answer = self.ask("GET", f"projects/default/jobs/{job.name}")
        if getattr(answer, "status", 0) == 404 or isinstance(answer, dict) and answer.get("deleting"):
            self.gone[job.name] = self.jobs.pop(job.name)
            self.count("deletes answered")

    def turn_desk(self, known):
        name = self.chance.choice(self.environments)
        desk = known.get(("Environment", name))
        if desk is None:
            self.ask("POST", "projects/default/environments", {"name": name, "spec": {"flavor": "slot"}}, name)
            return
        verb = {"Running": "release", "Released": "resume", "Lost": "resume"}.get(desk["status"].get("phase"))
        demand(desk["status"].get("phase") != "Failed", f"the environment {name} failed: {desk['status']}")
        if verb and isinstance(self.ask("POST", f"projects/default/environments/{name}/{verb}", {}), dict):
            self.count(f"{verb}s answered")

    def check_ended(self, known, most=4):
        """Holds some that have ended against the promises; what the server's end cut short is done again later."""
        for name, job in list(self.jobs.items()):
            resource = known.get(("Job", name))
            if job.checked or resource is None or resource["status"].get("phase") not in TERMINAL:
                continue
            try:
                client = self.server.client
                if client is None:
                    return
                status = client.json("GET", f"projects/default/jobs/{name}")["status"]
                if status["phase"] in TERMINAL:
                    check_job(self.server, self.server.place, job, status)
                    self.count(f"ended {status['phase']}")
            except (Unreachable, AttributeError):
                return
            most -= 1
            if most == 0:
                return

    def step(self):
        known = self.watch.snapshot()
        active = [name for name, job in self.jobs.items() if not job.delete_asked
                  and known.get(("Job", name), {"status": {}})["status"].get("phase") not in TERMINAL]
        ended = set(self.jobs) - set(active)
        if self.feeding and len(active) < self.wanted:
            for _ in range(min(20, self.wanted - len(active))):
                if not self.create_one():
                    break
        hints, self.hints = self.hints, set()
        if self.feeding and active and ("stop" in hints or self.chance.random() < 0.05):
            running = [name for name in active if known.get(("Job", name), {"status": {}})["status"].get("phase") == "Running"]
            self.stop_one(running if running and self.chance.random() < 0.7 else active)
        for _ in range("delete" in hints or 1 + len(ended) // 50):
            self.delete_one(ended)
        if self.feeding and ("desk" in hints or self.chance.random() < 0.02):
            self.turn_desk(known)
        self.check_ended(known)

    def run(self):
        while not self.over.is_set():
            try:
                if self.server.client is not None and self.watch.live.is_set():
                    self.step()
            except Unreachable:
                self.count("requests without an answer")
            except Broken as error:
                self.broken = error
                return
            except Exception as error:  # pylint: disable=broad-except
                self.broken = Broken(f"the load itself failed: {error!r}")
                raise
            self.over.wait(0.03)

    def settle(self, seconds):
        """Ends feeding and waits until every job has ended and was checked; the server must stay up."""
        self.feeding = False
        end, last = time.monotonic() + seconds, 0
        while True:
            if self.broken:
                raise self.broken
            left = [name for name, job in self.jobs.items() if not job.checked]
            if not left:
                return
            if time.monotonic() > end:
                known = self.watch.snapshot()
                raise Broken(f"{len(left)} jobs never ended: "
                             f"{[(name, known.get(('Job', name), {}).get('status')) for name in left[:5]]}")
            if time.monotonic() - last > 15:
                note(f"{len(left)} jobs are still on their way")
                last = time.monotonic()
            time.sleep(0.2)

    def check_all(self):
        """Nothing that was answered is missing, and nothing deleted is back or ran again."""
        stored = {item["name"]: item for item in self.server.client.list("projects/default/jobs")[0]}
        missing = [name for name, job in self.jobs.items() if name not in stored and not job.delete_asked]
        demand(not missing, f"jobs are lost: {missing[:10]}")
        strangers = set(stored) - set(self.jobs) - set(self.gone)
        demand(not strangers, f"jobs that nobody was told of: {strangers}")
        back = [name for name in self.gone if name in stored and not stored[name].get("deleting")]
        demand(not back, f"deleted jobs are back: {back}")
        for name, job in {**self.jobs, **self.gone}.items():
            check_starts(self.server.place, job, stored.get(name, {"status": {"attempt": 10 ** 6}})["status"])
