# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs whose every byte is known beforehand, and what must be true of each when it has ended."""
import random
from dataclasses import dataclass, field
from pathlib import Path

LINES_A_STEP = 8

# The witness file gets a line when an attempt starts and one after each step: what it says was written, was.
# Appends of so few bytes are atomic, so that two processes of one attempt would both be seen.
SHELL_JOB = r"""# usage: job.sh NAME STEPS PAUSE END [ATTEMPT-THAT-SUCCEEDS]
exec 2> /dev/null  # the shell would name each signal that ends one of its own
name=$1 steps=$2 pause=$3 end=$4 good=$5
attempt=$SLIPWAY_ATTEMPT
witness=$WITNESS/$name
echo "$attempt start $$" >> "$witness"
case $end in
    hang) trap '' TERM ;;
    polite) trap 'echo "asked to stop"; exit 7' TERM ;;
    flee) setsid sh -c 'sh -c "trap \"\" TERM HUP; sleep 3000 & sleep 3000" &' & ;;
esac
step=1
while [ "$step" -le "$steps" ]; do
    printf "$name attempt $attempt step $step line %s: the same bytes every time\n" 1 2 3 4 5 6 7 8
    echo "$attempt step $step" >> "$witness"
    sleep "$pause"
    step=$((step + 1))
done
echo "$attempt end" >> "$witness"
[ "$attempt" = "$good" ] && exit 0
case $end in
    exit:*) exit "${end#exit:}" ;;
    kill:*) kill -"${end#kill:}" $$; sleep 60 ;;
esac
exit 0
"""

# The same with an event file through the SDK; each record is copied once it is written.
EVENT_JOB = r"""import os, sys, time
import slipway
from slipway import _events
name, steps, pause, end = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4]
attempt = os.environ["SLIPWAY_ATTEMPT"]
def witness(text):
    with open(os.path.join(os.environ["WITNESS"], name), "ab", buffering=0) as file:
        file.write(f"{attempt} {text}\n".encode())
witness(f"start {os.getpid()}")
copy = open(os.path.join(os.environ["WITNESS"], f"{name}.events.{attempt}"), "ab", buffering=0)
append = _events._append
def append_twice(file, record):
    append(file, record)
    copy.write(record)
_events._append = append_twice
for step in range(1, steps + 1):
    text = "".join(f"{name} attempt {attempt} step {step} line {line}: the same bytes every time\n" for line in range(1, 9))
    os.write(1, text.encode())
    slipway.log({"loss": 1 / step, "step": step}, step=step)
    witness(f"step {step}")
    time.sleep(pause)
witness("end")
sys.exit(int(end.split(":")[1]))
"""


@dataclass
class Job:
    """One job as it was asked for, and what was done to it."""

    name: str
    kind: str
    steps: int
    pause: float
    end: str = "exit:0"
    good: int = 0  # the attempt that succeeds; none when 0
    retries: int = 0
    limit_s: int = 0
    wrapped: bool = False  # with a pre-command and a post-command that write a line each
    stop_asked: bool = False
    waiters_killed: set = field(default_factory=set)
    checked: bool = False
    delete_asked: bool = False
    identity: str = ""

    def spec(self, place):
        script = "events.py" if self.kind == "events" else "job.sh"
        program = "exec /usr/bin/python3" if self.kind == "events" else "exec sh"
        spec = {"flavor": "slot", "retries": self.retries, "env": {"WITNESS": str(place / "witness")},
                "command": f"{program} {place}/{script} {self.name} {self.steps} {self.pause} {self.end} {self.good}"}
        if self.limit_s:
            spec["duration_limit"] = f"{self.limit_s}s"
        if self.wrapped:
            spec["pre_command"] = f"echo before {self.name}"
            spec["post_command"] = f"echo after {self.name}"
        return spec

    def block(self, attempt, step):
        return b"".join(b"%s attempt %d step %d line %d: the same bytes every time\n"
                        % (self.name.encode(), attempt, step, line) for line in range(1, LINES_A_STEP + 1))

    def body(self, attempt, steps=None):
        return b"".join(self.block(attempt, step) for step in range(1, (steps or self.steps) + 1))

    def before(self):
        return f"before {self.name}\n".encode() if self.wrapped else b""

    def after(self):
        return f"after {self.name}\n".encode() if self.wrapped else b""

    def outcome(self, attempt):
        """Phase, exit code and signal of an attempt that nobody disturbs."""
        if self.limit_s:
            return "Stopped", None, None
        if self.end.startswith("exit:") and attempt != self.good:
            code = int(self.end.split(":")[1])
            return ("Failed" if code else "Succeeded"), code, None
        if self.end.startswith("kill:") and attempt != self.good:
            return "Failed", None, int(self.end.split(":")[1])
        return "Succeeded", 0, None


def lay_scripts(place):
    """Writes the scripts where every task can read them, and makes the place where they bear witness."""
    place = Path(place)
    (place / "witness").mkdir(parents=True, exist_ok=True)
    (place / "witness").chmod(0o1777)
    for name, text in (("job.sh", SHELL_JOB), ("events.py", EVENT_JOB)):
        (place / name).write_text(text)
        (place / name).chmod(0o755)


def plan(number, chance: random.Random, mean_s=8.0):
    """The job of this number: one of the kinds that a platform sees in a day, most of them plain."""
    kind = chance.choices(
        ["plain", "signal", "retry", "fails", "limit", "events", "polite", "hang", "flee", "wrapped"],
        [38, 5, 7, 4, 5, 14, 8, 4, 7, 8])[0]
    steps = chance.randint(2, 12)
    pause = round(max(0.05, chance.expovariate(1 / mean_s) / steps), 3)
    pause = min(pause, 3 * mean_s / steps)
    job = Job(f"j{number:06d}", kind, steps, round(pause, 3))
    if kind in ("plain", "wrapped", "events"):
        job.end = f"exit:{chance.choice([0, 0, 0, 1, 3, 42, 255])}"
        job.wrapped = kind == "wrapped"
    elif kind == "signal":
        job.end = f"kill:{chance.choice([9, 15, 6])}"
    elif kind == "retry":
        job.end, job.retries, job.good = "exit:9", 2, 2
    elif kind == "fails":
        job.end, job.retries = "exit:4", 1
    elif kind == "limit":
        job.steps, job.pause, job.limit_s = 400, 0.5, chance.randint(2, 6)
    else:
        job.end = kind
    return job
