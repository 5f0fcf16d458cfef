# SPDX-License-Identifier: GPL-3.0-or-later
"""A small Debian 12 as a layer of an image, from the package sources of this machine (root)."""
import subprocess
from pathlib import Path

# Leaves out what no program reads, of packages that are installed in a container too.
DPKG = """force-unsafe-io
path-exclude=/usr/share/doc/*
path-include=/usr/share/doc/*/copyright
path-exclude=/usr/share/info/*
path-exclude=/usr/share/locale/*
path-exclude=/usr/share/man/*
"""
APT = 'Acquire::Languages "none";\n'

# PLACE MIRROR PACKAGE...: makes PLACE/layer.tar of a root in PLACE/root, which PLACE/files is laid over.
SCRIPT = r"""
set -eu
umask 022
root=$1/root layer=$1/layer.tar files=$1/files mirror=$2
shift 2
inside() {
    env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"
}
debootstrap --variant=minbase bookworm "$root" "$mirror"
rm -f "$root/etc/apt/sources.list"
cp -r "$files/." "$root"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
inside apt-get update
inside apt-get upgrade --yes
inside apt-get install --yes --no-install-recommends "$@"
inside update-ca-certificates
inside apt-get clean
umount "$root/proc"
cd "$root"
find var/log -type f -delete
find usr/share/doc ! -type d ! -name copyright -delete
find usr/share/doc -depth -type d -empty -delete
rm -rf usr/share/info/* usr/share/locale/* usr/share/man/* var/lib/apt/lists/* var/cache/debconf/*-old
rm -f etc/resolv.conf etc/hostname
"""
# Only those who install more in the image need what reaches the package sources from this machine.
FORGET = r"""
(cd "$files" && find . -type f) | while read -r file; do rm -f "$file"; done
rm -f etc/ssl/certs/ca-certificates.crt
inside update-ca-certificates --fresh
"""
PACK = r"""
tar --create --file "$layer" --numeric-owner --sort=name --exclude='./dev/*' .
"""

# The script ends with the one that waits for it; its mounts, and what a package starts, end with the script.
ALONE = ("setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc")


def run(*words, **options):
    """Runs a program; what it printed is shown only when it fails."""
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **options)
    if done.returncode:
        raise SystemExit(f"{words[0]} failed:\n{done.stdout[-4000:]}")
    return done.stdout


def settings_files():
    """{path in the image: content}, among it what lets apt and pip reach what they reach on this machine."""
    told = run("apt-config", "dump").splitlines(keepends=True)
    settings = "".join(line for line in told if line.startswith(("Acquire::Check-", "Acquire::http")))
    files = {"etc/apt/apt.conf.d/50machine": settings.encode(), "etc/apt/apt.conf.d/50small": APT.encode(),
             "etc/dpkg/dpkg.cfg.d/50small": DPKG.encode()}
    for file in [Path("/etc/pip.conf"), *sorted(Path("/usr/local/share/ca-certificates").rglob("*.crt"))]:
        if file.exists():
            files[str(file.relative_to("/"))] = file.read_bytes()
    return files


def debian_sources(lists):
    """(URI, release, component) of the machine's package sources that are Debian 12's own."""
    (lists / "partial").mkdir(parents=True)
    options = ["-o", f"Dir::State::lists={lists}", "-o", "APT::Sandbox::User=root"]
    run("apt-get", *options, "update")
    told = run("apt-get", *options, "indextargets", "--format", "$(ORIGIN) $(CODENAME) $(REPO_URI) $(RELEASE) $(COMPONENT)",
               "Created-By: Packages")
    words = [line.split() for line in told.splitlines()]
    return list(dict.fromkeys(tuple(one[2:]) for one in words if one[0] == "Debian" and one[1].startswith("bookworm")))


def make_layer(place, packages, files, keep_settings):
    """A tar file below `place`, an empty directory. Without `keep_settings` nothing in it tells of this machine."""
    sources = debian_sources(place / "lists")
    mirror = next((uri for uri, release, _ in sources if release == "bookworm"), None)
    if not mirror:
        raise SystemExit("The package sources of this machine have no Debian 12, which the image is made of.")
    text = "".join(f"deb {' '.join(source)}\n" for source in sources)
    for path, content in {**files, "etc/apt/sources.list": text.encode()}.items():
        file = place / "files" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    script = SCRIPT + ("" if keep_settings else FORGET) + PACK
    run(*ALONE, "sh", "-c", script, "sh", str(place), mirror, *packages)
    return place / "layer.tar"
