# SPDX-License-Identifier: GPL-3.0-or-later
"""The service under a real systemd: started, hurt, upgraded, switched off and on, and removed."""
import json
import time

from screen import wait_for

UNIT = "slipwayd.service"
# What an administrator has written; an upgrade keeps it.
OPTIONS = 'SLIPWAYD_OPTIONS="--simulate-gpus 2"\n'
DROP_IN = "[Service]\nWatchdogSec=3s\n"
# Speaks to the service as its first administrator.
CLIENT = r"""
value() { python3 -c "import json, sys; print(json.load(open('/run/slipway/ready.json'))[sys.argv[1]])" "$1"; }
export SLIPWAY_SERVER=$(value api) SLIPWAY_ACCESS_KEY=$(value access_key)
export SLIPWAY_SECRET_KEY=$(cat "$(value secret_key_file)")
exec slipwayctl "$@"
"""
# The processes that belong to tasks: number, time of start, words.
# Waiters of tasks; the brackets keep the shell that reads this from finding itself.
TASKS = r"""
for directory in /proc/[0-9]*; do
    case $(tr '\0' ' ' <"$directory/cmdline") in
    *slipway-[r]unner*\ /var/lib/slipway/*) echo "${directory#/proc/} $(cut -d' ' -f22 "$directory/stat") $(tr '\0' ' ' <"$directory/cmdline")" ;;
    esac
done 2>/dev/null
"""
HELLO = 'echo "on $CUDA_VISIBLE_DEVICES as $(id -u)"; python3 -c "import slipway; slipway.log({\\"loss\\": 0.5}, step=1)"'
LASTS = "while :; do echo on; sleep 0.2; done"


def say(step, started, **more):
    print(json.dumps({"step": step, "ms": round((time.monotonic() - started) * 1000), **more}), flush=True)


def check(holds, sentence):
    if not holds:
        raise SystemExit(f"package: {sentence}")


class Service:
    def __init__(self, machine):
        self.machine = machine

    def ctl(self, *words):
        return self.machine.run("sh", "-euc", CLIENT, "sh", *words)

    def state(self):
        return self.machine.unit(UNIT, "ActiveState", "MainPID", "NRestarts", "StatusText", "WatchdogUSec", "Result")

    def wait_until_other(self, before, what):
        """The state of the service once it serves again as another process."""
        def other():
            now = self.state()
            return now["ActiveState"] == "active" and now["MainPID"] not in ("0", before["MainPID"]) and now
        return wait_for(other, what)

    def job(self, name):
        return json.loads(self.ctl("--output", "json", "job", "show", name))["status"]

    def waiters(self):
        """Those of the waiters of tasks: servers of tasks may come and go."""
        return [line for line in self.machine.ask("sh", "-c", TASKS).splitlines()]

    def log_size(self, name):
        return len(self.ctl("job", "logs", name))

    def start_lasting(self, name):
        self.ctl("job", "submit", "--name", name, "--flavor", "gpu-1", "--", LASTS)
        wait_for(lambda: self.job(name)["phase"] == "Running", f"the job {name} to run")

    def check_goes_on(self, name, first_waiter, after):
        """The same attempt runs as the same process, and still writes."""
        status = self.job(name)
        check(status["phase"] == "Running" and status.get("attempt", 1) == 1, f"{after}: the job is {status}")
        check(first_waiter in self.waiters(), f"{after}: another process runs the job: {first_waiter} is not among {self.waiters()}")
        size = self.log_size(name)
        wait_for(lambda: self.log_size(name) > size, f"{after}: more of the job's log")


def start_service(service):
    """As the package starts it, then with what an administrator writes."""
    started = time.monotonic()
    machine = service.machine
    check(machine.ask("systemctl", "is-enabled", UNIT) == "enabled", "installing the package did not enable the service")
    state = service.state()
    check(state["ActiveState"] == "active" and state["StatusText"] == "Serving", f"installing the package did not start the service: {state}")
    check(state["WatchdogUSec"] == "1min", f"systemd does not watch the service: {state}")
    with open(machine.path / "etc/default/slipwayd", "a", encoding="utf-8") as file:
        file.write(OPTIONS)
    drop_in = machine.path / "etc/systemd/system/slipwayd.service.d/mine.conf"
    drop_in.parent.mkdir(parents=True)
    drop_in.write_text(DROP_IN)
    machine.run("systemctl", "daemon-reload")
    machine.run("systemctl", "restart", UNIT)
    check(service.state()["WatchdogUSec"] == "3s", "a drop-in does not count")
    machine.run("systemd-analyze", "verify", "--man=no", "--recursive-errors=no", f"/lib/systemd/system/{UNIT}")
    exposure = machine.ask("systemd-analyze", "security", "--no-pager", UNIT).splitlines()[-1]
    say("service", started, exposure=exposure.strip("→ ").strip())


