# SPDX-License-Identifier: GPL-3.0-or-later
"""What the packages bring for people and their shells to read."""
import subprocess
import tempfile
import time
from pathlib import Path

from root import run
from service import check, say

# Each shell finds the script where the package has laid it, and completes the name of a command with it.
SHELLS = {
    "bash": 'source "$1/bash-completion/completions/slipwayctl"; complete -p slipwayctl; '
            'COMP_WORDS=(slipwayctl da); COMP_CWORD=1; _slipwayctl slipwayctl da slipwayctl; echo "${COMPREPLY[@]}"',
    "zsh": 'fpath=("$1/zsh/vendor-completions" $fpath); autoload -Uz compinit; compinit -D -u; print -r -- $_comps[slipwayctl]; '
           '_describe() { print -r -- "${(@P)2%%:*}" }; words=(slipwayctl da); CURRENT=2; autoload +X _slipwayctl; _slipwayctl',
    "fish": 'source "$argv[1]/fish/vendor_completions.d/slipwayctl.fish"; complete -C "slipwayctl da" | string split \\t -f1',
}


def check_shells(tree):
    share = tree / "usr/share"
    environment = {"PATH": f"{tree / 'usr/bin'}:/usr/bin:/bin", "HOME": str(tree), "LC_ALL": "C.UTF-8", "TERM": "dumb"}
    for shell, script in SHELLS.items():
        words = [shell, *(["-f"] if shell == "zsh" else []), "-c", script, *(["--"] if shell == "fish" else [shell]), str(share)]
        done = subprocess.run(words, env=environment, cwd=tree, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        check("dataset" in done.stdout.split(), f"{shell} completes no command: {done.stdout}{done.stderr}")


def read_documents(packages):
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="slipway-documents.", dir="/var/tmp") as place:
        tree = Path(place)
        for package in packages:
            run("dpkg-deb", "--extract", str(package), str(tree))
        pages = sorted((tree / "usr/share/man").rglob("*.gz"))
        for page in pages:
            done = subprocess.run(["man", "--warnings", "--local-file", str(page)], capture_output=True, text=True, check=True,
                                  env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "100", "PAGER": "cat"})
            check(not done.stderr and len(done.stdout.splitlines()) > 5, f"{page.name}: {done.stderr or done.stdout}")
        check((tree / "usr/share/slipway/samples/digits/train.py").exists(), "the sample of the first steps is missing")
        check_shells(tree)
    say("documents", started, pages=len(pages), shells=list(SHELLS))
