# SPDX-License-Identifier: GPL-3.0-or-later
# Proof: nothing is lost when slipwayd, runners, disk, clock or memory fail (root); parts: see --help
set -euo pipefail
(( EUID == 0 )) || { echo "kill: needs root, for mounts and for tasks that run as other users" >&2; exit 2; }
cmake --build build -j "$SLIPWAY_JOBS" --target slipwayd slipway-runner >&2
# Mounts are made in a namespace of its own, which goes with the proof.
exec unshare -m python3 -B tools/prove/faults kill "$@"
