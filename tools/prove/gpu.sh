# SPDX-License-Identifier: GPL-3.0-or-later
# Proof: real NVIDIA GPUs are found, given to one task, watched, and empty once a stop is over (root, a GPU)
set -euo pipefail
command -v nvidia-smi >/dev/null || { echo "gpu: there is no nvidia-smi, so no NVIDIA GPU to prove anything on" >&2; exit 2; }
# With the programs of another machine named, nothing needs to be built on this one.
[[ -n ${SLIPWAY_BINARIES:-} ]] || cmake --build build -j "$SLIPWAY_JOBS" --target slipwayd slipway-runner >&2
exec python3 -B tools/prove/faults gpu "$@"
