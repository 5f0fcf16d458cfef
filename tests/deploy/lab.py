# SPDX-License-Identifier: GPL-3.0-or-later
"""A slipwayd in the test cluster, as deploy/kubernetes puts it there, in a namespace of its own."""
import json
import os
import secrets
import shutil
import ssl
import subprocess
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
PROGRAMS = Path(os.environ.get("SLIPWAY_PROGRAMS") or SOURCE / "build/bin")
PLACE = Path(os.environ.get("SLIPWAY_CLUSTER") or "/var/tmp/slipway-cluster")
POD = "slipwayd-0"
PATIENCE = 120

OVERLAY = """
namespace: {name}
bases:
  - ../{rights}
images:
  - {{name: slipwayd, newName: slipway.test/slipwayd, newTag: "1"}}
patchesJson6902:
  - target: {{version: v1, kind: Service, name: slipwayd}}
    path: address.yaml
  - target: {{group: apps, version: v1, kind: StatefulSet, name: slipwayd}}
    path: options.yaml
"""
# The test cluster has no names for services, and other tests pretend nodes.
ADDRESS = '- {{op: add, path: /spec/clusterIP, value: "{address}"}}\n'
OPTIONS = """
- {{op: add, path: /spec/template/spec/containers/0/args/-, value: "--task-s3-url=https://{address}:8471"}}
- {{op: add, path: /spec/template/spec/containers/0/args/-, value: "--cluster-cpu-overcommit=16"}}
- {{op: add, path: /spec/template/spec/nodeSelector, value: {{kubernetes.io/hostname: node-1}}}}
"""
RESOURCES = """
kind: Project
name: {name}
---
kind: Image
name: python
spec: {{reference: "slipway.test/python:1"}}
---
kind: Flavor
name: tiny
spec: {{cpus: 1, memory: 256MiB}}
"""


def until(condition, what, seconds=PATIENCE):
    """The first true value of `condition`."""
    end = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"Waited {seconds} s in vain until {what}.")
        time.sleep(0.1)
    return value


