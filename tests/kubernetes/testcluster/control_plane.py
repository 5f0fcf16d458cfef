# SPDX-License-Identifier: GPL-3.0-or-later
"""etcd, the API server, the controllers and the scheduler, for clients on this machine and its pods alone."""
import json
import socket

from api import Api
from processes import Process, until

SERVICES = "10.98.0.0/16"
# Writes down what service accounts ask for, but for the cluster's own.
AUDITED = {"apiVersion": "audit.k8s.io/v1", "kind": "Policy", "omitStages": ["RequestReceived"], "rules": [
    {"level": "None", "userGroups": ["system:serviceaccounts:kube-system"]},
    {"level": "Metadata", "userGroups": ["system:serviceaccounts"]},
    {"level": "None"}]}


def free_port(address="127.0.0.1"):
    with socket.socket() as one:
        one.bind((address, 0))
        return one.getsockname()[1]


class ControlPlane:
    """Starts within seconds; `server` is its address, `api` a client that may do everything."""

    def __init__(self, place, programs, authority, address):
        self.place, self.programs, self.authority = place, programs, authority
        self.logs = place / "logs"
        self.logs.mkdir()
        client, peer = free_port(), free_port()
        self.etcd_url = f"http://127.0.0.1:{client}"
        self.etcd = self.run("etcd", "/usr/bin/etcd", [
            f"--data-dir={place / 'etcd'}", f"--listen-client-urls=http://127.0.0.1:{client}",
            f"--advertise-client-urls=http://127.0.0.1:{client}", f"--listen-peer-urls=http://127.0.0.1:{peer}",
            f"--initial-advertise-peer-urls=http://127.0.0.1:{peer}", f"--initial-cluster=default=http://127.0.0.1:{peer}",
            "--quota-backend-bytes=4294967296", "--log-level=warn", "--logger=zap"])
        self.port = free_port(address)
        self.server = f"https://{address}:{self.port}"
        self.sign(address)
        self.audit, self.policy = self.logs / "audit.log", place / "audited.json"
        self.policy.write_text(json.dumps(AUDITED))
        self.api_server = self.run("kube-apiserver", programs / "kube-apiserver", self.api_options(address, client))
        self.api = Api(self.server, authority, "admin")
        until(self.api.ready, 90, "the API server", self.etcd, self.api_server)
        self.controllers = self.run("kube-controller-manager", programs / "kube-controller-manager", [
            f"--kubeconfig={place / 'controller.conf'}", "--leader-elect=false", "--port=0",
            f"--secure-port={free_port()}", "--bind-address=127.0.0.1", "--use-service-account-credentials=true",
            f"--service-account-private-key-file={authority.key('accounts')}", f"--root-ca-file={authority.certificate('ca')}",
            f"--cert-dir={place / 'controller'}", "--kube-api-qps=500", "--kube-api-burst=1000",
            "--concurrent-namespace-syncs=20"])
        self.scheduler = self.run("kube-scheduler", programs / "kube-scheduler", [
            f"--kubeconfig={place / 'scheduler.conf'}", "--leader-elect=false", "--port=0",
            f"--secure-port={free_port()}", "--bind-address=127.0.0.1", f"--cert-dir={place / 'scheduler'}",
            "--kube-api-qps=500", "--kube-api-burst=1000"])
        until(self.has_accounts, 60, "the default service account", self.controllers)

    def run(self, name, program, options):
        return Process(name, [program, *options], self.logs / f"{name}.log")

    def sign(self, address):
        authority = self.authority
        authority.sign("api", "kube-apiserver", addresses=[f"IP:{address}", "IP:127.0.0.1", "IP:10.98.0.1", "DNS:localhost",
                                                           "DNS:kubernetes", "DNS:kubernetes.default",
                                                           "DNS:kubernetes.default.svc"])
        authority.sign("admin", "admin", "system:masters")
        authority.sign("controller", "system:kube-controller-manager")
        authority.sign("scheduler", "system:kube-scheduler")
        for user in ("admin", "controller", "scheduler"):
            authority.kubeconfig(self.place / f"{user}.conf", self.server, user)

    def api_options(self, address, etcd_port):
        authority = self.authority
        return [f"--etcd-servers=http://127.0.0.1:{etcd_port}", f"--bind-address={address}", f"--secure-port={self.port}",
                f"--advertise-address={address}", "--insecure-port=0", f"--service-cluster-ip-range={SERVICES}",
                f"--tls-cert-file={authority.certificate('api')}", f"--tls-private-key-file={authority.key('api')}",
                f"--client-ca-file={authority.certificate('ca')}", "--authorization-mode=Node,RBAC",
                f"--service-account-key-file={authority.key('accounts')}",
                f"--service-account-signing-key-file={authority.key('accounts')}",
                f"--audit-policy-file={self.policy}", f"--audit-log-path={self.audit}",
                "--service-account-issuer=https://kubernetes.default.svc", "--allow-privileged=true",
                f"--kubelet-client-certificate={authority.certificate('admin')}",
                f"--kubelet-client-key={authority.key('admin')}",
                f"--kubelet-certificate-authority={authority.certificate('ca')}",
                "--kubelet-preferred-address-types=InternalIP", "--max-requests-inflight=2000",
                "--max-mutating-requests-inflight=1000"]

    def has_accounts(self):
        found = self.api.call("GET", "/api/v1/namespaces/default/serviceaccounts")
        return any(item["metadata"]["name"] == "default" for item in found["items"])

    def stop(self):
        for process in (self.scheduler, self.controllers, self.api_server, self.etcd):
            process.stop()