def use_service(service):
    """What a person does first."""
    started = time.monotonic()
    service.ctl("job", "submit", "--name", "hello", "--flavor", "gpu-1", "--wait", "--", HELLO)
    log = service.ctl("job", "logs", "hello")
    check("on 0 as 19" in log, f"the job did not print its GPU and its own user:\n{log}")
    check("loss" in service.ctl("run", "metrics", "hello", "--last"), "the metric that the job logged was not read")
    check("hello\t" in service.ctl("--complete", "job", "show", "he"), "the job's name was not completed")
    say("job", started, log=log.strip())


def hurt_service(service):
    """A server that hangs or dies is started again by systemd; its job notices nothing."""
    service.start_lasting("lasts")
    waiter = service.waiters()[0]
    for signal, what in (("STOP", "hangs"), ("KILL", "is killed")):
        started = time.monotonic()
        before = service.state()
        service.machine.run("sh", "-c", f"kill -s {signal} {before['MainPID']}")
        after = service.wait_until_other(before, f"systemd to start the server that {what}")
        check(int(after["NRestarts"]) == int(before["NRestarts"]) + 1, f"a server that {what}: {after}")
        service.check_goes_on("lasts", waiter, f"after the server {what}")
        say(f"server_{signal.lower()}", started, restarts=int(after["NRestarts"]))
    journal = service.machine.ask("journalctl", "--no-pager", f"--unit={UNIT}")
    check("Watchdog timeout" in journal, f"it was not the watchdog that noticed:\n{journal[-2000:]}")
    before = service.state()
    service.machine.run("systemctl", "reload", UNIT)
    check(service.state()["MainPID"] == before["MainPID"], "a reload is a restart")
    return waiter


def upgrade(service, waiter, files, version):
    """To a newer version: the server is another one, the job and the administrator's files are the same."""
    started = time.monotonic()
    machine = service.machine
    before = service.state()
    machine.apt("install", *files)
    after = service.wait_until_other(before, "the newer server")
    told = machine.ask("dpkg-query", "--show", "--showformat=${Version}", "slipway-server")
    check(told == version, f"the version is {told}, not {version}")
    check((machine.path / "etc/default/slipwayd").read_text().endswith(OPTIONS), "the upgrade took the options")
    check(after["WatchdogUSec"] == "3s", "the upgrade took the drop-in")
    service.check_goes_on("lasts", waiter, "after the upgrade")
    nodes = json.loads(service.ctl("--output", "json", "node", "list"))["items"]
    check(len(nodes[0]["status"]["gpus"]) == 2, f"the options do not count any more: {nodes}")
    say("upgrade", started, version=told)


def check_after_switching_on(service):
    """The service came back with the machine, and knows that the job's machine was switched off."""
    started = time.monotonic()
    check(service.state()["ActiveState"] == "active", "the service does not start with the machine")
    wait_for(lambda: service.job("lasts")["phase"] in ("Lost", "Failed", "Stopped"), "the job to be known as ended")
    say("switched_on", started, job=service.job("lasts")["phase"])


def remove(service, names, before, files):
    """Removing stops what runs and keeps what the platform has kept; purging leaves nothing at all."""
    started = time.monotonic()
    machine = service.machine
    service.start_lasting("last")
    machine.apt("remove", *names)
    check(not service.waiters(), f"the removal left tasks behind: {service.waiters()}")
    check(machine.ask("systemctl", "is-active", UNIT) != "active", "the removal left the service running")
    check((machine.path / "var/lib/slipway/slipway.db").exists(), "removing the packages took the platform's data")
    check((machine.path / "etc/default/slipwayd").exists(), "removing the packages took the administrator's options")
    # Debian remembers until the purge that the service was enabled.
    kept = ("var/lib/slipway", "etc/", "var/lib/systemd/deb-systemd-helper")
    left = [path for path in files() if path not in before and not path.startswith(kept)]
    check(not left, f"removed packages leave {left[:10]}")
    machine.apt("purge", *names)
    check(machine.unit(UNIT, "LoadState")["LoadState"] == "not-found", "systemd still knows the service")
    (machine.path / "etc/systemd/system/slipwayd.service.d/mine.conf").unlink()
    (machine.path / "etc/systemd/system/slipwayd.service.d").rmdir()
    after = files()
    changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    check(not changed, f"purged packages leave or change {changed[:10]}")
    say("remove", started, different=len(changed), files=len(after))
