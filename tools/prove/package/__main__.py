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

from root import SOURCE, Root, run  # noqa: E402
from screen import colours, pixels, wait_for, write_png, x_server  # noqa: E402

NAMES = ("slipway", "slipway-platform", "slipway-server")
# What the demo needs beside the packages and what they recommend.
DEMO = ("python3-numpy", "python3-setuptools", "python3-wheel", "libqt6test6")
PROGRAMS = ("slipway", "slipwayctl", "slipwayd", "slipway-runner")

# Starts the server as its unit says, with simulated GPUs, and does what a person does first.
SERVICE = r"""
set -eu
mkdir -p /run/slipway /var/lib/slipway
chmod 711 /var/lib/slipway
SLIPWAYD_OPTIONS="--simulate-gpus 2"
command=$(sed -n 's/^ExecStart=//p' /lib/systemd/system/slipwayd.service)
eval "$command" 2>/tmp/slipwayd.log &
server=$!
tries=0
while [ ! -s /run/slipway/ready.json ]; do
    tries=$((tries + 1))
    [ $tries -lt 600 ] || { cat /tmp/slipwayd.log; exit 1; }
    sleep 0.1
done
value() { python3 -c "import json, sys; print(json.load(open('/run/slipway/ready.json'))[sys.argv[1]])" "$1"; }
export SLIPWAY_SERVER=$(value api) SLIPWAY_ACCESS_KEY=$(value access_key)
SLIPWAY_SECRET_KEY=$(cat "$(value secret_key_file)")
export SLIPWAY_SECRET_KEY
echo "server $SLIPWAY_SERVER"
slipwayctl job submit --name hello --flavor gpu-1 --wait -- 'echo "on $CUDA_VISIBLE_DEVICES as $(id -u)"; python3 -c "import slipway; slipway.log({\"loss\": 0.5}, step=1)"'
slipwayctl job logs hello
slipwayctl run metrics hello --last
slipwayctl --complete job show he
slipwayctl job submit --name lasts -- sleep 600
while ! slipwayctl job list | grep -q 'lasts.*Running'; do sleep 0.2; done
kill "$server"
wait "$server" || true
/var/lib/dpkg/info/slipway-server.prerm remove
for directory in /proc/[0-9]*; do
    case $(tr '\0' ' ' <"$directory/cmdline") in
    sleep\ 600* | *bin/slipway-runner\ *) exit 3 ;;
    esac
done 2>/dev/null
echo "no process is left"
"""


def say(step, started, **more):
    print(json.dumps({"step": step, "ms": round((time.monotonic() - started) * 1000), **more}), flush=True)


def check(holds, sentence):
    if not holds:
        raise SystemExit(f"package: {sentence}")


def depends(packages, field):
    """What Debian itself has of the packages' needs."""
    told = [run("dpkg-deb", "--field", str(package), field).strip() for package in packages]
    return sorted({one.strip() for line in told for one in line.split(",") if one.strip() and not one.strip().startswith("slipway")})


def use_server(root):
    started = time.monotonic()
    told = root.run("sh", "-c", SERVICE)
    check("server http://127.0.0.1:8470" in told, f"the server listens elsewhere than on loopback:\n{told}")
    check("on 0 as 19" in told, f"the job did not print its GPU and its own user:\n{told}")
    check("loss" in told, f"the metric that the job logged was not read:\n{told}")
    check("hello\t" in told, f"the job's name was not completed:\n{told}")
    check("no process is left" in told, f"the removal left tasks behind:\n{told}")
    say("server", started, printed=told.splitlines()[:3])


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


def install(root, packages):
    started = time.monotonic()
    root.apt("satisfy", *depends(packages, "Depends"))
    before = root.files()
    (root.path / "srv/packages").mkdir(parents=True)
    for package in packages:
        shutil.copy(package, root.path / "srv/packages" / package.name)
    told = root.apt("install", *(f"/srv/packages/{package.name}" for package in packages))
    check(f"{len(packages)} newly installed" in told, f"the packages need more than their fields say:\n{told}")
    for program in PROGRAMS:
        root.run(program, "--version", environment={"QT_QPA_PLATFORM": "offscreen"})
    say("install", started, packages=len(packages), files=len(root.files()) - len(before))
    return before


def remove(root, before):
    """Removing keeps what the platform has kept; purging leaves nothing at all."""
    started = time.monotonic()
    root.apt("remove", *NAMES)
    check((root.path / "var/lib/slipway/slipway.db").exists(), "removing the packages took the platform's data")
    left = [path for path in root.files() if path not in before and not path.startswith(("var/lib/slipway", "var/lib/systemd/deb-systemd-helper", "etc/"))]
    check(not left, f"removed packages leave {left[:10]}")
    root.apt("purge", *NAMES)
    after = root.files()
    changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    check(not changed, f"purged packages leave or change {changed[:10]}")
    say("remove", started, different=len(changed), files=len(after))


def main():
    parser = argparse.ArgumentParser(prog="package", description=__doc__)
    parser.add_argument("--packages", type=Path, default=SOURCE / "build-release/packages", help="folder of the .deb files")
    parser.add_argument("--without-demo", action="store_true", help="leave out the demo, which needs more of Debian")
    options = parser.parse_args()
    packages = [next(options.packages.glob(f"{name}_*.deb")) for name in NAMES]
    output = SOURCE / "build/proofs/package"
    output.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="slipway-package.", dir="/var/tmp") as place:
        root = Root(Path(place), ["ca-certificates"])
        say("root", started, files=len(root.files()))
        before = install(root, packages)
        use_server(root)
        use_window(root, Path(place), output)
        remove(root, before)
        if not options.without_demo:
            again = time.monotonic()
            root.apt("satisfy", *depends(packages, "Recommends"), *DEMO)
            root.apt("install", *(f"/srv/packages/{package.name}" for package in packages))
            say("install_again", again)
            use_demo(root, output)
    say("all", started)


main()
