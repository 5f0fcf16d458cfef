# SPDX-License-Identifier: GPL-3.0-or-later
"""NVIDIA's GPUs as the driver's own tools see them, beside what the platform says: which there are, who computes on
them, how busy they are, and that nothing is left on them when a task is over."""
import csv
import os
import shutil
import statistics
import subprocess
import sys
import time

from load import TERMINAL
from report import demand, note, say, wait
from scene import Scene

MIB = 2 ** 20
HELD_MIB = 4096  # what the program below takes of the GPU's memory
# What the driver itself needs changes by a little while nobody computes.
SLACK_MIB = 64

# Computes with nothing but the driver's library: fills the memory that it took, again and again, until told otherwise.
PROGRAM = r"""
import ctypes, os, signal, sys, time
megabytes, stubborn = int(sys.argv[1]), sys.argv[2] == "stubborn"
if stubborn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
cuda = ctypes.CDLL("libcuda.so.1")
def call(name, *arguments):
    code = getattr(cuda, name)(*arguments)
    if code:
        print(f"{name} {code}", flush=True)
        sys.exit(3)
call("cuInit", 0)
count, device, context, memory = ctypes.c_int(), ctypes.c_int(), ctypes.c_void_p(), ctypes.c_uint64()
call("cuDeviceGetCount", ctypes.byref(count))
call("cuDeviceGet", ctypes.byref(device), 0)
identity = (ctypes.c_ubyte * 16)()
call("cuDeviceGetUuid", identity, device)
text = bytes(identity).hex()
text = "GPU-" + "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
call("cuCtxCreate_v2", ctypes.byref(context), 0, device)
call("cuMemAlloc_v2", ctypes.byref(memory), ctypes.c_size_t(megabytes << 20))
print(f"computing {count.value} {text}", flush=True)
while True:
    for _ in range(50):
        call("cuMemsetD8_v2", memory, 1, ctypes.c_size_t(megabytes << 20))
    call("cuCtxSynchronize")
"""

# What people do: train with PyTorch, and log it.
TRAINING = r"""
import torch, slipway
torch.manual_seed(0)
points = torch.randn(20000, 64, device="cuda")
labels = (points[:, :8].sum(1) > 0).long()
model = torch.nn.Sequential(torch.nn.Linear(64, 256), torch.nn.ReLU(), torch.nn.Linear(256, 2)).cuda()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
for step in range(1, 301):
    loss = torch.nn.functional.cross_entropy(model(points), labels)
    optimizer.zero_grad(); loss.backward(); optimizer.step()
    slipway.log({"train/loss": loss.item()}, step=step)
accuracy = (model(points).argmax(1) == labels).float().mean().item()
print(torch.cuda.get_device_name(), round(accuracy, 3), flush=True)
raise SystemExit(0 if accuracy > 0.95 else 4)
"""


def driver(*fields):
    """What nvidia-smi says of each GPU; text, without units."""
    told = subprocess.run(["nvidia-smi", f"--query-gpu={','.join(fields)}", "--format=csv,noheader,nounits"],
                          capture_output=True, text=True, check=True).stdout
    return [[field.strip() for field in row] for row in csv.reader(told.splitlines())]


def used_mib():
    """Of each GPU's memory, by UUID."""
    return {uuid: int(used) for uuid, used in driver("uuid", "memory.used")}


def computing():
    """Processes that have a context on any GPU, as the driver knows them."""
    told = subprocess.run(["nvidia-smi", "--query-compute-apps=pid", "--format=csv,noheader"],
                          capture_output=True, text=True, check=True).stdout
    return [line for line in told.split() if line.isdigit()]


class Cards:
    """The scene and its real GPUs."""

    def __init__(self, place):
        self.scene = Scene(place, gpus=None)
        self.scene.begin()
        self.server = self.scene.server
        self.server.make_flavor("card", gpus=1)
        self.server.make_flavor("none", gpus=0)
        self.program = place / "compute.py"
        self.program.write_text(PROGRAM)
        self.program.chmod(0o644)
        self.python = os.path.realpath(shutil.which("python3") or sys.executable)

    def gpus(self):
        nodes, _ = self.server.client.list("nodes")
        return [gpu for node in nodes for gpu in node["status"].get("gpus", [])]

    def submit(self, name, flavor, command):
        self.server.surely("POST", "projects/default/jobs", {"name": name, "spec": {"flavor": flavor, "command": command}},
                           {"Idempotency-Key": name})

    def compute(self, name, flavor="card", stubborn=False):
        self.submit(name, flavor, f"exec {self.python} {self.program} {HELD_MIB} {'stubborn' if stubborn else 'polite'}")

    def computes(self, name):
        """The UUID that the job computes on, once it does."""
        self.scene.reaches(name, "Running", *TERMINAL)
        wait(lambda: self.scene.log(name) or self.scene.status(name)["phase"] in TERMINAL, 60, f"{name} says nothing")
        words = self.scene.log(name).decode().split()
        demand(words[:2] == ["computing", "1"], f"{name} should have one GPU: {words}, {self.scene.status(name)}")
        return words[2]


