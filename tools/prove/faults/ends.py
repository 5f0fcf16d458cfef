# SPDX-License-Identifier: GPL-3.0-or-later
"""Ends what a proof leaves running: tasks outlive their server by design."""
import os
import signal
import time

from processes import alive, carrying, runners, stat


def end_tasks(place):
    """Ends the waiters and tasks of the data directory below `place`, each by its own pid."""
    data = os.path.join(str(place), "data")
    waiters = list(runners("wait", data).values())
    for pid in waiters:
        signal_one(pid, signal.SIGTERM)
    end = time.monotonic() + 15
    while any(alive(pid) for pid in waiters) and time.monotonic() < end:
        time.sleep(0.1)
    for pid in [*waiters, *carrying(data + "/tasks", prefix=True), *runners("serve", data).values()]:
        signal_one(pid, signal.SIGKILL)


def signal_one(pid, number):
    try:
        if stat(pid):
            os.kill(pid, number)
    except ProcessLookupError:
        pass
