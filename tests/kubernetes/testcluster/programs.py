# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs of Kubernetes, built from Debian's source package once and kept."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from image_tools import run

NAMES = ("kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet")
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "slipway/kubernetes"
GO = Path("/usr/lib/go-1.19/bin")
# Debian's own copy of a library whose vendored state ends programs that Go 1.19 builds.
REFLECT = Path("/usr/share/gocode/src/github.com/modern-go/reflect2")


def apt_sources():
    """The files that tell the system's apt where packages are."""
    known = [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))]
    return [file for file in known if file.suffix in (".sources", ".list") and file.exists()]


def source_lists(place):
    """Copies of the system's package lists that name sources, so that the system's own stay as they are."""
    place.mkdir()
    for file in apt_sources():
        if file.suffix == ".sources":
            text = re.sub(r"^Types:.*$", "Types: deb-src", file.read_text(), flags=re.MULTILINE)
        else:
            text = re.sub(r"^deb\s", "deb-src ", file.read_text(), flags=re.MULTILINE)
        (place / file.name).write_text(text)
    return place


def fetch_source(place):
    """Downloads and unpacks the source package below `place`; returns its directory."""
    lists = place / "lists"
    (lists / "partial").mkdir(parents=True)
    options = ["-o", "Dir::Etc::sourcelist=/dev/null", "-o", f"Dir::Etc::sourceparts={source_lists(place / 'parts')}",
               "-o", f"Dir::State::lists={lists}", "-o", "APT::Sandbox::User=root"]
    run("apt-get", *options, "update")
    run("apt-get", *options, "source", "--download-only", "kubernetes", cwd=place)
    description = next(place.glob("kubernetes_*.dsc"))
    run("dpkg-source", "--no-check", "--extract", str(description), "source", cwd=place)
    return place / "source"


def build(source, place):
    """Builds the four programs; minutes on two cores."""
    vendored = source / "vendor/github.com/modern-go/reflect2"
    shutil.rmtree(vendored)
    shutil.copytree(REFLECT, vendored)
    (place / "home").mkdir()
    environment = {**os.environ, "PATH": f"{GO}:{os.environ['PATH']}", "HOME": str(place / "home"), "GO111MODULE": "off",
                   "GOCACHE": str(place / "go"), "CGO_ENABLED": "0"}
    run("make", "WHAT=" + " ".join(f"cmd/{name}" for name in NAMES), "GOLDFLAGS=-s -w", cwd=source, env=environment)
    return source / "_output/bin"


def programs():
    """The directory that holds the programs, made when it is missing."""
    if all((CACHE / name).exists() for name in NAMES):
        return CACHE
    print("Building Kubernetes from Debian's source package, once; it takes minutes.", file=sys.stderr, flush=True)
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="slipway-kubernetes.", dir="/var/tmp") as place:
        place = Path(place)
        built = build(fetch_source(place), place)
        for name in NAMES:
            beside = CACHE / f".{name}.new"
            shutil.copy2(built / name, beside)
            beside.replace(CACHE / name)
    return CACHE
