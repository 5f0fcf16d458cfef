# SPDX-License-Identifier: GPL-3.0-or-later
"""A root whose first process is systemd, as on a machine of its own."""
import os
import subprocess
from pathlib import Path

from root import ENVIRONMENT
from screen import wait_for

# A control group, then namespaces of all kinds but users, and in them what the first process of a container finds by
# systemd's rules (https://systemd.io/CONTAINER_INTERFACE): what would change the kernel for everybody is read-only.
GROUP = r"""
mkdir "$1"
echo $$ >"$1/cgroup.procs"
shift
exec setpriv --pdeathsig KILL unshare --mount --uts --ipc --net --pid --cgroup --fork --kill-child sh -euc "$@"
"""
BOOT = r"""
mount --make-rprivate /
mount --bind "$1" "$1"
cd "$1"
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
for file in sys sysrq-trigger; do
    [ -e proc/$file ] || continue
    mount --bind proc/$file proc/$file
    mount -o remount,bind,ro proc/$file
done
mount -t tmpfs -o mode=755 dev dev
for node in "null 1 3" "zero 1 5" "full 1 7" "random 1 8" "urandom 1 9" "tty 5 0"; do
    set -- $node
    mknod -m 666 dev/$1 c $2 $3
done
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=666,mode=620 devpts dev/pts
mount -t tmpfs shm dev/shm
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
ln -s null dev/console
mount -t tmpfs -o mode=755 run run
mount -t tmpfs tmp tmp
hostname slipway-package
pivot_root . mnt
exec env -i container=slipway-package PATH=/usr/sbin:/usr/bin:/sbin:/bin sh -c 'umount -l /mnt; exec /lib/systemd/systemd systemd.mask=console-getty.service'
"""
INSIDE = ("--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--root", "--wd")


def unified_groups():
    """Where the control groups of version 2 are."""
    return Path(subprocess.run(["findmnt", "--noheadings", "--first-only", "--types", "cgroup2", "--output", "TARGET"],
                               capture_output=True, text=True, check=True).stdout.strip())


class Booted:
    """Reaches nothing but itself by network. It is switched off at the end, as people do."""

    def __init__(self, path):
        self.path = path
        self.group = unified_groups() / f"slipway-package.{os.getpid()}"
        self.process = None
        self.init = None

    def __enter__(self):
        with open(self.path.parent / "console.log", "ab") as console:
            self.process = subprocess.Popen(["sh", "-euc", GROUP, "sh", str(self.group), BOOT, "sh", str(self.path)],
                                            stdin=subprocess.DEVNULL, stdout=console, stderr=subprocess.STDOUT)
        try:
            self.init = wait_for(self.find_init, "the first process of the machine")
            wait_for(lambda: self.ask("systemctl", "is-system-running") in ("running", "degraded"), "systemd to have started everything")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.init:
            self.ask("systemctl", "poweroff")
        try:
            self.process.wait(timeout=180 if self.init else 1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for folder, _, _ in os.walk(self.group, topdown=False):
            os.rmdir(folder)

    def find_init(self):
        if self.process.poll() is not None:
            raise SystemExit(f"package: the machine ended:\n{(self.path.parent / 'console.log').read_text(errors='replace')[-3000:]}")
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                fields = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
            except OSError:
                continue
            if fields.get("PPid") == str(self.process.pid) and fields.get("Name") == "systemd":
                return int(fields["Pid"])
        return None

    def _words(self, words):
        return ["nsenter", f"--target={self.init}", *INSIDE, *map(str, words)]

    def ask(self, *words):
        """What a program prints, however it ends."""
        return subprocess.run(self._words(words), env=ENVIRONMENT, capture_output=True, text=True, check=False).stdout.strip()

    def run(self, *words):
        """What a program prints; the proof ends when it fails."""
        done = subprocess.run(self._words(words), env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode:
            log = self.ask("journalctl", "--no-pager", "--lines=40", "--unit=slipwayd")
            raise SystemExit(f"package: {' '.join(map(str, words))[:300]} ended {done.returncode}:\n{done.stdout[-4000:]}\n{log}")
        return done.stdout

    def apt(self, *words):
        return self.run("apt-get", "--yes", "--no-install-recommends", *words)

    def unit(self, name, *fields):
        """{field: value} of what systemd knows of a unit."""
        told = self.ask("systemctl", "show", name, *(f"--property={field}" for field in fields))
        return dict(line.split("=", 1) for line in told.splitlines())
