# SPDX-License-Identifier: GPL-3.0-or-later
"""One real node: a kubelet with containerd and runc, pods on a bridge of their own, and pretended GPUs."""
import json
import subprocess
from pathlib import Path

from api import MERGE, Refused
from bridge import ADDRESS, network, resolver
from control_plane import free_port
from images import PAUSE
from leftovers import GROUP, end_containers, make_groups
from processes import Process, until

GPU_RESOURCE = "nvidia.com/gpu"


CONTAINERD = """version = 2
root = "{place}/containerd"
state = "{place}/containerd-state"
disabled_plugins = ["io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs"]
[grpc]
  address = "{place}/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "{pause}"
  restrict_oom_score_adj = true
  stream_server_address = "127.0.0.1"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "{place}/cni"
"""


class Node:
    """Joins the control plane; `kubelet` may be stopped and started by a test."""

    def __init__(self, place, programs, plane, name="node-1", gpus=4):
        self.place, self.plane, self.name, self.gpus = Path(place), plane, name, gpus
        self.containerd_socket = f"{place}/containerd.sock"
        self.containerd = self.start_containerd()
        self.kubelet = self.start_kubelet(programs)
        until(self.is_ready, 90, f"node {name}", self.containerd, self.kubelet)
        self.pretend_gpus(gpus)

    def start_containerd(self):
        (self.place / "cni").mkdir()
        (self.place / "cni/10-pods.conflist").write_text(json.dumps(network()))
        config = self.place / "containerd.toml"
        config.write_text(CONTAINERD.format(place=self.place, pause=PAUSE))
        process = Process("containerd", ["/usr/bin/containerd", "--config", config, "--log-level", "warn"],
                          self.plane.logs / "containerd.log")
        until(lambda: self.ctr("version").returncode == 0, 30, "containerd", process)
        return process

    def ctr(self, *words):
        return subprocess.run(["/usr/bin/ctr", "--address", self.containerd_socket, "--namespace", "k8s.io", *words],
                              capture_output=True, text=True, check=False)

    def load(self, archive):
        """Imports an image archive, under the names that it carries; the first pod of one waits until it is unpacked."""
        done = self.ctr("images", "import", "--no-unpack", str(archive))
        if done.returncode:
            raise SystemExit(f"cluster: {archive} cannot be imported: {done.stderr}")

    def start_kubelet(self, programs):
        make_groups()
        authority = self.plane.authority
        authority.sign(self.name, f"system:node:{self.name}", "system:nodes", [f"IP:{ADDRESS}", f"DNS:{self.name}"])
        authority.kubeconfig(self.place / "kubelet.conf", self.plane.server, self.name)
        config = self.place / "kubelet.json"
        config.write_text(json.dumps({
            "kind": "KubeletConfiguration", "apiVersion": "kubelet.config.k8s.io/v1beta1",
            "address": ADDRESS, "port": free_port(ADDRESS), "readOnlyPort": 0, "healthzPort": 0,
            "tlsCertFile": str(authority.certificate(self.name)), "tlsPrivateKeyFile": str(authority.key(self.name)),
            "authentication": {"anonymous": {"enabled": False}, "webhook": {"enabled": True},
                               "x509": {"clientCAFile": str(authority.certificate("ca"))}},
            "authorization": {"mode": "Webhook"},
            "cgroupDriver": "cgroupfs", "cgroupRoot": f"/{GROUP}", "failSwapOn": False, "maxPods": 250, "serializeImagePulls": False,
            "featureGates": {"LocalStorageCapacityIsolation": False},
            "enforceNodeAllocatable": [], "evictionHard": {"memory.available": "100Mi"},
            "nodeStatusUpdateFrequency": "2s", "nodeStatusReportFrequency": "10s", "registryPullQPS": 50,
            "syncFrequency": "10s", "resolvConf": resolver(),
            "volumePluginDir": str(self.place / "volume-plugins")}))
        return Process("kubelet", [
            programs / "kubelet", f"--config={config}", f"--kubeconfig={self.place / 'kubelet.conf'}",
            "--container-runtime=remote", f"--container-runtime-endpoint=unix://{self.containerd_socket}",
            f"--hostname-override={self.name}", f"--node-ip={ADDRESS}", f"--root-dir={self.place / 'kubelet'}",
            f"--cert-dir={self.place / 'kubelet-certificates'}"], self.plane.logs / "kubelet.log")

    def is_ready(self):
        try:
            node = self.plane.api.call("GET", f"/api/v1/nodes/{self.name}")
        except Refused:
            return False
        return any(condition["type"] == "Ready" and condition["status"] == "True" for condition in node["status"]["conditions"])

    def pretend_gpus(self, count):
        """The kubelet keeps resources that it does not know itself."""
        amounts = {GPU_RESOURCE: str(count)}
        self.plane.api.call("PATCH", f"/api/v1/nodes/{self.name}/status", {"status": {"capacity": amounts, "allocatable": amounts}},
                            MERGE)
        labels = {"nvidia.com/gpu.product": "NVIDIA-A100-SXM4-80GB", "nvidia.com/gpu.memory": "81920"}
        self.plane.api.call("PATCH", f"/api/v1/nodes/{self.name}", {"metadata": {"labels": labels}}, MERGE)

    def stop(self):
        """Ends the node with everything that it runs."""
        self.kubelet.stop()
        end_containers(self.place)
        self.containerd.stop()
