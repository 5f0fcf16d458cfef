# SPDX-License-Identifier: GPL-3.0-or-later
"""Saving models where the platform finds them."""
import os
import shutil
import uuid
from pathlib import Path


def _sync(path):
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_tree(path):
    if path.is_dir():
        for child in path.iterdir():
            _sync_tree(child)
    _sync(path)


def _remove(path):
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _put(temporary, target, old):
    """Renames into place. Where a folder is involved no single rename does it: the old model steps aside first,
    and comes back when the new one cannot take its place."""
    if not target.exists() or not (temporary.is_dir() or target.is_dir()):
        os.replace(temporary, target)
        return
    os.rename(target, old)
    try:
        os.rename(temporary, target)
    except OSError:
        os.rename(old, target)
        raise
    _remove(old)


def save_model(path, name=None):
    """Keeps a file or a folder as a model of this run, and returns where it lies.

    path: what to keep; it is copied whole before it appears under its name.
    name: how to call it; the path's own last part when left out. An older model of the name is replaced.
    Raises FileNotFoundError when there is no such path, ValueError when the name cannot be one.
    """
    source = Path(path)
    if not source.exists():
        raise FileNotFoundError(f"there is no {source} to save as a model")
    name = source.resolve().name if name is None else name
    if not name or name in (".", "..") or "/" in name or "\0" in name or len(name.encode()) > 200:
        raise ValueError(f"{name!r} cannot name a model; use a plain file name")
    models = Path(os.environ.get("SLIPWAY_OUTPUTS") or "slipway-outputs") / "models"
    models.mkdir(parents=True, exist_ok=True)
    target, temporary = models / name, models / f".{name}.{uuid.uuid4().hex}"
    try:
        if source.is_dir():
            shutil.copytree(source, temporary)
        else:
            shutil.copyfile(source, temporary)
        _sync_tree(temporary)
        _put(temporary, target, models / f".{name}.{uuid.uuid4().hex}.old")
        _sync(models)
    finally:
        _remove(temporary)
    return str(target)
