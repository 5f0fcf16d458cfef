# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes of the cluster, which end with the one that keeps them."""
import ctypes
import signal
import subprocess
import time

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL("libc.so.6", use_errno=True)


def _die_with_keeper():
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


class Process:
    """One program with its log; may be killed and started again."""

    def __init__(self, name, words, log, environment=None):
        self.name, self.words, self.log, self.environment = name, [str(word) for word in words], log, environment
        self.child = None
        self.start()

    def start(self):
        with open(self.log, "ab") as log:
            self.child = subprocess.Popen(self.words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                                          env=self.environment, preexec_fn=_die_with_keeper)

    def alive(self):
        return self.child.poll() is None

    def stop(self, seconds=5):
        if self.alive():
            self.child.terminate()
        try:
            self.child.wait(seconds)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()

    def last_words(self):
        with open(self.log, errors="replace") as log:
            return "".join(log.readlines()[-15:])


def until(condition, seconds, what, *processes):
    """Waits for a condition; says why when it never comes or one of the processes has ended."""
    end = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        for process in processes:
            if not process.alive():
                raise SystemExit(f"cluster: {process.name} ended:\n{process.last_words()}")
        if time.monotonic() > end:
            words = "\n".join(process.last_words() for process in processes)
            raise SystemExit(f"cluster: {what} did not come within {seconds} s\n{words}")
        time.sleep(0.1)
