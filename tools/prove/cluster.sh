# SPDX-License-Identifier: GPL-3.0-or-later
# Proof: jobs on a cluster outlive slipwayd's deaths, the API server's and a node that is away (root); parts: see --help
set -euo pipefail
(( EUID == 0 )) || { echo "cluster: needs root, for the test cluster" >&2; exit 2; }
cmake --build build -j "$SLIPWAY_JOBS" --target slipwayd slipway-runner slipway-assemble >&2
exec python3 -B tools/prove/faults cluster "$@"
