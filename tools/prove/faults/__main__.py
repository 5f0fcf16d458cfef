# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs proofs about faults: python3 tools/prove/faults kill [PART...] | soak | gpu | cluster [PART...]. What is broken ends it with 1, and the
place with the data directory is kept for a look."""
import argparse
import importlib
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from ends import end_tasks
from report import Broken, note, say
from server import Slipwayd

PARTS = ("storm", "reboot", "clock", "disk", "readonly", "memory", "flood", "forks")
# Below it slipwayd gives each project a Unix user of its own, which must be able to pass.
PARENT = "/var/tmp"


def read_options():
    parser = argparse.ArgumentParser(prog="./dev prove")
    proofs = parser.add_subparsers(dest="proof", required=True)
    kill = proofs.add_parser("kill")
    kill.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART", help=", ".join(PARTS))
    kill.add_argument("--kills", type=int, default=1000, help="of slipwayd")
    kill.add_argument("--runner-kills", type=int, default=300, help="of runner servers and waiters")
    kill.add_argument("--minutes", type=float, default=240, help="after which either kind of killing ends in any case")
    kill.add_argument("--flood-bytes", type=int, default=10 * 10 ** 9, help="of log by one job")
    soak = proofs.add_parser("soak")
    soak.add_argument("--minutes", type=float, default=30)
    soak.add_argument("--jobs", type=int, default=20_000)
    gpu = proofs.add_parser("gpu")
    gpu.add_argument("--rounds", type=int, default=50, help="of a job that computes and is stopped")
    cluster = proofs.add_parser("cluster")
    cluster.add_argument("parts", nargs="*", metavar="PART", help="kills, away, api-server, node")
    cluster.add_argument("--kills", type=int, default=100, help="of slipwayd")
    cluster.add_argument("--away-s", type=int, default=120, help="for which nobody reads what jobs write")
    cluster.add_argument("--node-minutes", type=float, default=10, help="for which a node is away")
    for one in (kill, soak, gpu, cluster):
        one.add_argument("--seed", type=int, default=1, help="the same seed plans the same jobs and moments")
        one.add_argument("--keep", action="store_true", help="keep the data directory in any case")
    return parser.parse_args()


def run(name, options):
    place = tempfile.mkdtemp(prefix=f"slipway-{name}.", dir=PARENT)
    os.chmod(place, 0o755)
    begun = time.monotonic()
    try:
        importlib.import_module(name).prove(Path(place), options)
    except Broken as error:
        say(name, result="broken", promise=str(error), kept=place)
        return False
    finally:
        for server in Slipwayd.made:
            server.kill()
        end_tasks(place)
    say(name, result="ok", seconds=round(time.monotonic() - begun), **({"kept": place} if options.keep else {}))
    if not options.keep:
        shutil.rmtree(place, ignore_errors=True)
    return True


def main():
    options = read_options()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):  # tidied up in any case
        signal.signal(number, lambda *_: sys.exit(130))
    names = (options.parts or PARTS) if options.proof == "kill" else [options.proof]
    for name in names:
        note(f"--- {name}")
        if not run(name, options):
            return 1
    return 0


sys.exit(main())
