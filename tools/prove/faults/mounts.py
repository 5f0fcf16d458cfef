# SPDX-License-Identifier: GPL-3.0-or-later
"""Small disks for a data directory, and filling them to the last byte. The proof has mounts of its own."""
import os
import subprocess

BLOCK = 4096


def run(*words):
    subprocess.run(words, check=True)


class SmallDisk:
    """A file system in memory at `directory`."""

    def __init__(self, directory, mebibytes):
        self.directory = directory
        self.filler = directory / ".filler"
        directory.mkdir(parents=True, exist_ok=True)
        run("mount", "-t", "tmpfs", "-o", f"size={mebibytes}m,mode=755", "slipway-proof", str(directory))

    def free_blocks(self):
        return os.statvfs(self.directory).f_bavail

    def fill(self, leaving_blocks=0):
        """Takes all room but so many blocks, and again what others gave back meanwhile."""
        with open(self.filler, "ab") as file:
            while (spare := self.free_blocks() - leaving_blocks) > 0:
                try:
                    os.posix_fallocate(file.fileno(), os.fstat(file.fileno()).st_size, spare * BLOCK)
                except OSError:
                    if spare == 1 or self.free_blocks() <= leaving_blocks:
                        return
                    os.posix_fallocate(file.fileno(), os.fstat(file.fileno()).st_size, BLOCK)

    def empty(self):
        self.filler.unlink(missing_ok=True)

    def close(self):
        run("umount", "-l", str(self.directory))


class BreakableDisk:
    """An ext4 on a loop device at `directory`, which becomes read-only as after an error of the hardware."""

    def __init__(self, directory, image, mebibytes):
        self.directory, self.image = directory, image
        with open(image, "wb") as file:
            file.truncate(mebibytes << 20)
        run("mkfs.ext4", "-q", "-F", str(image))
        self.mount()

    def mount(self):
        self.directory.mkdir(parents=True, exist_ok=True)
        run("mount", "-o", "loop,errors=remount-ro", str(self.image), str(self.directory))
        self.directory.chmod(0o755)

    def fail(self):
        device = subprocess.run(["findmnt", "-no", "SOURCE", str(self.directory)], check=True, capture_output=True,
                                text=True).stdout.strip()
        with open(f"/sys/fs/ext4/{os.path.basename(device)}/trigger_fs_error", "w", encoding="ascii") as file:
            file.write("1")

    def repair(self):
        """Once nobody uses it: unmounts, checks and mounts it anew."""
        run("umount", str(self.directory))
        done = subprocess.run(["fsck.ext4", "-p", "-f", str(self.image)], check=False, capture_output=True, text=True)
        if done.returncode > 1:
            raise OSError(f"the disk could not be repaired: {done.stdout}")
        self.mount()

    def close(self):
        run("umount", "-l", str(self.directory))
