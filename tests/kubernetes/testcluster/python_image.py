# SPDX-License-Identifier: GPL-3.0-or-later
"""An image like those that people work in: a small Debian 12 with Python, Jupyter, git and a package manager that works."""
import fcntl
import hashlib
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path

from image_tools import TOOLS, make_layer, settings_files, write_archive
from images import PYTHON
from programs import CACHE, apt_sources

PACKAGES = ("ca-certificates", "git", "python3-ipykernel", "python3-jupyter-server", "python3-numpy", "python3-pip",
            "python3-venv")


def recipe_digest(files):
    """Of all that says what the image holds but the packages' versions."""
    recipe = [Path(__file__), TOOLS / "debian_root.py", *apt_sources()]
    parts = [*(file.read_bytes() for file in recipe), repr(sorted(files.items())).encode()]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:16]


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
        layer = make_layer(place, PACKAGES, files, keep_settings=True)
        write_archive(place / "image.tar", PYTHON, [layer], ["/usr/bin/python3"])
        for other in CACHE.glob("python-*.tar"):
            other.unlink()
        (place / "image.tar").replace(archive)
    return archive
