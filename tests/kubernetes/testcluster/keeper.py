# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps one cluster: starts it, carries out what it is told, and ends it after its time."""
import json
import os
import queue
import signal
import socketserver
import sys
import threading
import time
from pathlib import Path

from bridge import ADDRESS, drop_bridge, raise_bridge
from certificates import Authority
from control_plane import ControlPlane
from images import small_images
from node import Node
from programs import programs
from python_image import python_image
from services import ServiceAddresses
from volumes import Provisioner


def start_ticks(pid):
    """When a process began, in ticks since boot; None of one that is gone or has ended and was not waited for."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else int(fields[19])


def lives(pid, ticks):
    return ticks is not None and start_ticks(pid) == ticks


class Cluster:
    def __init__(self, place):
        built, with_python = programs(), python_image()
        raise_bridge()
        self.authority = Authority(place / "certificates")
        self.plane = ControlPlane(place, built, self.authority, ADDRESS)
        self.node = Node(place, built, self.plane)
        (place / "images").mkdir()
        for archive in [*small_images(place / "images").values(), with_python]:
            self.node.load(archive)
        self.provisioner = Provisioner(self.plane.api, place)
        self.services = ServiceAddresses(self.plane.api)
        self.processes = {process.name: process for process in (
            self.plane.etcd, self.plane.api_server, self.plane.controllers, self.plane.scheduler, self.node.containerd,
            self.node.kubelet)}

    def tell(self, verb, name):
        process = self.processes.get(name)
        if process is None:
            return f"there is no {name}; there are {', '.join(self.processes)}"
        if verb == "stop":
            process.stop()
        elif verb == "kill":
            process.child.kill()
            process.child.wait()
        elif not process.alive():
            process.start()
        return "done"

    def end(self):
        self.provisioner.stop()
        self.services.stop()
        self.node.stop()
        self.plane.stop()
        drop_bridge()


def listen(place, told):
    """Puts each (verb, program, answer's queue) into `told`: programs end with the thread that started them, which must
    be the keeper's own."""
    class Line(socketserver.StreamRequestHandler):
        def handle(self):
            answer = queue.Queue()
            told.put((*self.rfile.readline().decode().split(), answer))
            self.wfile.write(f"{answer.get()}\n".encode())

    server = socketserver.ThreadingUnixStreamServer(str(place / "keeper.sock"), Line)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()


def main(place, seconds):
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    begun = time.monotonic()
    cluster = Cluster(place)
    told = queue.Queue()
    listen(place, told)
    beside = place / "ready.json.new"
    beside.write_text(json.dumps({"pid": os.getpid(), "start_ticks": start_ticks(os.getpid()), "server": cluster.plane.server,
                                  "etcd": cluster.plane.etcd_url, "kubeconfig": str(place / "admin.conf"),
                                  "containerd": cluster.node.containerd_socket,
                                  "audit": str(cluster.plane.audit)}))
    beside.replace(place / "ready.json")
    try:
        while (left := begun + seconds - time.monotonic()) > 0:
            try:
                verb, program, answer = told.get(timeout=left)
            except queue.Empty:
                break
            answer.put(cluster.tell(verb, program))
    finally:
        cluster.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
