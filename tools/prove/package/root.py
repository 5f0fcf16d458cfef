# SPDX-License-Identifier: GPL-3.0-or-later
"""A Debian 12 root of its own below a folder, and programs in it."""
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(SOURCE / "deploy/image"))

from debian_root import make_layer, run, settings_files  # noqa: E402

KEPT = Path(os.environ.get("SLIPWAY_PACKAGE_BASE") or "/var/tmp/slipway-package-base")
# What Debian's own programs write down whenever something is installed, and what the proof itself lays there.
OTHERS = ("var/log/", "var/lib/apt/", "var/lib/dpkg/", "var/cache/", "var/backups/", "proc/", "sys/", "dev/", "tmp/", "run/", "srv/",
          "etc/ld.so.cache")
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/srv/home", "DEBIAN_FRONTEND": "noninteractive"}
# Its own mounts and processes, so that nothing of a step is left when it ends.
ALONE = ("setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--pid", "--fork", "--kill-child")
SETUP = """
mount --bind "$1" "$1"
mount -t proc proc "$1/proc"
mount --rbind /sys "$1/sys"
mount --rbind /dev "$1/dev"
mkdir -p "$1/tmp/.X11-unix" "$1/srv/home"
mount --bind "$2" "$1/tmp/.X11-unix"
root=$1
shift 2
exec chroot "$root" "$@"
"""
# A loopback of its own: ports of the programs meet nobody else's there.
OFFLINE = "ip link set lo up\n"


def base_layer(packages):
    """Debian 12 with these packages, kept for the next time."""
    file = KEPT / f"{hashlib.sha256(' '.join(packages).encode()).hexdigest()[:16]}.tar"
    if not file.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        place = KEPT / "making"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        shutil.move(make_layer(place, packages, settings_files(), keep_settings=True), file)
        shutil.rmtree(place)
    return file


class Root:
    def __init__(self, place, packages):
        self.path = place / "root"
        self.path.mkdir()
        self.screens = place / "screens"
        self.screens.mkdir()
        with tarfile.open(base_layer(packages)) as layer:
            layer.extractall(self.path, numeric_owner=True)
        # Packages are to be whole here, with their manual pages.
        (self.path / "etc/dpkg/dpkg.cfg.d/50small").write_text("force-unsafe-io\n")
        if Path("/etc/resolv.conf").exists():
            shutil.copy("/etc/resolv.conf", self.path / "etc/resolv.conf")
        self.apt("update")

    def start(self, *words, network, environment=None, **options):
        """A program in the root, which reaches the package sources or nothing but itself."""
        alone = [*ALONE, *([] if network else ["--net"]), "sh", "-euc", ("" if network else OFFLINE) + SETUP, "sh"]
        return subprocess.Popen([*alone, str(self.path), str(self.screens), *map(str, words)],
                                env={**ENVIRONMENT, **(environment or {})}, text=True, **options)

    def run(self, *words, network=False, environment=None):
        """What a program prints; the proof ends when it fails."""
        process = self.start(*words, network=network, environment=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        told, _ = process.communicate()
        if process.returncode:
            raise SystemExit(f"package: {' '.join(map(str, words))[:300]} ended {process.returncode}:\n{told[-6000:]}")
        return told

    def apt(self, *words):
        return self.run("apt-get", "--yes", "--no-install-recommends", *words, network=True)

    def files(self):
        """{path: kind and size} of all that a package could have left."""
        found = {}
        for folder, folders, names in os.walk(self.path):
            for name in folders + names:
                path = Path(folder) / name
                told = str(path.relative_to(self.path))
                if not f"{told}/".startswith(OTHERS):
                    state = path.lstat()
                    found[told] = (oct(state.st_mode), 0 if path.is_dir() else state.st_size)
        return found


__all__ = ["Root", "SOURCE", "run"]
