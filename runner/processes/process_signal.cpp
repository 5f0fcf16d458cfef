// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/processes/process_signal.h"

#include <sys/syscall.h>
#include <unistd.h>

namespace slipway {

FileDescriptor openProcess(const ProcessIdentity& identity)
{
    if (identity.pid <= 0) {
        return {};
    }
    FileDescriptor process(static_cast<int>(::syscall(SYS_pidfd_open, identity.pid, 0)));
    // The pid may have been given to another process before the descriptor held it.
    if (!process || !isAlive(identity)) {
        return {};
    }
    return process;
}

bool sendSignal(const ProcessIdentity& identity, int signal)
{
    const FileDescriptor process = openProcess(identity);
    return process && ::syscall(SYS_pidfd_send_signal, process.get(), signal, nullptr, 0) == 0;
}

}  // namespace slipway
