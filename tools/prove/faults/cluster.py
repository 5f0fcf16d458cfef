# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs on a real cluster while slipwayd is killed, the API server is killed, and a node is away."""
import random
import subprocess
import time
from pathlib import Path

from report import demand, note, say, wait
from server import Slipwayd

TOOL = Path(__file__).resolve().parents[3] / "tests/kubernetes/cluster"
CROWD = 20  # jobs at a time
TERMINAL = ("Succeeded", "Failed", "Stopped", "Lost")


def tell(*words):
    subprocess.run([TOOL, "tell", *words], check=True, capture_output=True)


class ClusterJob:
    """Prints numbered lines for a while and ends with a code of its own; some are two replicas."""

    def __init__(self, number, chance, longest_s):
        self.name = f"job-{number}"
        self.lines = round(chance.uniform(5, longest_s) * 10)
        self.code = chance.choice((0, 0, 0, 3, 7))
        self.replicas = ("worker-0", "worker-1") if number % 5 == 0 else ()

    def spec(self):
        line = f'i=0; while [ $i -lt {self.lines} ]; do echo "line $i of {self.name}"; i=$((i+1)); sleep 0.1; done; exit {self.code}'
        spec = {"command": line, "image": "busybox", "flavor": "tiny"}
        if self.replicas:
            spec["roles"] = [{"name": "worker", "count": len(self.replicas)}]
        return {"name": self.name, "spec": spec}

    def log(self):
        return "".join(f"line {i} of {self.name}\n" for i in range(self.lines)).encode()


class Cluster:
    def __init__(self, place, options):
        up = subprocess.run([TOOL, "up", "--for", "14400"], check=True, capture_output=True, text=True)
        self.kubeconfig = up.stdout.strip()
        self.chance = random.Random(options.seed)
        self.server = Slipwayd(place, engine=["--engine", "kubernetes", "--kubeconfig", self.kubeconfig,
                                              "--cluster-cpu-overcommit", "50"])
        self.jobs = {}
        self.made = 0

    def begin(self):
        self.server.start()
        for path, body in (("images", {"name": "busybox", "spec": {"reference": "slipway.test/busybox:1"}}),
                           ("flavors", {"name": "tiny", "spec": {"cpus": 1, "memory": "32MiB"}})):
            self.server.surely("POST", path, body, {"Idempotency-Key": path})

    def submit(self, longest_s):
        self.made += 1
        job = ClusterJob(self.made, self.chance, longest_s)
        self.server.surely("POST", "projects/default/jobs", job.spec(), {"Idempotency-Key": job.name})
        self.jobs[job.name] = job

    def statuses(self):
        items, _ = self.server.client.list("projects/default/jobs")
        return {item["name"]: item["status"] for item in items}

    def active(self):
        return sum(status["phase"] not in TERMINAL for status in self.statuses().values())

    def fill(self, longest_s):
        for _ in range(CROWD - self.active()):
            self.submit(longest_s)

    def all_over(self):
        return self.active() == 0

    def check(self, part):
        """Every job ended as its command says, once, with its whole log."""
        wait(self.all_over, 600, lambda: f"jobs never ended: {self.statuses()}", pause=1)
        withdrawn = 0
        for name, status in self.statuses().items():
            job = self.jobs[name]
            phase = "Succeeded" if job.code == 0 else "Failed"
            demand(status["phase"] == phase and status.get("exit_code") == job.code, lambda: f"{name} ({job.code}): {status}")
            withdrawn += status.get("withdrawn", 0)
            demand(status["attempt"] == 1 + status.get("withdrawn", 0), lambda: f"{name} was run again: {status}")
            for stream in ("log", *(f"replicas/{replica}/log" for replica in job.replicas[1:])):
                log = self.server.client.bytes("GET", f"projects/default/jobs/{name}/streams/{stream}")
                demand(log == job.log(), lambda: f"{name}: its {stream} has {len(log)} bytes instead of {len(job.log())}")
        say("cluster", proved=part, jobs=len(self.jobs), withdrawn=withdrawn)

    def objects(self):
        words = ["kubectl", "--kubeconfig", self.kubeconfig, "-n", "slipway-default", "get", "pods,secrets", "-l", "slipway.dev/task",
                 "-o", "name"]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()

    def clear(self):
        for name in self.jobs:
            self.server.surely("DELETE", f"projects/default/jobs/{name}")
        wait(lambda: not self.statuses(), 120, "jobs were not deleted", pause=0.5)
        wait(lambda: not self.objects(), 60, lambda: f"left in the cluster: {self.objects()}", pause=1)
        self.jobs = {}


def kills(cluster, options):
    """slipwayd dies at random moments, most of them while it starts or reads the cluster."""
    for turn in range(options.kills):
        cluster.fill(60)
        time.sleep(cluster.chance.uniform(0, 2.5))
        cluster.server.kill()
        if turn % 4 == 0:
            cluster.server.launch()
            time.sleep(cluster.chance.uniform(0, 1))
            cluster.server.kill()
        cluster.server.start()
        if turn % 20 == 19:
            note(f"{turn + 1} kills, {len(cluster.jobs)} jobs")
    cluster.check(f"{options.kills} kills of slipwayd")


def away(cluster, options):
    """Nobody reads for a while what the jobs write."""
    cluster.fill(90)
    time.sleep(5)
    cluster.server.kill()
    time.sleep(options.away_s)
    cluster.server.start()
    cluster.check(f"slipwayd away for {options.away_s} s")


def api_server(cluster, _):
    cluster.fill(60)
    for _ in range(3):
        time.sleep(8)
        tell("kill", "kube-apiserver")
        time.sleep(cluster.chance.uniform(1, 8))
        tell("start", "kube-apiserver")
    cluster.check("the API server killed 3 times under 20 jobs")


def node(cluster, options):
    cluster.fill(60)
    wait(lambda: all(s["phase"] in ("Running", *TERMINAL) for s in cluster.statuses().values()), 120, "jobs did not start", pause=1)
    tell("stop", "kubelet")
    time.sleep(options.node_minutes * 60)
    lost = [name for name, status in cluster.statuses().items() if status["phase"] == "Lost"]
    demand(not lost, f"taken for lost: {lost}")
    tell("start", "kubelet")
    cluster.check(f"a node away for {options.node_minutes} minutes")


PARTS = {"kills": kills, "away": away, "api-server": api_server, "node": node}


def prove(place, options):
    cluster = Cluster(place, options)
    cluster.begin()
    try:
        for part in options.parts or PARTS:
            note(f"--- {part}")
            PARTS[part](cluster, options)
            cluster.clear()
            say("cluster", done=part, objects_left=len(cluster.objects()))
        cluster.server.stop()
    finally:
        for program in ("kube-apiserver", "kubelet"):
            tell("start", program)
