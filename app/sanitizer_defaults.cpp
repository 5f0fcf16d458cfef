// SPDX-License-Identifier: GPL-3.0-or-later
// The runner gets an environment of its own, without what others are told in TSAN_OPTIONS. What is found ends
// it, so that its attempt is lost and the test fails; why is in a file.
extern "C" const char* __tsan_default_options();
extern "C" const char* __tsan_default_options()
{
    return "halt_on_error=1:die_after_fork=0:log_path=" SLIPWAY_BINARY_DIR "/reports/runner";
}
