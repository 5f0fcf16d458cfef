# SPDX-License-Identifier: GPL-3.0-or-later
"""What a slipwayd in a cluster must be able to do, whatever its rights there are."""
import json
import ssl
import unittest
import urllib.request

from lab import POD, Lab, until

LINES = 20_000
# A server-side apply that creates is one request, which takes both rights; of the two ways to forward ports a server
# asks for one, depending on its age.
NOT_SEEN = {("create", "secrets"), ("create", "networkpolicies"), ("create", "pods/portforward")}
# A storage class that lets no claim grow says so with the status of a right that is missing.
REFUSED_BY_THE_CLASS = {("patch", "persistentvolumeclaims", 403)}


class DeploymentStory:
    """The tests run in the order of their names: the last one judges what the others asked for."""

    rights = ""

    @classmethod
    def setUpClass(cls):
        cls.lab = Lab(cls.rights)
        try:
            cls.lab.up()
        except BaseException:
            cls.tearDownClass()
            raise

    @classmethod
    def tearDownClass(cls):
        cls.lab.down()

    def numbers(self, name):
        return [int(line) for line in self.lab.ctl("job", "logs", name).split()]

    def test_1_a_job_runs_to_its_end_with_its_log_and_its_outputs(self):
        self.lab.submit("count", f'seq {LINES}; echo kept > "$SLIPWAY_OUTPUTS/result.txt"')
        self.lab.await_phase("count", "Succeeded")
        self.assertEqual(self.numbers("count"), list(range(1, LINES + 1)))
        identity = json.loads(self.lab.ctl("job", "show", "count", "--output", "json"))["id"]
        file = f"/var/lib/slipway/data/objects/{self.lab.name}/jobs/count/{identity}/outputs/result.txt"
        self.assertEqual(self.lab.kubectl("exec", POD, "--", "cat", file), "kept\n")

    def test_2_slipwayd_is_reached_through_the_api_server(self):
        trusted = ssl.create_default_context(cafile=self.lab.environment["SLIPWAY_CA_FILE"])
        with self.lab.forwarded(8470) as port:
            with urllib.request.urlopen(f"https://localhost:{port}/healthz", context=trusted, timeout=20) as answer:
                self.assertEqual(answer.status, 200)
            with urllib.request.urlopen(f"https://localhost:{port}/metrics", context=trusted, timeout=20) as answer:
                self.assertIn("slipway_tasks", answer.read().decode())

    def test_3_a_job_goes_on_while_slipwayds_pod_is_replaced(self):
        self.lab.submit("patient", "for i in $(seq 120); do echo $i; sleep 0.1; done")
        self.lab.await_phase("patient", "Running")
        pod = self.lab.pod_of("patient")["metadata"]["uid"]
        before = self.lab.kubectl("get", "pod", POD, "--output", "jsonpath={.metadata.uid}")
        self.lab.kubectl("delete", "pod", POD)
        self.lab.await_server()
        self.assertNotEqual(self.lab.kubectl("get", "pod", POD, "--output", "jsonpath={.metadata.uid}"), before)
        if self.lab.status("patient")["phase"] == "Running":
            self.assertEqual(self.lab.pod_of("patient")["metadata"]["uid"], pod)
        status = self.lab.await_phase("patient", "Succeeded", "Failed", "Lost")
        self.assertEqual((status["phase"], status["attempt"]), ("Succeeded", 1))
        self.assertEqual(self.numbers("patient"), list(range(1, 121)))

    def test_4_what_ended_while_slipwayd_was_away_is_written_down(self):
        self.lab.submit("short", f"until [ -e /tmp/go ]; do sleep 0.1; done; seq {LINES}")
        self.lab.submit("doomed", "sleep 600")
        for name in ("short", "doomed"):
            self.lab.await_phase(name, "Running")
        short, doomed = (self.lab.pod_of(name)["metadata"]["name"] for name in ("short", "doomed"))
        self.lab.kubectl("scale", "statefulset", "slipwayd", "--replicas=0")
        until(lambda: not self.lab.kubectl("get", "pod", POD, "--ignore-not-found").strip(), "slipwayd is gone")
        words = ("kubectl", "--namespace", self.lab.tasks)
        self.lab.run(*words, "delete", "pod", doomed, "--grace-period=0", "--force", "--wait=false")
        self.lab.run(*words, "patch", "pod", doomed, "--type=merge", '--patch={"metadata":{"finalizers":null}}')
        self.lab.run(*words, "exec", short, "--container", "main", "--", "touch", "/tmp/go")
        until(lambda: self.lab.run(*words, "get", "pod", short, "--output", "jsonpath={.status.phase}") == "Succeeded",
              "the short job has ended")
        self.lab.kubectl("scale", "statefulset", "slipwayd", "--replicas=1")
        self.lab.await_server()
        self.lab.await_phase("short", "Succeeded")
        self.assertEqual(self.numbers("short"), list(range(1, LINES + 1)))
        status = self.lab.await_phase("doomed", "Lost", "Failed")
        self.assertIn("deleted from the cluster by somebody else", status["message"])

    def test_5_an_environment_is_opened_released_and_deleted(self):
        self.lab.ctl("env", "create", "desk", "--image", "python", "--flavor", "tiny", "--wait")
        url = until(lambda: self.lab.ctl("env", "open", "desk", check=False).strip(), "Jupyter answers")
        port, path = url.removeprefix("http://127.0.0.1:").split("/", 1)
        with self.lab.forwarded(port) as here:
            with urllib.request.urlopen(f"http://127.0.0.1:{here}/api/status?{path.lstrip('?')}", timeout=20) as answer:
                self.assertIn("kernels", json.loads(answer.read()))
        self.lab.ctl("env", "release", "desk")
        self.lab.await_phase("desk", "Released", kind="env")
        address = self.lab.status("desk", kind="env")["address"]
        self.lab.ctl("env", "resume", "desk", "--wait")
        self.assertEqual(self.lab.status("desk", kind="env")["address"], address)
        self.assertTrue(address.endswith(f".{self.lab.tasks}.svc"), address)
        self.lab.ctl("env", "delete", "desk")
        until(lambda: all(claim["metadata"]["name"] == f"data-{POD}" for claim in self.lab.objects("pvc")), "its volume is gone")

    def test_6_a_volume_is_made_and_deleted(self):
        self.lab.ctl("volume", "create", "data", "--size", "64MiB")
        self.lab.await_phase("data", "Ready", kind="volume")
        larger = f"{{kind: Volume, project: {self.lab.name}, name: data, spec: {{size: 128MiB}}}}"
        self.lab.ctl("apply", "--file", "-", text=larger, check=False)
        self.assertEqual(json.loads(self.lab.ctl("volume", "show", "data", "--output", "json"))["spec"]["size"], "64MiB")
        self.lab.ctl("volume", "create", "odd", "--size", "64MiB", "--storage-class", "no-such-class")
        until(lambda: self.lab.status("odd", kind="volume").get("reason") == "provisioning-failed", "its trouble is told")
        for name in ("data", "odd"):
            self.lab.ctl("volume", "delete", name)
        until(lambda: all(claim["metadata"]["name"] == f"data-{POD}" for claim in self.lab.objects("pvc")), "the claims are gone")

    def test_7_every_right_was_needed_and_none_was_missing(self):
        asked = self.lab.asked()
        self.assertEqual({one for one in asked if one[2] in (401, 403)} - REFUSED_BY_THE_CLASS, set())
        self.assertEqual({one[:2] for one in asked}, self.lab.granted() - NOT_SEEN)


def run():
    unittest.main(module="__main__", verbosity=2, failfast=True)
