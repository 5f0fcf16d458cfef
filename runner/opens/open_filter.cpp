// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/opens/open_filter.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#ifndef SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV
#define SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV (1UL << 5)
#endif

namespace slipway {

namespace {

/// The numbers of one architecture's calls; -1 where it has none.
struct Architecture {
    std::uint32_t audit;
    int open, creat, open_at, open_at2, execute, execute_at;
    int link, link_at;
    int io_uring_setup, open_by_handle_at, prctl;
};

#if defined(__x86_64__)
constexpr Architecture native{AUDIT_ARCH_X86_64, 2, 85, 257, 437, 59, 322, 86, 265, 425, 304, 157};
constexpr Architecture compatible{AUDIT_ARCH_I386, 5, 8, 295, 437, 11, 358, 9, 303, 425, 342, 172};
#elif defined(__aarch64__)
constexpr Architecture native{AUDIT_ARCH_AARCH64, -1, -1, 56, 437, 221, 281, -1, 37, 425, 265, 167};
constexpr Architecture compatible{AUDIT_ARCH_ARM, 5, 8, 322, 437, 11, 387, 9, 330, 425, 371, 172};
#else
#error "The numbers of this architecture's calls are not known."
#endif
static_assert(native.open_at == SYS_openat && native.open_at2 == SYS_openat2 &&
              native.execute == SYS_execve && native.execute_at == SYS_execveat &&
              native.link_at == SYS_linkat && native.io_uring_setup == SYS_io_uring_setup &&
              native.open_by_handle_at == SYS_open_by_handle_at && native.prctl == SYS_prctl);

/// Set in the numbers of the x32 calls, which share an architecture with x86-64's.
constexpr std::uint32_t x32_bit = 0x40000000;

/// A filter of the kernel's small machine, written down step by step. Only the lower halves of arguments are
/// looked at, and all architectures here store those first.
class Program {
public:
    void load(std::size_t offset) { add(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset)); }
    void loadNumber() { load(offsetof(seccomp_data, nr)); }
    void loadArgument(std::size_t index)
    {
        load(offsetof(seccomp_data, args) + index * sizeof(std::uint64_t));
    }
    void answer(std::uint32_t action) { add(BPF_RET | BPF_K, action); }
    void refuse(int error) { answer(SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error)); }
    /// Skips so many of the next steps when the loaded word is not `value`.
    void unlessEqual(std::uint32_t value, std::uint8_t skipped)
    {
        add(BPF_JMP | BPF_JEQ | BPF_K, value, 0, skipped);
    }
    void unlessAnyBit(std::uint32_t bits, std::uint8_t skipped)
    {
        add(BPF_JMP | BPF_JSET | BPF_K, bits, 0, skipped);
    }
    std::size_t size() const { return steps_.size(); }
    void append(const Program& other)
    {
        steps_.insert(steps_.end(), other.steps_.begin(), other.steps_.end());
    }
    sock_fprog forKernel() { return {static_cast<unsigned short>(steps_.size()), steps_.data()}; }

private:
    void add(int code, std::uint32_t value, std::uint8_t if_true = 0, std::uint8_t if_false = 0)
    {
        steps_.push_back({static_cast<std::uint16_t>(code), if_true, if_false, value});
    }
    std::vector<sock_filter> steps_;
};

/// Only files that are read need a look: not directories, nor places without content.
void watchOpen(Program& program, int number, std::size_t flags_argument)
{
    program.unlessEqual(static_cast<std::uint32_t>(number), 4);
    program.loadArgument(flags_argument);
    program.unlessAnyBit(O_DIRECTORY | O_PATH, 1);
    program.answer(SECCOMP_RET_ALLOW);
    program.answer(SECCOMP_RET_USER_NOTIF);
}

void watch(Program& program, int number)
{
    program.unlessEqual(static_cast<std::uint32_t>(number), 1);
    program.answer(SECCOMP_RET_USER_NOTIF);
}

void refuse(Program& program, int number, int error)
{
    program.unlessEqual(static_cast<std::uint32_t>(number), 1);
    program.refuse(error);
}

/// A process whose memory nobody may read could not be asked what it opens.
void refuseHiding(Program& program, int prctl_number)
{
    program.unlessEqual(static_cast<std::uint32_t>(prctl_number), 5);
    program.loadArgument(0);
    program.unlessEqual(PR_SET_DUMPABLE, 3);
    program.loadArgument(1);
    program.unlessEqual(0, 1);
    program.refuse(EPERM);
    program.loadNumber();
}

Program rulesOf(const Architecture& architecture)
{
    Program program;
    program.loadNumber();
#if defined(__x86_64__)
    program.unlessAnyBit(x32_bit, 1);
    program.refuse(ENOSYS);
#endif
    if (architecture.open >= 0)
        watchOpen(program, architecture.open, 1);
    watchOpen(program, architecture.open_at, 2);
    for (const int number : {architecture.creat, architecture.open_at2, architecture.execute,
                             architecture.execute_at, architecture.link, architecture.link_at}) {
        if (number >= 0)
            watch(program, number);
    }
    refuse(program, architecture.io_uring_setup, ENOSYS);
    refuse(program, architecture.open_by_handle_at, EPERM);
    refuseHiding(program, architecture.prctl);
    program.answer(SECCOMP_RET_ALLOW);
    return program;
}

Program openRules()
{
    Program program;
    for (const Architecture& architecture : {native, compatible}) {
        const Program rules = rulesOf(architecture);
        program.load(offsetof(seccomp_data, arch));
        program.unlessEqual(architecture.audit, static_cast<std::uint8_t>(rules.size()));
        program.append(rules);
    }
    program.refuse(ENOSYS);
    return program;
}

/// Where the kernel can, a signal that does not kill lets an open wait on.
int listen(const sock_fprog& program)
{
    const auto set = [&program](unsigned long flags) {
        return static_cast<int>(::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program));
    };
    const int listener = set(SECCOMP_FILTER_FLAG_NEW_LISTENER | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV);
    return listener < 0 && errno == EINVAL ? set(SECCOMP_FILTER_FLAG_NEW_LISTENER) : listener;
}

}  // namespace

OpenCall openCallOf(std::uint32_t audit, int number)
{
    const Architecture& architecture = audit == compatible.audit ? compatible : native;
    if (number < 0 || audit != architecture.audit)
        return OpenCall::None;
    const std::array<std::pair<int, OpenCall>, 8> known{{{architecture.open, OpenCall::Open},
                                                         {architecture.creat, OpenCall::Creat},
                                                         {architecture.open_at, OpenCall::OpenAt},
                                                         {architecture.open_at2, OpenCall::OpenAt2},
                                                         {architecture.execute, OpenCall::Execute},
                                                         {architecture.execute_at, OpenCall::ExecuteAt},
                                                         {architecture.link, OpenCall::Link},
                                                         {architecture.link_at, OpenCall::LinkAt}}};
    const auto found = std::find_if(known.begin(), known.end(),
                                    [number](const auto& entry) { return entry.first == number; });
    return found == known.end() ? OpenCall::None : found->second;
}

Result<FileDescriptor> filterOpens()
{
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return fail(ErrorCode::Unimplemented,
                    std::string("no_new_privs cannot be set: ") + std::strerror(errno));
    Program program = openRules();
    FileDescriptor listener(listen(program.forKernel()));
    if (!listener)
        return fail(ErrorCode::Unimplemented,
                    std::string("user notifications of seccomp cannot be had: ") + std::strerror(errno));
    return listener;
}

}  // namespace slipway
