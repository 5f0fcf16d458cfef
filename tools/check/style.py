# SPDX-License-Identifier: GPL-3.0-or-later
"""Formatting and licence lines."""
import os
import re
import subprocess

LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
LICENSED = (".cpp", ".h", ".py", ".sh", ".cmake", "CMakeLists.txt")


def check_format(root, files):
    sources = [name for name in files if name.endswith((".cpp", ".h"))]
    if not sources:
        return
    groups = [sources[i::2] for i in range(2)]
    runs = [
        subprocess.Popen(["clang-format", "--dry-run", "--ferror-limit=1", *group], cwd=root,
                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for group in groups if group
    ]
    for run in runs:
        _, errors = run.communicate()
        for match in re.finditer(r"^(\S+?):(\d+):\d+: (?:warning|error): code should be clang-formatted", errors, re.M):
            yield f"{os.path.relpath(match[1], root) if match[1].startswith('/') else match[1]}:{match[2]}: differs from clang-format; run ./dev format."


def check_licence(root, files):
    for name in files:
        if not name.endswith(LICENSED):
            continue
        head = (root / name).read_text(encoding="utf-8", errors="replace")[:400]
        if head.strip() and LICENCE not in head:
            yield f"{name}:1: has no line '{LICENCE}'."
