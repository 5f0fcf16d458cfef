# SPDX-License-Identifier: GPL-3.0-or-later
"""What containers leave on a machine: processes, control groups and mounts; found without asking whoever made them."""
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

GROUP = "slipway-cluster"  # every pod's control groups lie below it


def hierarchies():
    """Where groups can be made: version 2 has one place, version 1 one for each controller."""
    root = Path("/sys/fs/cgroup")
    if (root / "cgroup.controllers").exists():
        return [root]
    return [one for one in root.iterdir() if one.is_dir() and not one.is_symlink()]


def make_groups():
    for root in hierarchies():
        (root / GROUP).mkdir(exist_ok=True)
        for name in ("cpuset.cpus", "cpuset.mems"):  # empty in a new group of version 1, where nothing could run then
            if (root / name).exists():
                (root / GROUP / name).write_text((root / name).read_text())


def _groups():
    """The deepest first."""
    found = [Path(directory) for root in hierarchies() for directory, _, _ in os.walk(root / GROUP)]
    return sorted(found, key=lambda group: len(group.parts), reverse=True)


def _members():
    for group in _groups():
        try:
            yield from map(int, (group / "cgroup.procs").read_text().split())
        except OSError:
            continue


def _shims(place):
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"containerd-shim" in words[0] and str(place).encode() in b" ".join(words):
            yield int(entry.name)


def _kill(pids):
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def end_containers(place):
    """Ends every process of a cluster's pods, and removes their groups and mounts."""
    _kill(list(_shims(place)))
    end = time.monotonic() + 10
    while (pids := list(_members())) and time.monotonic() < end:
        _kill(pids)
        time.sleep(0.05)
    for group in _groups():
        try:
            group.rmdir()
        except OSError:
            pass
    mounts = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()]
    for mount in sorted((one for one in mounts if one.startswith(f"{place}/")), key=len, reverse=True):
        subprocess.run(["umount", "-l", mount], check=False)


def clear(place):
    """Removes all that a cluster left there, one whose keeper was killed too."""
    if place.exists():
        end_containers(place)
        shutil.rmtree(place)
