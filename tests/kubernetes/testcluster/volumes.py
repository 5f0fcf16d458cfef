# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes volumes for claims of the class "disk", as directories here: what a provisioner does in other clusters."""
import shutil
import threading

from api import Refused

CLASS = "disk"
PERIOD = 0.2


class Provisioner:
    """A thread that looks for claims without a volume and for volumes without a claim."""

    def __init__(self, api, place):
        self.api, self.place = api, place / "volumes"
        self.place.mkdir(exist_ok=True)
        self.ending = threading.Event()
        try:
            api.call("POST", "/apis/storage.k8s.io/v1/storageclasses", {
                "metadata": {"name": CLASS, "annotations": {"storageclass.kubernetes.io/is-default-class": "true"}},
                "provisioner": "slipway.test/disk"})
        except Refused as refused:
            if refused.status != 409:
                raise
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def stop(self):
        self.ending.set()
        self.thread.join()

    def _run(self):
        while not self.ending.wait(PERIOD):
            try:
                self._look()
            except (OSError, ValueError, Refused):
                continue  # An API server that is away comes back, or a claim was gone meanwhile.

    def _look(self):
        for claim in self.api.call("GET", "/api/v1/persistentvolumeclaims")["items"]:
            spec = claim["spec"]
            if spec.get("storageClassName") == CLASS and not spec.get("volumeName") and claim["status"]["phase"] == "Pending":
                self._make(claim)
        for volume in self.api.call("GET", "/api/v1/persistentvolumes")["items"]:
            if volume["spec"].get("storageClassName") == CLASS and volume["status"].get("phase") == "Released":
                self._delete(volume)

    def _make(self, claim):
        meta, spec = claim["metadata"], claim["spec"]
        name = "disk-" + meta["uid"]
        directory = self.place / name
        directory.mkdir(exist_ok=True)
        directory.chmod(0o777)
        try:
            self.api.call("POST", "/api/v1/persistentvolumes", {
                "metadata": {"name": name},
                "spec": {"storageClassName": CLASS, "accessModes": spec["accessModes"],
                         "capacity": {"storage": spec["resources"]["requests"]["storage"]},
                         "persistentVolumeReclaimPolicy": "Retain", "hostPath": {"path": str(directory)},
                         "claimRef": {"namespace": meta["namespace"], "name": meta["name"], "uid": meta["uid"]}}})
        except Refused as refused:
            if refused.status != 409:
                raise

    def _delete(self, volume):
        name = volume["metadata"]["name"]
        shutil.rmtree(self.place / name, ignore_errors=True)
        self.api.call("DELETE", f"/api/v1/persistentvolumes/{name}")
