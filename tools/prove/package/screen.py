# SPDX-License-Identifier: GPL-3.0-or-later
"""An X server without a monitor, and what is on its screen."""
import struct
import subprocess
import time
import zlib
from contextlib import contextmanager
from pathlib import Path

SIZE = (1280, 800)


@contextmanager
def x_server(place, sockets):
    """Yields its display and the file that its screen is in."""
    display = ":97"
    process = subprocess.Popen(
        ["unshare", "--mount", "sh", "-euc", 'mkdir -p /tmp/.X11-unix; mount --bind "$1" /tmp/.X11-unix; shift; exec "$@"', "sh", str(sockets),
         "Xvfb", display, "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-fbdir", str(place), "-nolisten", "tcp"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: (Path(sockets) / "X97").exists(), "the X server")
        yield display, Path(place) / "Xvfb_screen0"
    finally:
        process.terminate()
        process.wait()


def wait_for(condition, what, patience=60):
    end = time.monotonic() + patience
    while not (found := condition()):
        if time.monotonic() > end:
            raise SystemExit(f"package: waited {patience} s for {what}")
        time.sleep(0.05)
    return found


def pixels(screen):
    """Rows of RGB bytes of a file of the X window dump format with 32 bits a pixel."""
    data = screen.read_bytes()
    header = struct.unpack(">25I", data[:100])
    start = header[0] + header[19] * 12
    width, height, stride = header[4], header[5], header[12]
    rows = []
    for y in range(height):
        row = data[start + y * stride:start + y * stride + width * 4]
        rgb = bytearray(width * 3)
        rgb[0::3], rgb[1::3], rgb[2::3] = row[2::4], row[1::4], row[0::4]
        rows.append(bytes(rgb))
    return rows


def colours(rows):
    return {row[i:i + 3] for row in rows for i in range(0, len(row), 3)}


def write_png(rows, file):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", len(rows[0]) // 3, len(rows), 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b""))
