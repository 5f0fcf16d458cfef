# SPDX-License-Identifier: GPL-3.0-or-later
"""Images as OCI archives, made of Debian's packages and of nothing from any registry."""
import subprocess
import tarfile
from pathlib import Path

from image_tools import write_archive

PREFIX = "slipway.test/"
PAUSE = PREFIX + "pause:1"
BUSYBOX = PREFIX + "busybox:1"
SCRATCH = PREFIX + "scratch:1"
PYTHON = PREFIX + "python:1"
SERVER = PREFIX + "slipwayd:1"

PAUSE_SOURCE = r"""
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
static void end(int signal) { (void)signal; _exit(0); }
static void reap(int signal) { (void)signal; while (waitpid(-1, 0, WNOHANG) > 0) { } }
int main(void)
{
    struct sigaction ending = {.sa_handler = end}, reaping = {.sa_handler = reap, .sa_flags = SA_NOCLDSTOP};
    sigaction(SIGTERM, &ending, 0);
    sigaction(SIGINT, &ending, 0);
    sigaction(SIGCHLD, &reaping, 0);
    for (;;)
        pause();
}
"""

# For an image without a shell: prints, and ends with what it is told.
SCRATCH_SOURCE = r"""
#include <stdio.h>
#include <stdlib.h>
int main(int count, char** words)
{
    printf("hello from scratch\n");
    return count > 1 ? atoi(words[1]) : 0;
}
"""


def compiled(source, place, name):
    """A static program."""
    program = place / name
    subprocess.run(["gcc", "-static", "-Os", "-s", "-x", "c", "-", "-o", str(program)], input=source.encode(), check=True)
    return program


def layer_of(files, place, name):
    """A tar file of {path in the image: (file here | None for a directory | str for a link's target)}."""
    layer = place / f"{name}.layer.tar"
    with tarfile.open(layer, "w") as tar:
        for path, source in files.items():
            if isinstance(source, Path):
                info = tar.gettarinfo(str(source), path)
                info.uid = info.gid = 0
                info.mode = 0o755
                with open(source, "rb") as content:
                    tar.addfile(info, content)
                continue
            info = tarfile.TarInfo(path)
            info.type = tarfile.DIRTYPE if source is None else tarfile.SYMTYPE
            info.mode, info.linkname = 0o1777 if path == "tmp" else 0o755, source or ""
            tar.addfile(info)
    return layer


def small_images(place):
    """Archives of the images that are made in a moment; {name: file}."""
    made = {}

    def make(name, files, entrypoint):
        short = name.removeprefix(PREFIX).split(":")[0]
        made[name] = place / f"{short}.tar"
        write_archive(made[name], name, [layer_of(files, place, short)], entrypoint)

    make(PAUSE, {"pause": compiled(PAUSE_SOURCE, place, "pause")}, ["/pause"])
    make(SCRATCH, {"hello": compiled(SCRATCH_SOURCE, place, "hello")}, ["/hello"])
    applets = subprocess.run(["/usr/bin/busybox", "--list"], capture_output=True, text=True, check=True).stdout.split()
    links = {f"bin/{applet}": "busybox" for applet in applets if applet != "busybox"}
    make(BUSYBOX, {"bin": None, "tmp": None, "etc": None, "bin/busybox": Path("/usr/bin/busybox"), **links}, ["/bin/sh"])
    return made
