# SPDX-License-Identifier: GPL-3.0-or-later
"""Images as OCI archives, made of Debian's packages and of nothing from any registry."""
import hashlib
import io
import json
import subprocess
import tarfile
from pathlib import Path

PREFIX = "slipway.test/"
PAUSE = PREFIX + "pause:1"
BUSYBOX = PREFIX + "busybox:1"
SCRATCH = PREFIX + "scratch:1"
PYTHON = PREFIX + "python:1"

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


def _add(archive, name, content):
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o644
    archive.addfile(info, io.BytesIO(content))
    return {"digest": "sha256:" + hashlib.sha256(content).hexdigest(), "size": len(content)}


def write_archive(file, name, layer, entrypoint):
    """An OCI image of one layer, which is the path of an uncompressed tar file."""
    digest = hashlib.sha256()
    with open(layer, "rb") as source:
        while piece := source.read(1 << 20):
            digest.update(piece)
    layer_digest = "sha256:" + digest.hexdigest()
    config = {"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": [layer_digest]},
              "config": {"Entrypoint": entrypoint,
                         "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]}}
    content = json.dumps(config).encode()
    with tarfile.open(file, "w") as archive:
        def blob(value):
            return _add(archive, "blobs/sha256/" + hashlib.sha256(value).hexdigest(), value)

        archive.add(layer, "blobs/sha256/" + layer_digest[7:])
        manifest = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
                    "config": {"mediaType": "application/vnd.oci.image.config.v1+json", **blob(content)},
                    "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": layer_digest,
                                "size": Path(layer).stat().st_size}]}
        entry = {"mediaType": "application/vnd.oci.image.manifest.v1+json", **blob(json.dumps(manifest).encode()),
                 "annotations": {"io.containerd.image.name": name, "org.opencontainers.image.ref.name": name}}
        _add(archive, "index.json", json.dumps({"schemaVersion": 2, "manifests": [entry]}).encode())
        _add(archive, "oci-layout", json.dumps({"imageLayoutVersion": "1.0.0"}).encode())


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
        write_archive(made[name], name, layer_of(files, place, short), entrypoint)

    make(PAUSE, {"pause": compiled(PAUSE_SOURCE, place, "pause")}, ["/pause"])
    make(SCRATCH, {"hello": compiled(SCRATCH_SOURCE, place, "hello")}, ["/hello"])
    applets = subprocess.run(["/usr/bin/busybox", "--list"], capture_output=True, text=True, check=True).stdout.split()
    links = {f"bin/{applet}": "busybox" for applet in applets if applet != "busybox"}
    make(BUSYBOX, {"bin": None, "tmp": None, "etc": None, "bin/busybox": Path("/usr/bin/busybox"), **links}, ["/bin/sh"])
    return made