def found(cards):
    """The platform's list of GPUs is the driver's."""
    told = {gpu["id"]: (gpu["model"], gpu["memory_bytes"] // MIB) for gpu in cards.gpus()}
    real = {uuid: (model, int(memory)) for uuid, model, memory in driver("uuid", "name", "memory.total")}
    demand(told == real, f"the platform lists {told}, the driver {real}")
    demand(not any(gpu.get("simulated") for gpu in cards.gpus()), "real GPUs are called simulated")
    say("gpu", found=real)


def given(cards):
    """A job computes on the GPU that it was given, its use is seen, and who has none sees none."""
    idle = used_mib()
    cards.compute("first")
    uuid = cards.computes("first")
    holder = {gpu["id"]: gpu.get("held_by", "") for gpu in cards.gpus()}
    demand("first" in holder[uuid], f"{uuid} computes for 'first', but is held so: {holder}")
    cards.compute("blind", "none")
    ended = cards.scene.reaches("blind", *TERMINAL)
    text = cards.scene.log("blind").decode().strip()
    demand(ended["exit_code"] == 3 and text == "cuInit 100",  # CUDA_ERROR_NO_DEVICE
           f"a job without a GPU should find no device: {text!r}, {ended}")

    def busy():
        gpu = next(gpu for gpu in cards.gpus() if gpu["id"] == uuid)
        return gpu if (gpu.get("utilization") or 0) > 0.5 and gpu["used_memory_bytes"] // MIB >= idle[uuid] + HELD_MIB else None
    seen = wait(busy, 30, lambda: f"{uuid} computes, but is seen so: {cards.gpus()}")
    say("gpu", computing=uuid, utilization=seen["utilization"], used_mib=seen["used_memory_bytes"] // MIB, idle_mib=idle[uuid])


def waits(cards):
    """Who finds all GPUs held waits with the reason, and gets the next one."""
    others = [f"other-{i}" for i in range(len(cards.gpus()) - 1)]
    for name in others:
        cards.compute(name)
        cards.computes(name)
    cards.compute("second")
    status = wait(lambda: (told := cards.scene.status("second"))["phase"] == "Queued" and told.get("reason") and told, 20,
                  lambda: f"'second' should wait: {cards.scene.status('second')}")
    cards.server.surely("POST", cards.scene.path("first", "stop"), {})
    uuid = cards.computes("second")
    say("gpu", waited_because=status["message"], then=uuid)
    for name in ("second", *others):
        cards.server.surely("POST", cards.scene.path(name, "stop"), {})
        cards.scene.reaches(name, "Stopped")


def stops(cards, rounds):
    """From the click until the platform calls the GPU free; then the driver knows of nothing on it."""
    wait(lambda: not computing(), 20, "somebody else computes on these GPUs")
    idle = used_mib()
    took = []
    for number in range(rounds):
        name = f"stopped-{number}"
        cards.compute(name, stubborn=number % 5 == 4)
        uuid = cards.computes(name)
        demand(used_mib()[uuid] >= idle[uuid] + HELD_MIB, f"{name} holds no memory of {uuid}")
        clicked = time.monotonic()
        cards.server.surely("POST", cards.scene.path(name, "stop"), {})
        wait(lambda: not cards.server.held_gpus(), 30, f"{name} was stopped and holds its GPU", pause=0.005)
        took.append((time.monotonic() - clicked) * 1000)
        left, used = computing(), used_mib()[uuid]
        demand(not left, f"{name} is stopped, but processes {left} are on the GPU")
        demand(used <= idle[uuid] + SLACK_MIB, f"{name} is stopped, but {used} MiB of {uuid} are taken, {idle[uuid]} when idle")
        note(f"{name}: {took[-1]:.0f} ms")
    polite = [ms for i, ms in enumerate(took) if i % 5 != 4]
    stubborn = [ms for i, ms in enumerate(took) if i % 5 == 4]
    say("gpu", stops=rounds, polite_ms_p50=round(statistics.median(polite)), polite_ms_max=round(max(polite)),
        stubborn_ms_p50=round(statistics.median(stubborn)), stubborn_ms_max=round(max(stubborn)), left_on_gpu=0)


def trains(cards):
    """PyTorch learns on the GPU, where python3 has it."""
    if subprocess.run([cards.python, "-c", "import torch"], capture_output=True, check=False).returncode:
        say("gpu", training="python3 has no PyTorch")
        return
    script = cards.scene.place / "training.py"
    script.write_text(TRAINING)
    script.chmod(0o644)
    cards.submit("training", "card", f"exec {cards.python} {script}")
    ended = cards.scene.reaches("training", *TERMINAL, seconds=180)
    text = cards.scene.log("training").decode()
    demand(ended["phase"] == "Succeeded", f"the training failed: {text}, {ended}")
    say("gpu", training=text.strip())


def prove(place, options):
    cards = Cards(place)
    found(cards)
    given(cards)
    waits(cards)
    stops(cards, options.rounds)
    trains(cards)
    wait(lambda: not cards.server.held_gpus(), 30, "GPUs are still held")
    code, text = cards.server.maintain("doctor")
    note(text)
    demand("WRONG    accelerators" not in text, f"doctor finds the GPUs wrong ({code}): {text}")
    say("gpu", doctor=[line for line in text.splitlines() if "accelerator" in line.lower() or "gpu" in line.lower()])
    cards.server.stop()
