# SPDX-License-Identifier: GPL-3.0-or-later
"""The network device that pods are on, and their way out: as this machine, under its address and with its resolver."""
import subprocess
import sys
from pathlib import Path

BRIDGE = "slipway-pods"
ADDRESS = "10.97.0.1"  # the node's, and its pods' gateway
HARDWARE = "02:97:00:00:00:01"  # Else it is that of some pod, and all others lose their gateway with that one.
PODS = "10.97.0.0/16"

# Table, chain and rule, the first to be asked first. Whom pods call may answer; nobody outside can call them.
RULES = (
    ("nat", "POSTROUTING", "-s", PODS, "!", "-d", PODS, "-j", "MASQUERADE"),
    ("filter", "FORWARD", "-i", BRIDGE, "-j", "ACCEPT"),
    ("filter", "FORWARD", "-o", BRIDGE, "-m", "conntrack", "--ctstate", "ESTABLISHED,RELATED", "-j", "ACCEPT"),
    ("filter", "FORWARD", "-o", BRIDGE, "!", "-i", BRIDGE, "-j", "DROP"),
    ("mangle", "FORWARD", "-i", BRIDGE, "-p", "tcp", "--tcp-flags", "SYN,RST", "SYN", "-j", "TCPMSS", "--clamp-mss-to-pmtu"),
)
FORWARDING = Path("/proc/sys/net/ipv4/ip_forward")
WAS_OFF = Path("/run/slipway-pods.forwarding-was-off")


def ip(*words):
    return subprocess.run(["ip", *words], capture_output=True, text=True, check=False)


def iptables(verb, rule):
    table, chain, *what = rule
    words = ["iptables", "--wait", "--table", table, verb, chain, *what]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def close_way():
    for rule in RULES:
        while not iptables("--delete", rule).returncode:
            pass
    if WAS_OFF.exists():
        FORWARDING.write_text("0")
        WAS_OFF.unlink()


def open_way():
    """What fails is told and no more: only tests that install packages in a pod need it."""
    close_way()
    if FORWARDING.read_text().strip() == "0":
        WAS_OFF.touch()
        FORWARDING.write_text("1")
    for rule in reversed(RULES):
        done = iptables("--insert", rule)
        if done.returncode:
            print(f"cluster: pods may reach nothing outside: {done.stderr.strip()}", file=sys.stderr, flush=True)


def raise_bridge():
    """The API server listens there too, so it comes first."""
    if ip("link", "show", BRIDGE).returncode:
        ip("link", "add", BRIDGE, "type", "bridge")
    ip("link", "set", BRIDGE, "address", HARDWARE)
    ip("address", "replace", f"{ADDRESS}/16", "dev", BRIDGE)
    ip("link", "set", BRIDGE, "up")
    if f"{ADDRESS}/" not in ip("address", "show", BRIDGE).stdout:
        raise SystemExit(f"cluster: the network device {BRIDGE} could not be made; is this root?")
    open_way()


def drop_bridge():
    close_way()
    ip("link", "delete", BRIDGE)


def network():
    """How the node's containers get addresses of the bridge."""
    bridge = {"type": "bridge", "bridge": BRIDGE, "isGateway": False, "ipMasq": False, "hairpinMode": True,
              "ipam": {"type": "host-local", "ranges": [[{"subnet": PODS, "rangeStart": "10.97.1.0", "gateway": ADDRESS}]],
                       "routes": [{"dst": "0.0.0.0/0"}]}}
    return {"cniVersion": "0.4.0", "name": BRIDGE, "plugins": [bridge]}


def resolver():
    """The file that names this machine's name servers by addresses that pods can reach."""
    behind_stub = Path("/run/systemd/resolve/resolv.conf")
    return str(behind_stub if behind_stub.exists() else Path("/etc/resolv.conf"))
