# SPDX-License-Identifier: GPL-3.0-or-later
"""The promises about jobs, held against what the disk, the processes and the API say."""
import re
import sqlite3
from datetime import datetime

from processes import attempts, carrying
from report import demand


def witnessed(place, job):
    """{attempt: (starts, last step, reached its end)} as the job's own scripts wrote it down."""
    found = {}
    try:
        text = (place / "witness" / job.name).read_text()
    except FileNotFoundError:
        return found
    for line in text.splitlines():
        attempt, word, *rest = line.split()
        starts, step, ended = found.get(int(attempt), (0, 0, False))
        if word == "start":
            starts += 1
        elif word == "step":
            step = int(rest[0])
        else:
            ended = True
        found[int(attempt)] = (starts, step, ended)
    return found


def check_log(job, attempt, log, seen):
    """Whether the log of an attempt is, byte for byte, what its commands wrote."""
    _, step, ended = seen
    where = f"{job.name}, attempt {attempt}"
    before, after, body = job.before(), job.after(), job.body(attempt)
    if ended:
        demand(log == before + body + after, f"{where}: the log differs from what was written")
        return
    rest = log
    for last in (b"asked to stop\n" + after, after):
        if last and rest.endswith(last):
            rest = rest[:-len(last)]
            break
    if rest and before:
        demand(rest.startswith(before), f"{where}: the log begins otherwise")
        rest = rest[len(before):]
    demand(body.startswith(rest), f"{where}: the log is no beginning of what was written")
    demand(not step or len(rest) >= len(job.body(attempt, step)),
           f"{where}: the log lacks bytes that were written")


def check_events(place, data, job, attempt, ended):
    """Whether the event file equals the copy that its writer made; a killed writer may owe the copy's last record."""
    events = data / "tasks" / f"{job.identity}-0" / str(attempt) / "streams" / "events"
    files = sorted(events.glob("events.out.*"))
    copy = place / "witness" / f"{job.name}.events.{attempt}"
    copied = copy.read_bytes() if copy.exists() else b""
    stored = b"".join(file.read_bytes() for file in files)
    demand(len(files) <= 1, f"{job.name}, attempt {attempt}: {len(files)} event files")
    same = stored == copied if ended else stored.startswith(copied)
    demand(same, f"{job.name}, attempt {attempt}: the event file differs from what was written")


def check_end(job, status):
    """Whether phase, exit and reason are what the job's own commands and our own deeds make them."""
    phase, attempt, killed = status["phase"], status.get("attempt", 0), job.waiters_killed
    text = f"{job.name} ({job.kind}, end {job.end}) says {status}"
    if phase == "Lost":
        demand(attempt in killed, f"lost, though nobody killed its waiter: {text}")
        demand(len(status.get("message", "")) > 20, f"lost without a reason: {text}")
        return
    demand(not (attempt in killed), f"its waiter was killed, which nobody noticed: {text}")
    if phase == "Stopped" and status.get("reason") != "deadline":
        demand(job.stop_asked, f"stopped, though nobody asked: {text}")
        return
    expected, code, signal = job.outcome(attempt)
    if job.limit_s:
        ran = instant(status["ended_at"]) - instant(status["started_at"])
        demand(ran >= job.limit_s - 0.01, f"its limit ended it after {ran} s: {text}")
    demand(phase == expected, f"ended as {phase} instead of {expected}: {text}")
    if phase != "Stopped":
        demand(status.get("exit_code") == code and status.get("signal") == signal,
               f"exit code {code} and signal {signal} expected: {text}")
    if job.retries and phase != "Succeeded" and not job.stop_asked:
        demand(attempt == job.retries + 1, f"gave up after attempt {attempt}: {text}")


def instant(text):
    """Seconds of a timestamp as the API writes it."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def check_starts(place, job, status):
    """Whether each attempt ran once, and as many as the platform counts."""
    seen = witnessed(place, job)
    for attempt, (starts, _, _) in seen.items():
        demand(starts == 1, f"{job.name}: attempt {attempt} was started {starts} times")
    demand(max(seen, default=0) <= status.get("attempt", 0),
           f"{job.name}: attempt {max(seen, default=0)} ran, but the platform knows of {status.get('attempt', 0)}")
    return seen


def check_job(server, place, job, status):
    """All promises about one ended job."""
    check_end(job, status)
    seen = check_starts(place, job, status)
    for attempt in range(1, status.get("attempt", 0) + 1):
        if attempt not in seen and attempt not in job.waiters_killed and not job.stop_asked:
            demand(bool(job.limit_s), f"{job.name}: attempt {attempt} never ran its command")
        log = server.client.bytes("GET", f"projects/default/jobs/{job.name}/streams/log", {"attempt": str(attempt)})
        directory = server.data / "tasks" / f"{job.identity}-0" / str(attempt)
        demand(log == (directory / "streams/log").read_bytes(),
               f"{job.name}, attempt {attempt}: the API's log differs from the file's")
        if attempt == status["attempt"] and status["phase"] not in ("Lost", "Stopped"):
            demand(seen.get(attempt, (0, 0, False))[2], f"{job.name} has ended by itself without reaching its end")
        check_log(job, attempt, log, seen.get(attempt, (0, 0, False)))
        if job.kind == "events":
            check_events(place, server.data, job, attempt, seen.get(attempt, (0, 0, False))[2])
        left = carrying(str(directory))
        demand(not left, f"{job.name}, attempt {attempt} has ended, but its processes {left} have not")
    job.checked = True


def check_platform(server):
    """The promises about the platform itself; it must be idle and up."""
    demand(not server.held_gpus(), lambda: f"GPUs are still held: {server.held_gpus()}")
    left = carrying(str(server.data / "tasks"), prefix=True)
    demand(not left, f"processes of tasks are left: {left}")
    check_store(server)
    for attempt in attempts(server.data):
        demand(attempt.name.isdigit(), f"{attempt} was left behind")
        demand((attempt / "exit.json").exists(), f"{attempt} has no record of its end")


def check_store(server):
    code, text = server.maintain("audit", "verify")
    demand(code == 0, f"the audit trail does not hold: {text}")
    database = sqlite3.connect(f"file:{server.data / 'slipway.db'}?mode=ro", uri=True)
    try:
        found = database.execute("PRAGMA quick_check").fetchall()
    finally:
        database.close()
    demand(found == [("ok",)], f"the database is damaged: {found}")
    return int(re.search(r"All (\d+) entries", text)[1])
