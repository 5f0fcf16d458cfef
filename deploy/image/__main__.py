#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes an image with slipwayd of the programs that were built here and of Debian 12's packages (root)."""
import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from debian_root import make_layer, run, settings_files  # noqa: E402
from oci_archive import write_archive  # noqa: E402

SOURCE = Path(__file__).resolve().parents[2]
PROGRAMS = ("slipwayd", "slipwayctl", "slipway-runner", "slipway-assemble")
USER = "1000:1000"


def owner(file):
    """The package that a library is of; systems that merged /usr have it on record below either path."""
    real = os.path.realpath(file)
    for path in (real, real.removeprefix("/usr"), "/usr" + real):
        done = subprocess.run(["dpkg", "--search", path], capture_output=True, text=True, check=False)
        if not done.returncode:
            return done.stdout.split(":")[0]
    raise SystemExit(f"{file} is of no Debian package, so the image cannot have it. Build with Debian's libraries.")


def packages_of(programs):
    """What the programs link, and what trusts the certificates of others."""
    libraries = set()
    for program in programs:
        words = [line.split() for line in subprocess.run(["ldd", program], capture_output=True, text=True, check=False).stdout.splitlines()]
        libraries |= {line[2] for line in words if len(line) > 2 and line[1] == "=>"}
    return sorted({"ca-certificates", *map(owner, libraries)})


def program_layer(directory, place):
    """The programs without what debuggers read, the Python package for tasks, and the licence."""
    layer = place / "programs.tar"
    with tarfile.open(layer, "w") as tar:
        def add(path, file, mode):
            info = tar.gettarinfo(str(file), path)
            info.uid = info.gid = info.mtime = 0
            info.uname = info.gname = ""
            info.mode = mode
            with open(file, "rb") as content:
                tar.addfile(info, content)

        for name in PROGRAMS:
            run("strip", "-o", str(place / name), str(directory / name))
            add(f"usr/bin/{name}", place / name, 0o755)
        for file in sorted((SOURCE / "sdk/python/slipway").rglob("*.py")):
            add(f"usr/share/slipway/python/{file.relative_to(SOURCE / 'sdk/python')}", file, 0o644)
        add("usr/share/doc/slipway/LICENSE", SOURCE / "LICENSE", 0o644)
    return layer


def base_layer(packages, place, kept):
    """Debian's part, taken from `kept` where it holds one of the same packages."""
    file = kept and kept / f"debian-{hashlib.sha256(' '.join(packages).encode()).hexdigest()[:16]}.tar"
    if file and file.exists():
        return file
    print("Making the image's Debian; it takes a minute or two.", file=sys.stderr, flush=True)
    layer = make_layer(place, packages, settings_files(), keep_settings=False)
    if file:
        kept.mkdir(parents=True, exist_ok=True)
        shutil.move(layer, file)
        layer = file
    return layer


def main():
    parser = argparse.ArgumentParser(prog="image", description=__doc__)
    parser.add_argument("--programs", type=Path, default=SOURCE / "build/bin", help="where they were built")
    parser.add_argument("--output", type=Path, required=True, help="the archive to write")
    parser.add_argument("--name", default="slipwayd:latest", help="the image's name in it")
    parser.add_argument("--keep", type=Path, help="a directory for Debian's part, for the next time too")
    options = parser.parse_args()
    if os.geteuid() != 0:
        raise SystemExit("image: needs root, to install Debian's packages in a directory")
    with tempfile.TemporaryDirectory(prefix="slipway-image.", dir="/var/tmp") as place:
        place = Path(place)
        packages = packages_of(options.programs / name for name in PROGRAMS)
        layers = [base_layer(packages, place, options.keep), program_layer(options.programs, place)]
        options.output.parent.mkdir(parents=True, exist_ok=True)
        beside = options.output.with_suffix(".new")
        write_archive(beside, options.name, layers, ["/usr/bin/slipwayd"], USER)
        beside.replace(options.output)
    print(options.output)


main()
