# SPDX-License-Identifier: GPL-3.0-or-later
"""A slipwayd with a few jobs, for proofs that hurt something else than processes."""
import subprocess
import time
from pathlib import Path

from checks import check_job, check_platform, check_starts
from client import Refused, Unreachable
from jobs import Job, lay_scripts
from load import TERMINAL
from report import Broken, demand, wait
from server import Slipwayd

# A job that says where it is and waits until a file appears outside the data directory.
WAIT_FOR = "echo \"$SLIPWAY_ATTEMPT start $$\" >> \"$WITNESS/%s\"; echo begun; while [ ! -e %s ]; do sleep 0.1; done; echo over; exit %d"


class Scene:
    """Names jobs, waits for phases, and checks the ends. `server` may be killed and started at any time."""

    def __init__(self, place, **options):
        self.place = Path(place)
        lay_scripts(self.place)
        self.server = Slipwayd(self.place, **options)
        self.jobs = {}
        self.planned = {}

    def begin(self):
        self.server.start()
        self.server.make_flavor()

    def path(self, name, verb=""):
        return f"projects/default/jobs/{name}" + (f"/{verb}" if verb else "")

    def create(self, name, steps=5, pause=0.2, **rest):
        """A job whose every byte is known."""
        job = Job(name, rest.pop("kind", "plain"), steps, pause, **rest)
        self.submit(job)
        return job

    def job_spec(self, name, **rest):
        """The spec of a job that may be refused; `planned` keeps what it should do."""
        job = Job(name, "plain", rest.pop("steps"), rest.pop("pause"), **rest)
        self.planned[name] = job
        return job.spec(self.place)

    def try_start(self, seconds):
        """Whether slipwayd serves within so long; where it refuses to start, it must say why."""
        self.server.launch()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.server.process.poll() is not None:
                said = self.server.log_file.read_text(errors="replace").strip().splitlines()[-1]
                demand(self.server.process.returncode == 1 and len(said) > 20,
                       f"slipwayd ended with {self.server.process.returncode}: {said}")
                return False
            if self.server.ready():
                return True
            time.sleep(0.02)
        raise Broken(f"slipwayd neither served nor refused to within {seconds} s")

    def keep(self, disk):
        """A disk of the proof goes with it; where something broke, its records are copied beside it first."""
        kept = self.place / "kept"
        kept.mkdir(exist_ok=True)
        for name in ("tasks", "slipway.db", "slipway.db-wal"):
            subprocess.run(["cp", "-a", name, str(kept)], cwd=self.server.data, check=False)
        disk.close()

    def submit(self, job):
        value = {"name": job.name, "spec": job.spec(self.place)}
        job.identity = self.server.surely("POST", "projects/default/jobs", value, {"Idempotency-Key": job.name})["id"]
        self.jobs[job.name] = job

    def create_waiting(self, name, code=0, **spec):
        """A job that ends with this code once `let_go(name)` is called."""
        command = WAIT_FOR % (name, self.place / "witness" / f"{name}.go", code)
        value = {"name": name, "spec": {"flavor": "slot", "command": command,
                                        "env": {"WITNESS": str(self.place / "witness")}, **spec}}
        return self.server.surely("POST", "projects/default/jobs", value, {"Idempotency-Key": name})["id"]

    def let_go(self, name):
        (self.place / "witness" / f"{name}.go").touch()

    def status(self, name, collection="jobs"):
        try:
            return self.server.call("GET", f"projects/default/{collection}/{name}")["status"]
        except Unreachable:
            return {"phase": "unreachable"}

    def reaches(self, name, *phases, seconds=60, collection="jobs"):
        return wait(lambda: (found := self.status(name, collection)).get("phase") in phases and found, seconds,
                    lambda: f"{name} did not become {' or '.join(phases)}: {self.status(name, collection)}")

    def desk_answers(self):
        """The environment "desk" is up, and its Jupyter too."""
        wait(lambda: self.status("desk", "environments").get("url"), 180,
             lambda: f"the environment never answered: {self.status('desk', 'environments')}")

    def attempt(self, identity, number=1):
        return self.server.data / "tasks" / f"{identity}-0" / str(number)

    def log(self, name):
        return self.server.client.bytes("GET", self.path(name, "streams/log"))

    def ends_waiting(self, name, code):
        """Whether a job of create_waiting() ran once and ended as it should."""
        status = self.reaches(name, *TERMINAL)
        demand(status["phase"] == ("Failed" if code else "Succeeded") and status["exit_code"] == code,
               f"{name} should have ended with {code}: {status}")
        demand(self.log(name) == b"begun\nover\n", f"{name}: the log differs: {self.log(name)!r}")
        check_starts(self.place, Job(name, "waiting", 0, 0), status)

    def refused(self, method, path, value=None):
        """The refusal of a request that must not go through."""
        try:
            self.server.call(method, path, None, value)
        except Refused as error:
            demand(len(error.problem.get("detail", "")) > 20, f"refused without a sentence: {error}")
            return error
        demand(False, f"{method} {path} went through")
        return None

    def finish(self, seconds=120):
        """All known jobs end as they should and leave nothing."""
        for job in self.jobs.values():
            self.reaches(job.name, *TERMINAL, seconds=seconds)
            check_job(self.server, self.place, job, self.status(job.name))
        wait(lambda: not self.server.held_gpus(), 30, "GPUs are still held")
        check_platform(self.server)

    def stays(self, seconds, condition, sentence):
        """Whether something holds all the while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            demand(condition(), sentence)
            time.sleep(0.2)
