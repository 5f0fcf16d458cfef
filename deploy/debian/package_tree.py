# SPDX-License-Identifier: GPL-3.0-or-later
"""One Debian package: its files below a folder, what describes them, and the archive."""
import gzip
import hashlib
import os
import shutil
import subprocess
import textwrap
from email.utils import formatdate
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1]
# Whoever gives the packages to others says so, as with Debian's own tools.
MAINTAINER = f"{os.environ.get('DEBFULLNAME', 'The Slipway developers')} <{os.environ.get('DEBEMAIL', 'slipway@localhost.localdomain')}>"


def run(*words, **options):
    """What a program printed; all of it is shown when it fails."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, **options)
    if done.returncode:
        raise SystemExit(f"{words[0]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def compress(text, file):
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(file, "wb") as out, gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=out, mtime=0) as packed:
        packed.write(text.encode())


class PackageTree:
    """A package below `place`/NAME. Files are as old as the last commit, so that the same source makes the same bytes."""

    def __init__(self, package, version, place):
        self.package = package
        self.version = version
        self.root = place / package.name
        self.root.mkdir()
        self.architecture = package.architecture or run("dpkg", "--print-architecture").strip()
        self.commit_time = int(run("git", "-C", SOURCE, "log", "-1", "--format=%ct"))

    def install(self, build):
        run("cmake", "--install", build, "--prefix", "/usr", "--component", self.package.component,
            env={**os.environ, "DESTDIR": str(self.root)})

    def programs(self):
        return sorted((self.root / "usr/bin").glob("*"))

    def split_symbols(self, symbols):
        """What debuggers read goes to the tree `symbols`, where they look for it by the program's build id."""
        for program in self.programs():
            notes = run("readelf", "--notes", program)
            identity = notes.split("Build ID: ")[1].split()[0] if "Build ID: " in notes else ""
            if identity and ".debug_info" in run("readelf", "--sections", "--wide", program):
                debug = symbols / "usr/lib/debug/.build-id" / identity[:2] / f"{identity[2:]}.debug"
                debug.parent.mkdir(parents=True, exist_ok=True)
                run("objcopy", "--only-keep-debug", "--compress-debug-sections", program, debug)
                debug.chmod(0o644)
            run("strip", "--strip-unneeded", "--remove-section=.comment", "--remove-section=.note", program)

    def describe(self):
        """Licence, changes, documents, and what lintian need not say."""
        folder = self.root / "usr/share/doc" / self.package.name
        folder.mkdir(parents=True)
        shutil.copy(HERE / "copyright", folder / "copyright")
        stamp = formatdate(self.commit_time)
        changes = f"slipway ({self.version}) unstable; urgency=medium\n\n  * Version {self.version}.\n\n -- {MAINTAINER}  {stamp}\n"
        compress(changes, folder / "changelog.gz")
        for name in self.package.documents:
            shutil.copy(SOURCE / "docs" / name, folder / name)
        if self.package.overrides:
            file = self.root / "usr/share/lintian/overrides" / self.package.name
            file.parent.mkdir(parents=True)
            file.write_text("".join(f"# {why}\n" + "".join(f"{self.package.name}: {tag}\n" for tag in tags)
                                    for why, tags in self.package.overrides))

    def lay_settings(self):
        for name in self.package.settings:
            file = self.root / "etc/default" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(HERE / f"{name}.default", file)

    def libraries(self, place):
        """The packages whose shared libraries the programs link, with the versions that they need."""
        if not self.programs():
            return ""
        (place / "debian").mkdir(exist_ok=True)
        (place / "debian/control").write_text("Source: slipway\n\nPackage: slipway\nArchitecture: any\n")
        told = run("dpkg-shlibdeps", "-O", *(f"-e{program}" for program in self.programs()), cwd=place)
        return told.split("=", 1)[1].strip()

    def control(self, place):
        size = sum(file.lstat().st_size for file in self.root.rglob("*") if file.is_file()) // 1024
        depends = [self.libraries(place), *(one.format(version=self.version) for one in self.package.depends)]
        fields = {
            "Package": self.package.name, "Source": "slipway", "Version": self.version,
            "Architecture": self.architecture, "Maintainer": MAINTAINER, "Installed-Size": size,
            "Depends": ", ".join(filter(None, depends)), "Recommends": ", ".join(self.package.recommends),
            "Suggests": ", ".join(self.package.suggests), "Section": self.package.section, "Priority": "optional"}
        if self.package.name == "slipway":
            del fields["Source"]
        text = "".join(f"{key}: {value}\n" for key, value in fields.items() if value)
        paragraphs = ["\n".join(f" {line}" for line in textwrap.wrap(one, 78)) for one in self.package.description]
        return text + f"Description: {self.package.summary}\n" + "\n .\n".join(paragraphs) + "\n"

    def write_control(self, place):
        control = self.control(place)
        folder = self.root / "DEBIAN"
        folder.mkdir()
        (folder / "control").write_text(control)
        for script in self.package.scripts:
            shutil.copy(HERE / f"{self.package.name}.{script}", folder / script)
            (folder / script).chmod(0o755)
        kept = [f"etc/default/{name}" for name in self.package.settings]
        if kept:
            (folder / "conffiles").write_text("".join(f"/{path}\n" for path in kept))
            (folder / "conffiles").chmod(0o644)
        files = sorted(file for file in self.root.rglob("*") if file.is_file() and folder not in file.parents
                       and str(file.relative_to(self.root)) not in kept)
        (folder / "md5sums").write_text("".join(
            f"{hashlib.md5(file.read_bytes()).hexdigest()}  {file.relative_to(self.root)}\n" for file in files))
        (folder / "md5sums").chmod(0o644)

    def pack(self, output):
        for file in self.root.rglob("*"):
            if not file.is_symlink():
                file.chmod(0o755 if file.is_dir() or os.access(file, os.X_OK) else 0o644)
            os.utime(file, (self.commit_time, self.commit_time), follow_symlinks=False)
        archive = output / f"{self.package.name}_{self.version}_{self.architecture}.deb"
        # Symbols are compressed already, each section by itself.
        packing = ("-Zgzip", "-z1") if self.package.section == "debug" else ("-Zxz",)
        run("dpkg-deb", "--root-owner-group", *packing, "--build", self.root, archive,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(self.commit_time)})
        return archive
