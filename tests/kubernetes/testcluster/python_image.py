# SPDX-License-Identifier: GPL-3.0-or-later
"""An image like those that people work in: a small Debian 12 with Python, Jupyter, git and a package manager that works."""
import fcntl
import hashlib
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path

from images import PYTHON, write_archive
from programs import CACHE, apt_sources, run

PACKAGES = ("ca-certificates", "git", "python3-ipykernel", "python3-jupyter-server", "python3-numpy", "python3-pip",
            "python3-venv")

# Leaves out what no test reads, of packages that are installed in a container too.
DPKG = """force-unsafe-io
path-exclude=/usr/share/doc/*
path-include=/usr/share/doc/*/copyright
path-exclude=/usr/share/info/*
path-exclude=/usr/share/locale/*
path-exclude=/usr/share/man/*
"""
APT = 'Acquire::Languages "none";\n'

# PLACE MIRROR PACKAGE...: makes PLACE/layer.tar of a root in PLACE/root, which PLACE/files is laid over.
SCRIPT = r"""
set -eu
umask 022
root=$1/root layer=$1/layer.tar files=$1/files mirror=$2
shift 2
inside() {
    env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"
}
debootstrap --variant=minbase bookworm "$root" "$mirror"
rm -f "$root/etc/apt/sources.list"
cp -r "$files/." "$root"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
inside apt-get update
inside apt-get install --yes --no-install-recommends "$@"
inside update-ca-certificates
inside apt-get clean
umount "$root/proc"
cd "$root"
find var/log -type f -delete
find usr/share/doc ! -type d ! -name copyright -delete
find usr/share/doc -depth -type d -empty -delete
rm -rf usr/share/info/* usr/share/locale/* usr/share/man/* var/lib/apt/lists/* var/cache/debconf/*-old
rm -f etc/resolv.conf etc/hostname
tar --create --file "$layer" --numeric-owner --sort=name --exclude='./dev/*' .
"""

# The script ends with the one that waits for it; its mounts, and what a package starts, end with the script.
ALONE = ("setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc")


def settings_files():
    """{path in the image: content}, among it what lets apt and pip reach what they reach on this machine."""
    told = run("apt-config", "dump").splitlines(keepends=True)
    settings = "".join(line for line in told if line.startswith(("Acquire::Check-", "Acquire::http")))
    files = {"etc/apt/apt.conf.d/50machine": settings.encode(), "etc/apt/apt.conf.d/50small": APT.encode(),
             "etc/dpkg/dpkg.cfg.d/50small": DPKG.encode()}
    for file in [Path("/etc/pip.conf"), *sorted(Path("/usr/local/share/ca-certificates").rglob("*.crt"))]:
        if file.exists():
            files[str(file.relative_to("/"))] = file.read_bytes()
    return files


def debian_sources(lists):
    """(URI, release, component) of the machine's package sources that are Debian 12's own."""
    (lists / "partial").mkdir(parents=True)
    options = ["-o", f"Dir::State::lists={lists}", "-o", "APT::Sandbox::User=root"]
    run("apt-get", *options, "update")
    told = run("apt-get", *options, "indextargets", "--format", "$(ORIGIN) $(CODENAME) $(REPO_URI) $(RELEASE) $(COMPONENT)",
               "Created-By: Packages")
    words = [line.split() for line in told.splitlines()]
    return list(dict.fromkeys(tuple(one[2:]) for one in words if one[0] == "Debian" and one[1].startswith("bookworm")))


def recipe_digest(files):
    """Of all that says what the image holds but the packages' versions."""
    parts = [Path(__file__).read_bytes(), repr(sorted(files.items())).encode(), *(file.read_bytes() for file in apt_sources())]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:16]


def make_layer(files, place):
    sources = debian_sources(place / "lists")
    mirror = next((uri for uri, release, _ in sources if release == "bookworm"), None)
    if not mirror:
        raise SystemExit("cluster: the package sources of this machine have no Debian 12, which the image with Python is made of")
    text = "".join(f"deb {' '.join(source)}\n" for source in sources)
    for path, content in {**files, "etc/apt/sources.list": text.encode()}.items():
        file = place / "files" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    run(*ALONE, "sh", "-c", SCRIPT, "sh", str(place), mirror, *PACKAGES)
    return place / "layer.tar"


@contextmanager
def workplace():
    """A directory that one process at a time has; what a killed one left there is removed."""
    place = CACHE / "python.making"
    with open(CACHE / "python.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        try:
            yield place
        finally:
            shutil.rmtree(place)


def python_image():
    """The image's archive, made when the kept one is missing or of another recipe."""
    files = settings_files()
    archive = CACHE / f"python-{recipe_digest(files)}.tar"
    CACHE.mkdir(parents=True, exist_ok=True)
    with workplace() as place:
        if archive.exists():
            return archive
        print("Making an image with Python of Debian's packages, once; it takes a minute or two.", file=sys.stderr, flush=True)
        write_archive(place / "image.tar", PYTHON, make_layer(files, place), ["/usr/bin/python3"])
        for other in CACHE.glob("python-*.tar"):
            other.unlink()
        (place / "image.tar").replace(archive)
    return archive
