# SPDX-License-Identifier: GPL-3.0-or-later
# Proof: in a fresh Debian 12 root with git alone, a clone passes .ci/run (./dev check, ./dev test) and ./dev demo (root)
set -euo pipefail
(( EUID == 0 )) || { echo "fresh: needs root, for debootstrap and chroot" >&2; exit 2; }
root=${SLIPWAY_FRESH_ROOT:-$(mktemp -d /var/tmp/slipway-fresh.XXXXXX)}
mirror=$({ cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null || true; } \
    | sed -n 's/^URIs: *//p;s/^deb \(http[^ ]*\) .*/\1/p' | grep /debian/*$ | head -n 1)

cleanup() {
    for mount in proc sys dev/pts dev; do
        mountpoint -q "$root/$mount" && umount -l "$root/$mount"
    done
    [[ -n ${SLIPWAY_FRESH_ROOT:-} ]] || rm -rf --one-file-system "$root"
}
trap cleanup EXIT

debootstrap --variant=minbase --include=git,ca-certificates bookworm "$root" "$mirror"
for file in $(grep -ls '^Acquire' /etc/apt/apt.conf.d/*) /etc/resolv.conf; do
    cp "$file" "$root$file"
done
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys" && mount --make-rslave "$root/sys"
mount --rbind /dev "$root/dev" && mount --make-rslave "$root/dev"
git clone -q --bare . "$root/srv/slipway.git"
inside() { env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 chroot "$root" /bin/bash -c "$1"; }
inside 'git config --global --add safe.directory "*" && git clone -q /srv/slipway.git /root/slipway'  # check: allow
inside 'cd ~/slipway && time .ci/run'
inside 'cd ~/slipway && time ./dev demo'
