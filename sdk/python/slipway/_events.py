# SPDX-License-Identifier: GPL-3.0-or-later
"""Scalar metrics as TensorBoard event files.

Source of the format: TensorFlow's TFRecord description and tensorboard/compat/proto/{event,summary}.proto.
"""
import itertools
import math
import os
import socket
import struct
import sys
import threading
import time
from pathlib import Path

_POLYNOMIAL = 0x82F63B78  # CRC-32C (Castagnoli), reflected


def _table():
    table = []
    for byte in range(256):
        crc = byte
        for _ in range(8):
            crc = (crc >> 1) ^ (_POLYNOMIAL if crc & 1 else 0)
        table.append(crc)
    return table


_TABLE = _table()


def crc32c(data):
    """CRC-32C of bytes."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc = _TABLE[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


def _masked_crc(data):
    crc = crc32c(data)
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def _frame(payload):
    length = struct.pack("<Q", len(payload))
    return b"".join(
        (length, struct.pack("<I", _masked_crc(length)), payload, struct.pack("<I", _masked_crc(payload)))
    )


def _varint(value):
    value &= 0xFFFFFFFFFFFFFFFF  # a negative step takes ten bytes, as int64 does
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _bytes_field(number, content):
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _event(wall_time, step, content):
    return b"\x09" + struct.pack("<d", wall_time) + (b"\x10" + _varint(step) if step else b"") + content


def _scalars(wall_time, step, values):
    summary = b"".join(
        _bytes_field(1, _bytes_field(1, tag.encode("utf-8")) + b"\x15" + struct.pack("<f", value))
        for tag, value in values
    )
    return _event(wall_time, step, _bytes_field(5, summary))


class EventWriter:
    """Appends to one event file, made with the first record. Each record is handed to the system at once, so that
    charts follow live and a killed process loses nothing. Thread-safe."""

    _numbers = itertools.count()

    def __init__(self, directory):
        self._directory = Path(directory)
        self._lock = threading.Lock()
        self._file = None

    def write(self, step, values):
        now = time.time()
        record = _frame(_scalars(now, step, values))
        with self._lock:
            if self._file is None:
                self._file = self._open(now)
            _append(self._file, record)

    def _open(self, now):
        self._directory.mkdir(parents=True, exist_ok=True)
        host = socket.gethostname() or "localhost"
        name = "events.out.tfevents.%010d.%s.%d.%d.slipway" % (now, host, os.getpid(), next(self._numbers))
        file = open(self._directory / name, "xb", buffering=0)
        _append(file, _frame(_event(now, 0, _bytes_field(3, b"brain.Event:2"))))
        return file


def _append(file, record):
    """Writes all of it or, when the disk is full, nothing: half a record would make the rest unreadable."""
    start = file.tell()
    rest = memoryview(record)
    try:
        while rest:
            rest = rest[file.write(rest) :]
    except OSError:
        file.truncate(start)
        file.seek(start)
        raise


def _number(tag, value):
    """A float of any real number, or of whatever converts to one, as NumPy's and PyTorch's scalars do."""
    if not isinstance(value, (bool, str, bytes)):
        item = getattr(value, "item", None)
        try:
            value = item() if callable(item) else value
            if not isinstance(value, (bool, str, bytes)):
                return float(value)
        except (TypeError, ValueError, RuntimeError):  # several elements, or no number at all
            pass
        except OverflowError:
            raise ValueError(f"metric {tag!r} is beyond what event files hold (about 3.4e38)") from None
    raise TypeError(f"metric {tag!r} is {type(value).__name__}, not a number")


def _checked(values):
    if not isinstance(values, dict) or not values:
        raise TypeError('slipway.log takes a dictionary of names and numbers, such as {"loss": 0.25}')
    checked = []
    for tag, value in values.items():
        if not isinstance(tag, str) or not tag:
            raise TypeError(f"a metric's name is a non-empty text, not {tag!r}")
        value = _number(tag, value)
        if math.isfinite(value) and abs(value) > 3.4028234663852886e38:
            raise ValueError(f"metric {tag!r} is {value}, beyond what event files hold (about 3.4e38)")
        checked.append((tag, value))
    return checked


_writer = None
_writer_lock = threading.Lock()
_next_step = 0


def _forget_parent():
    """A forked child starts afresh: a lock may have been held by a thread that only its parent has."""
    global _writer, _writer_lock
    if _writer is not None and _writer._file is not None:
        _writer._file.close()  # only the child's copy of it
    _writer, _writer_lock = None, threading.Lock()


os.register_at_fork(after_in_child=_forget_parent)


def log(values, step=None):
    """Records numbers of this run, such as ``log({"loss": 0.25, "accuracy": 0.91}, step=120)``.

    values: names to numbers; numpy and torch scalars are welcome, NaN and infinity are kept.
    step: a whole number; one more than the last when left out.
    Raises TypeError or ValueError, and records nothing, when something is no number.
    """
    global _writer, _next_step
    checked = _checked(values)
    with _writer_lock:
        if step is None:
            step = _next_step
        if isinstance(step, bool) or not hasattr(step, "__index__"):
            raise TypeError(f"step is a whole number, not {step!r}")
        step = step.__index__()
        if not -(2**63) <= step < 2**63:
            raise ValueError(f"step {step} does not fit in 64 bits")
        if _writer is None:
            directory = os.environ.get("SLIPWAY_EVENTS")
            if not directory:
                directory = "slipway-events"
                print("slipway: no job here; metrics go to ./slipway-events", file=sys.stderr)
            _writer = EventWriter(directory)
        _next_step = step + 1
        writer = _writer
    writer.write(step, checked)
