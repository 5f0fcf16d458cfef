# SPDX-License-Identifier: GPL-3.0-or-later
"""The slipwayd under proof: starting it on its data directory, killing it, and asking it."""
import json
import os
import signal
import subprocess
import time
from pathlib import Path

from client import Client, Refused, Unreachable
from report import Broken, demand

# Programs of another build may be named, so that a long proof does not hold up work on this one.
BINARIES = Path(os.environ.get("SLIPWAY_BINARIES") or Path(__file__).resolve().parents[3] / "build/bin")
IDLE_EXIT_S = 300  # a proof that dies leaves no server behind for longer than this


class Slipwayd:
    """One data directory with everything around it below `place`, and the process that serves it now."""

    made = []  # so that none outlives its proof, whatever happens to that

    def __init__(self, place, gpus=40, cpus=40, prefix=(), environment=None, ready_s=60, engine=None):
        self.place = Path(place)
        self.data = self.place / "data"
        self.ready_file = self.place / "ready.json"
        self.log_file = self.place / "slipwayd.log"
        self.options = [*(engine or ["--engine", "local", "--cpus", str(cpus)]), "--trust-members",
                        "--listen", "127.0.0.1:0", "--s3-listen", "127.0.0.1:0",
                        "--idle-exit", str(IDLE_EXIT_S), "--ready-file", str(self.ready_file)]
        if engine is None and gpus is not None:  # else the machine's own
            self.options += ["--simulate-gpus", str(gpus)]
        self.prefix = list(prefix)
        self.environment = environment
        self.ready_s = ready_s
        self.process = None
        self.client = None
        self.starts = 0
        Slipwayd.made.append(self)

    def launch(self):
        """Starts the process and does not wait for it."""
        self.ready_file.unlink(missing_ok=True)
        self.starts += 1
        with open(self.log_file, "ab") as log:
            self.process = subprocess.Popen(
                [*self.prefix, str(BINARIES / "slipwayd"), "--data", str(self.data), *self.options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                env={**os.environ, **(self.environment or {})})

    def ready(self):
        """Whether it answers requests now; connects when it does."""
        try:
            known = json.loads(self.ready_file.read_text())
        except (OSError, ValueError):
            demand(self.process.poll() is None or self.process.returncode < 0,
                   lambda: f"slipwayd ended with {self.process.returncode} instead of serving; see {self.log_file}")
            return False
        secret = Path(known["secret_key_file"]).read_text().strip()
        self.client = Client(known["api"], known["access_key"], secret)
        return True

    def start(self):
        self.launch()
        end = time.monotonic() + self.ready_s
        while not self.ready():
            if time.monotonic() > end:
                raise Broken(f"slipwayd was not ready within {self.ready_s} s; see {self.log_file}")
            time.sleep(0.005)

    def alive(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        """As a crash would: no warning, nothing flushed."""
        self.client = None
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self):
        self.client = None
        if self.alive():
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=30)
            except subprocess.TimeoutExpired as error:
                self.kill()
                raise Broken("slipwayd did not end within 30 s of SIGTERM") from error

    def call(self, method, path, query=None, value=None, headers=None):
        """One request to whoever serves now; `Unreachable` when nobody does."""
        client = self.client
        if client is None:
            raise Unreachable("slipwayd is down")
        return client.json(method, path, query, value, headers)

    def surely(self, method, path, value=None, headers=None, seconds=60):
        """Repeats a request that may be repeated until it is answered."""
        end = time.monotonic() + seconds
        while True:
            try:
                return self.call(method, path, None, value, headers)
            except (Unreachable, Refused) as error:
                passing = not isinstance(error, Refused) or error.status in (429, 503, 507)
                if not passing or time.monotonic() > end:
                    raise
                time.sleep(0.05)

    def make_flavor(self, name="slot", gpus=1, cpus=1):
        spec = {"cpus": cpus, "memory": "1MiB", "gpus": gpus}
        self.surely("POST", "flavors", {"name": name, "spec": spec}, {"Idempotency-Key": f"flavor-{name}"})

    def maintain(self, *words):
        """Runs a maintenance command on the data directory and returns its exit code and what it printed."""
        done = subprocess.run([str(BINARIES / "slipwayd"), "--data", str(self.data), *words],
                              capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def held_gpus(self):
        nodes, _ = self.client.list("nodes")
        return [gpu["held_by"] for node in nodes for gpu in node["status"].get("gpus", []) if gpu.get("held_by")]
