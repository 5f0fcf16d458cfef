# SPDX-License-Identifier: GPL-3.0-or-later
"""Leads what is sent to a service's address to one of its pods: what kube-proxy does in other clusters."""
import subprocess
import sys
import threading

from api import Refused
from bridge import BRIDGE, PODS, iptables
from control_plane import SERVICES

CHAIN = "SLIPWAY-SERVICES"
PERIOD = 0.2

REFUSED = ("-d", SERVICES, "-p", "tcp", "-j", "REJECT", "--reject-with", "tcp-reset")

# The third one has pods answer to the node, which alone knows what address they were called by. What no pod serves is
# refused: whoever asks tries again and does not wait in vain.
RULES = (
    ("nat", "PREROUTING", "-i", BRIDGE, "-j", CHAIN),
    ("nat", "OUTPUT", "-j", CHAIN),
    ("nat", "POSTROUTING", "-s", PODS, "-d", PODS, "-m", "conntrack", "--ctstate", "DNAT", "-j", "MASQUERADE"),
    ("filter", "FORWARD", "-i", BRIDGE, *REFUSED),
    ("filter", "OUTPUT", *REFUSED),
)


def ways(services, endpoints):
    """The chain's rules: from each port of a service to the first pod that is ready to serve it."""
    ready = {}
    for one in endpoints:
        for subset in one.get("subsets") or []:
            for port in subset.get("ports") or []:
                for address in (subset.get("addresses") or [])[:1]:
                    key = (one["metadata"]["namespace"], one["metadata"]["name"], port.get("name"))
                    ready.setdefault(key, f"{address['ip']}:{port['port']}")
    found = []
    for service in services:
        address = service["spec"].get("clusterIP")
        for port in service["spec"].get("ports") or []:
            target = ready.get((service["metadata"]["namespace"], service["metadata"]["name"], port.get("name")))
            if address not in (None, "", "None") and target and port.get("protocol", "TCP") == "TCP":
                found.append(f"-A {CHAIN} -d {address}/32 -p tcp --dport {port['port']} -j DNAT --to-destination {target}")
    return sorted(found)


def write(rules):
    text = "\n".join(["*nat", f":{CHAIN} - [0:0]", *rules, "COMMIT", ""])
    return subprocess.run(["iptables-restore", "--wait", "--noflush"], input=text, capture_output=True, text=True, check=False)


def drop_services():
    for rule in RULES:
        while not iptables("--delete", rule).returncode:
            pass
    for verb in ("--flush", "--delete-chain"):
        iptables(verb, ("nat", CHAIN))


class ServiceAddresses:
    """A thread that looks at services and at who serves them."""

    def __init__(self, api):
        self.api, self.written = api, None
        drop_services()
        write([])
        for rule in reversed(RULES):
            done = iptables("--insert", rule)
            if done.returncode:
                print(f"cluster: services have no addresses: {done.stderr.strip()}", file=sys.stderr, flush=True)
        self.ending = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def stop(self):
        self.ending.set()
        self.thread.join()
        drop_services()

    def _run(self):
        while not self.ending.wait(PERIOD):
            try:
                rules = ways(self.api.call("GET", "/api/v1/services")["items"], self.api.call("GET", "/api/v1/endpoints")["items"])
            except (OSError, ValueError, Refused):
                continue  # An API server that is away comes back.
            if rules != self.written and not write(rules).returncode:
                self.written = rules
