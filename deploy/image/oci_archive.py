# SPDX-License-Identifier: GPL-3.0-or-later
"""Images as OCI archives, which containerd, Podman and skopeo read, made without any registry."""
import hashlib
import io
import json
import tarfile
from pathlib import Path

PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
PIECE = 1 << 20


def _digest_of(file):
    digest = hashlib.sha256()
    with open(file, "rb") as source:
        while piece := source.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _add(archive, name, content):
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o644
    archive.addfile(info, io.BytesIO(content))
    return {"digest": "sha256:" + hashlib.sha256(content).hexdigest(), "size": len(content)}


def write_archive(file, name, layers, entrypoint, user=""):
    """An image of layers, which are paths of uncompressed tar files, the lowest first."""
    digests = [_digest_of(layer) for layer in layers]
    config = {"architecture": "amd64", "os": "linux",
              "rootfs": {"type": "layers", "diff_ids": ["sha256:" + digest for digest in digests]},
              "config": {"Entrypoint": entrypoint, "User": user, "Env": [PATH]}}
    content = json.dumps(config).encode()
    with tarfile.open(file, "w") as archive:
        def blob(value):
            return _add(archive, "blobs/sha256/" + hashlib.sha256(value).hexdigest(), value)

        for layer, digest in zip(layers, digests, strict=True):
            archive.add(layer, "blobs/sha256/" + digest)
        manifest = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
                    "config": {"mediaType": "application/vnd.oci.image.config.v1+json", **blob(content)},
                    "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": "sha256:" + digest,
                                "size": Path(layer).stat().st_size} for layer, digest in zip(layers, digests, strict=True)]}
        entry = {"mediaType": "application/vnd.oci.image.manifest.v1+json", **blob(json.dumps(manifest).encode()),
                 "annotations": {"io.containerd.image.name": name, "org.opencontainers.image.ref.name": name}}
        _add(archive, "index.json", json.dumps({"schemaVersion": 2, "manifests": [entry]}).encode())
        _add(archive, "oci-layout", json.dumps({"imageLayoutVersion": "1.0.0"}).encode())
