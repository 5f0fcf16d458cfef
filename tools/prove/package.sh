# SPDX-License-Identifier: GPL-3.0-or-later
# Proof: the Debian packages in a fresh Debian 12 root that systemd has started: installed, used, hurt, upgraded, removed (root)
set -euo pipefail
(( EUID == 0 )) || { echo "package: needs root, for chroot and namespaces of its own" >&2; exit 2; }
./dev package >&2
./dev build slipway-demo >&2
exec python3 -B tools/prove/package "$@"
