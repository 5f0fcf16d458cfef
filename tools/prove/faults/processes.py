# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes as /proc shows them: those of tasks, and what serves them."""
import os
from pathlib import Path


def pids():
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def stat(pid):
    """(state, parent, start ticks), or None when there is no such process."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except (OSError, ValueError):
        return None
    fields = text[text.rindex(")") + 2:].split()
    return fields[0], int(fields[1]), int(fields[19])


def alive(pid, start_ticks=None):
    found = stat(pid)
    return found is not None and found[0] not in "ZX" and start_ticks in (None, found[2])


def carrying(directory, prefix=False):
    """Living processes that carry the mark of the task in this directory, or of any below it."""
    wanted = f"SLIPWAY_TASK_MARK={directory}".encode()
    found = []
    for pid in pids():
        try:
            entries = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if any(entry == wanted or (prefix and entry.startswith(wanted + b"/")) for entry in entries) and alive(pid):
            found.append(pid)
    return found


def runners(word, data):
    """{attempt directory: pid} of the `slipway-runner WORD` processes of a data directory."""
    found = {}
    for pid in pids():
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if len(words) > 3 and words[0].endswith(b"slipway-runner") and words[1] == word.encode():
            directory = words[-2].decode()
            if directory.startswith(str(data)) and alive(pid):
                found[directory] = pid
    return found


def attempts(data):
    """The attempts of a data directory, each a directory; what is deleted meanwhile is left out."""
    found = []
    for task in (Path(data) / "tasks").iterdir():
        try:
            found += task.iterdir()
        except (FileNotFoundError, NotADirectoryError):
            continue
    return found


def descendants(ancestor):
    """[(pid, start ticks)] of everything below a process."""
    table = {pid: found for pid in pids() if (found := stat(pid))}
    members, grown = {ancestor}, True
    while grown:
        fresh = {pid for pid, found in table.items() if found[1] in members} - members
        grown = bool(fresh)
        members |= fresh
    return [(pid, table[pid][2]) for pid in members - {ancestor} if pid in table]
