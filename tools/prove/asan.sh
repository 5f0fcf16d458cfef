# SPDX-License-Identifier: GPL-3.0-or-later
# Proof: all tests under the address and undefined-behaviour sanitizers
set -euo pipefail
[[ -f build-asan/build.ninja ]] || cmake --preset asan
cmake --build build-asan -j "$SLIPWAY_JOBS"
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
export LSAN_OPTIONS=suppressions=$PWD/tools/prove/lsan.txt:print_suppressions=0
export UBSAN_OPTIONS=print_stacktrace=1
ctest --test-dir build-asan --output-on-failure -j "$SLIPWAY_JOBS" --no-tests=error "$@"