class Lab:
    """`rights` is the overlay's name. Tasks run in the namespace `tasks`."""

    def __init__(self, rights):
        self.rights, self.name = rights, "deploy-" + secrets.token_hex(3)
        self.tasks = self.name if rights == "one-namespace" else f"slipway-{self.name}"
        self.account = f"system:serviceaccount:{self.name}:slipwayd"
        self.address = f"10.98.{secrets.randbelow(100) + 100}.{secrets.randbelow(250) + 1}"
        self.place = Path(tempfile.mkdtemp(prefix="slipway-deploy."))
        self.overlay = self.place / "kubernetes/lab"
        self.cluster = json.loads((PLACE / "ready.json").read_text())
        self.environment = {**os.environ, "KUBECONFIG": self.cluster["kubeconfig"]}

    def run(self, *words, check=True, text=None):
        done = subprocess.run(words, env=self.environment, input=text, capture_output=True, text=True, check=False)
        if check and done.returncode:
            raise AssertionError(f"{' '.join(words[:6])} ended with {done.returncode}: {done.stderr.strip()} {done.stdout.strip()}")
        return done.stdout

    def kubectl(self, *words, **options):
        return self.run("kubectl", "--namespace", self.name, *words, **options)

    def objects(self, kind, namespace=None):
        found = json.loads(self.run("kubectl", "--namespace", namespace or self.tasks, "get", kind, "--output", "json"))
        return found["items"]

    def ctl(self, *words, **options):
        return self.run(str(PROGRAMS / "slipwayctl"), "--project", self.name, *words, **options)

    def up(self):
        shutil.copytree(SOURCE / "deploy/kubernetes", self.place / "kubernetes")
        self.overlay.mkdir()
        (self.overlay / "kustomization.yaml").write_text(OVERLAY.format(name=self.name, rights=self.rights))
        (self.overlay / "address.yaml").write_text(ADDRESS.format(address=self.address))
        (self.overlay / "options.yaml").write_text(OPTIONS.format(address=self.address))
        certificate, key = self.place / "tls.crt", self.place / "tls.key"
        self.run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                 "-subj", "/CN=slipwayd", "-addext", f"subjectAltName=IP:{self.address},DNS:localhost",
                 "-keyout", str(key), "-out", str(certificate))
        self.run("kubectl", "create", "namespace", self.name)
        self.kubectl("create", "secret", "generic", "slipwayd-tls", f"--from-file={certificate}", f"--from-file={key}",
                     f"--from-file=ca.crt={certificate}")
        self.kubectl("apply", "--kustomize", str(self.overlay))
        self.await_server()
        self.sign_in()
        self.ctl("apply", "--file", "-", text=RESOURCES.format(name=self.name))

    def await_server(self):
        """At the service's address, which leads to a pod once it is ready."""
        trusted = ssl.create_default_context(cafile=str(self.place / "tls.crt"))

        def answers():
            try:
                with urllib.request.urlopen(f"https://{self.address}:8470/healthz", context=trusted, timeout=2) as answer:
                    return answer.status == 200
            except OSError:
                return False

        until(answers, "slipwayd answers")

    def sign_in(self):
        """As the first administrator, with what the pod hands whoever may look into it."""
        ready = json.loads(self.kubectl("exec", POD, "--", "cat", "/run/slipway/ready.json"))
        secret = self.kubectl("exec", POD, "--", "cat", ready["secret_key_file"]).strip()
        self.environment |= {"SLIPWAY_SERVER": f"https://{self.address}:8470", "SLIPWAY_CA_FILE": str(self.place / "tls.crt"),
                             "SLIPWAY_ACCESS_KEY": ready["access_key"], "SLIPWAY_SECRET_KEY": secret}

    def submit(self, name, command, flavor="tiny"):
        self.ctl("job", "submit", "--name", name, "--image", "python", "--flavor", flavor, "--command", command)

    def status(self, name, kind="job"):
        return json.loads(self.ctl(kind, "show", name, "--output", "json"))["status"]

    def await_phase(self, name, *phases, kind="job"):
        return until(lambda: (status := self.status(name, kind))["phase"] in phases and status, f"{name} is {' or '.join(phases)}")

    def pod_of(self, name):
        """The pod of a job's newest attempt."""
        identity = json.loads(self.ctl("job", "show", name, "--output", "json"))["id"]
        return next(pod for pod in self.objects("pods") if pod["metadata"]["labels"].get("slipway.dev/workload") == identity)

    @contextmanager
    def forwarded(self, port):
        """Yields the local port that leads through the API server to a port of slipwayd's pod."""
        words = ["kubectl", "--namespace", self.name, "port-forward", f"pod/{POD}", f":{port}"]
        with subprocess.Popen(words, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as child:
            try:
                first = child.stdout.readline()
                assert first.startswith("Forwarding from 127.0.0.1:"), first
                yield int(first.split(":")[1].split()[0])
            finally:
                child.terminate()

    def asked(self):
        """(verb, resource, status) of everything that slipwayd asked the cluster for."""
        found = set()
        for line in Path(self.cluster["audit"]).read_text().splitlines():
            event = json.loads(line)
            if event["user"]["username"] == self.account and "objectRef" in event:
                what = event["objectRef"]
                resource = what["resource"] + ("/" + what["subresource"] if "subresource" in what else "")
                found.add((event["verb"], resource, event["responseStatus"]["code"]))
        return found

    def granted(self):
        """(verb, resource) of everything that it may ask for."""
        kind = "role" if self.rights == "one-namespace" else "clusterrole"
        rules = json.loads(self.kubectl("get", kind, "slipwayd", "--output", "json"))["rules"]
        return {(verb, resource) for rule in rules for resource in rule["resources"] for verb in rule["verbs"]}

    def down(self):
        """Removes all that it made; pods that nobody looks after any more would wait for their streams."""
        self.kubectl("delete", "--kustomize", str(self.overlay), "--ignore-not-found", "--wait=false", check=False)
        for namespace in {self.name, self.tasks}:
            until(lambda: not self.kubectl("get", "pod", POD, "--ignore-not-found", check=False).strip(), "slipwayd is gone")
            for pod in self.objects("pods", namespace):
                self.run("kubectl", "--namespace", namespace, "patch", "pod", pod["metadata"]["name"], "--type", "merge",
                         "--patch", '{"metadata":{"finalizers":null}}', check=False)
            self.run("kubectl", "delete", "namespace", namespace, "--wait=false", "--ignore-not-found", check=False)
        shutil.rmtree(self.place)
