# SPDX-License-Identifier: GPL-3.0-or-later
"""Installs the Debian packages in a fresh root, uses them, removes them, and looks at what is left."""
import argparse
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from booted import Booted  # noqa: E402
from documents import read_documents  # noqa: E402
from root import SOURCE, Root, run  # noqa: E402
from screen import colours, pixels, wait_for, write_png, x_server  # noqa: E402
from service import Service, check, check_after_switching_on, hurt_service, remove, say, start_service, upgrade, use_service  # noqa: E402

NAMES = ("slipway", "slipway-platform", "slipway-server")
# What the demo needs beside the packages and what they recommend.
DEMO = ("python3-numpy", "python3-setuptools", "python3-wheel", "libqt6test6")
PROGRAMS = ("slipway", "slipwayctl", "slipwayd", "slipway-runner")


def depends(packages, field):
    """What Debian itself has of the packages' needs."""
    told = [run("dpkg-deb", "--field", str(package), field).strip() for package in packages]
    return sorted({one.strip() for line in told for one in line.split(",") if one.strip() and not one.strip().startswith("slipway")})


def use_window(root, place, output):
    """The first page of the window, as a person sees it who opens it for the first time."""
    started = time.monotonic()
    with x_server(place, root.screens) as (display, screen):
        environment = {"DISPLAY": display, "XDG_RUNTIME_DIR": "/srv/runtime"}
        (root.path / "srv/runtime").mkdir(mode=0o700, exist_ok=True)
        window = root.start("slipway", network=False, environment=environment)
        try:
            rows = wait_for(lambda: (rows := pixels(screen)) and b"\x2f\x6f\xed" in colours(rows) and rows, "the window's first paint")
            wait_for(lambda: len(colours(pixels(screen))) > 100, "text in the window")
            rows = pixels(screen)
        finally:
            window.kill()  # unshare is deaf to anything less, and ends the window with itself.
            window.wait()
    write_png(rows, output / "window.png")
    say("window", started, colours=len(colours(rows)), picture=str((output / "window.png").relative_to(SOURCE)))


def use_demo(root, output):
    """The demo, which starts the platform of the package and has the window in itself."""
    started = time.monotonic()
    shutil.copy(SOURCE / "build/bin/slipway-demo", root.path / "srv/slipway-demo")
    shutil.copytree(SOURCE / "examples", root.path / "srv/examples")
    told = root.run("/srv/slipway-demo", "--programs", "/usr/bin", "--digits", "/srv/examples/digits", "--output", "/srv/demo")
    steps = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    check(steps and steps[-1]["step"] == "all", f"the demo did not come to its end:\n{told}")
    for step in steps:
        print(json.dumps(step))
    for picture in sorted((root.path / "srv/demo").glob("*.png")):
        shutil.copy(picture, output / picture.name)
    say("demo", started)


def pack(build, place, *options):
    run("python3", "-B", str(SOURCE / "deploy/debian"), "--build", str(build), "--output", str(place), *options)


def make_again(packages, build, place):
    """The same programs make the same bytes."""
    started = time.monotonic()
    pack(build, place)
    for package in packages:
        check((place / package.name).read_bytes() == package.read_bytes(), f"{package.name} is another one when it is packed again")
    say("again", started, same=len(packages))


def make_older(build, place, version):
    """The same programs as packages of an earlier version; ~ sorts before the end of a version."""
    started = time.monotonic()
    pack(build, place, "--version", f"{version}~before")
    say("older", started, version=f"{version}~before")
    return [next(place.glob(f"{name}_*.deb")) for name in NAMES]


def lay(root, packages):
    """The packages below /srv of the root, by their names there."""
    folder = root.path / "srv/packages"
    folder.mkdir(parents=True, exist_ok=True)
    for package in packages:
        shutil.copy(package, folder / package.name)
    return [f"/srv/packages/{package.name}" for package in packages]


def install(machine, files):
    started = time.monotonic()
    told = machine.apt("install", *files)
    check(f"{len(files)} newly installed" in told, f"the packages need more than their fields say:\n{told}")
    for program in PROGRAMS:
        machine.run("env", "QT_QPA_PLATFORM=offscreen", program, "--version")
    say("install", started, packages=len(files))


def use_packages(root, place, output, older, newer, version):
    """On a machine that systemd has started: installed, used, upgraded, switched off and on, removed."""
    with Booted(root.path) as machine:
        before = root.files()
        install(machine, lay(root, older))
        service = Service(machine)
        start_service(service)
        use_service(service)
        waiter = hurt_service(service)
        upgrade(service, waiter, lay(root, newer), version)
    use_window(root, place, output)
    with Booted(root.path) as machine:
        service = Service(machine)
        check_after_switching_on(service)
        remove(service, NAMES, before, root.files)


def main():
    parser = argparse.ArgumentParser(prog="package", description=__doc__)
    parser.add_argument("--build", type=Path, default=SOURCE / "build-release", help="where ./dev package has built")
    parser.add_argument("--without-demo", action="store_true", help="leave out the demo, which needs more of Debian")
    options = parser.parse_args()
    packages = [next((options.build / "packages").glob(f"{name}_*.deb")) for name in NAMES]
    version = run("dpkg-deb", "--field", str(packages[0]), "Version").strip()
    output = SOURCE / "build/proofs/package"
    output.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    read_documents(packages)
    with tempfile.TemporaryDirectory(prefix="slipway-package.", dir="/var/tmp") as place:
        place = Path(place)
        make_again(packages, options.build, place / "again")
        older = make_older(options.build, place / "older", version)
        root = Root(place, ["ca-certificates", "systemd"])
        root.apt("satisfy", *depends(packages, "Depends"))
        say("root", started, files=len(root.files()))
        use_packages(root, place, output, older, packages, version)
        if not options.without_demo:
            again = time.monotonic()
            root.apt("satisfy", *depends(packages, "Recommends"), *DEMO)
            root.apt("install", *lay(root, packages))
            say("install_again", again)
            use_demo(root, output)
    say("all", started)


main()
