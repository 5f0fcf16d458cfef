# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs every check that needs no compiler; prints each finding as FILE:LINE: SENTENCE and ends 1 if there is one."""
import subprocess
import sys
import time
from pathlib import Path

import guide
import layers
import links
import platforms
import routes
import sizes
import style
import translations
import words

ROOT = Path(__file__).resolve().parents[2]

# Name, function(root, files) -> findings, whether --quick includes it.
CHECKS = [
    ("format", style.check_format, True),
    ("licence lines", style.check_licence, True),
    ("layer rights", layers.check, True),
    ("systems", platforms.check, True),
    ("sizes", sizes.check, True),
    ("words", words.check, True),
    ("routes and OpenAPI", routes.check, True),
    ("user guide", guide.check, True),
    ("links", links.check, True),
    ("translations", translations.check, False),
]


def tracked_files():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    names = [name for name in listed.decode().split("\0") if name]
    return [name for name in names if (ROOT / name).is_file()]


def main():
    quick = "--quick" in sys.argv[1:]
    files = tracked_files()
    failed = False
    for name, check, in_quick in CHECKS:
        if quick and not in_quick:
            continue
        start = time.monotonic()
        findings = list(check(ROOT, files))
        for finding in findings:
            print(finding)
        print(f"{'FAILED' if findings else 'ok':6} {name} ({time.monotonic() - start:.1f} s)", flush=True)
        failed = failed or bool(findings)
    return 1 if failed else 0


sys.exit(main())
