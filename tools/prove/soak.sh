# SPDX-License-Identifier: GPL-3.0-or-later
# Proof: 20,000 short jobs in half an hour leave no growth of memory, descriptors, threads, files or processes
set -euo pipefail
cmake --build build -j "$SLIPWAY_JOBS" --target slipwayd slipway-runner >&2
exec python3 -B tools/prove/faults soak "$@"
