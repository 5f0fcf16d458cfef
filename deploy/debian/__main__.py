#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes Debian packages of the programs that were built here."""
import argparse
import os
import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from contents import PACKAGES, Package  # noqa: E402
from package_tree import SOURCE, PackageTree, compress, run  # noqa: E402
from program_pages import platform_pages, workbench_pages  # noqa: E402

ICON = "org.slipway.Slipway"
ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
COMPLETIONS = {"bash": "usr/share/bash-completion/completions/slipwayctl",
               "zsh": "usr/share/zsh/vendor-completions/_slipwayctl",
               "fish": "usr/share/fish/vendor_completions.d/slipwayctl.fish"}


def write_pages(tree, pages):
    for name, roff in pages.items():
        compress(roff, tree.root / "usr/share/man" / f"{name}.gz")


def write_extras(tree, version):
    """What is made of the programs and the logo."""
    programs = tree.root / "usr/bin"
    if tree.package.component == "platform":
        write_pages(tree, platform_pages(programs, version))
        for shell, path in COMPLETIONS.items():
            file = tree.root / path
            file.parent.mkdir(parents=True)
            file.write_text(run(programs / "slipwayctl", "--completion", shell))
    if tree.package.component == "workbench":
        write_pages(tree, workbench_pages(programs, version))
        for size in ICON_SIZES:
            file = tree.root / f"usr/share/icons/hicolor/{size}x{size}/apps/{ICON}.png"
            file.parent.mkdir(parents=True)
            run("rsvg-convert", "--width", size, "--height", size, "--output", file, SOURCE / "resources/logo.svg")


def main():
    parser = argparse.ArgumentParser(prog="package", description=__doc__)
    parser.add_argument("--build", type=Path, default=SOURCE / "build-release", help="where they were built")
    parser.add_argument("--output", type=Path, required=True, help="folder for the packages")
    parser.add_argument("--version", help="version of the packages; that of the programs when absent")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    cache = (options.build / "CMakeCache.txt").read_text(encoding="utf-8")
    version = options.version or re.search(r"^CMAKE_PROJECT_VERSION:STATIC=(.*)$", cache, re.M)[1]
    os.umask(0o022)
    with tempfile.TemporaryDirectory(prefix="slipway-package.", dir="/var/tmp") as place:
        place = Path(place)
        symbols = PackageTree(Package(
            name="slipway-dbgsym", component="", section="debug", summary="debug symbols of Slipway",
            description=("What debuggers read of the programs of Slipway.",)), version, place)
        trees = [PackageTree(package, version, place) for package in PACKAGES]
        for tree in trees:
            tree.install(options.build)
            tree.lay_settings()
            tree.split_symbols(symbols.root)
            write_extras(tree, version)
        if (symbols.root / "usr").exists():
            trees.append(symbols)
        for tree in trees:
            tree.describe()
            tree.write_control(place)
            print(tree.pack(options.output))


main()
