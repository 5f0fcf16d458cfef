// SPDX-License-Identifier: GPL-3.0-or-later
// Opens files in unusual ways, for tests of who watches that:
//   opener plain FILE      prints it
//   opener compatible FILE prints it, opened by a call of 32-bit programs
//   opener alarmed FILE    prints it, while signals come that interrupt what they can
//   opener forbidden WORDS executes WORDS where seccomp is refused, as some profiles do
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <string_view>

namespace {

int print(int file)
{
    if (file < 0) {
        std::printf("error %d\n", errno);
        return 1;
    }
    std::array<char, 4096> piece{};
    for (ssize_t size = 0; (size = ::read(file, piece.data(), piece.size())) > 0;)
        std::fwrite(piece.data(), 1, static_cast<std::size_t>(size), stdout);
    return 0;
}

int openCompatibly([[maybe_unused]] const char* name)
{
#if defined(__x86_64__)
    constexpr std::size_t size = 4096;
    void* low = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
    std::strncpy(static_cast<char*>(low), name, size - 1);
    long file = 5;  // open
    asm volatile("int $0x80" : "+a"(file) : "b"(low), "c"(O_RDONLY), "d"(0) : "memory");
    if (file < 0)
        errno = static_cast<int>(-file);
    return static_cast<int>(file);
#else
    return ::open(name, O_RDONLY);
#endif
}

int openAlarmed(const char* name)
{
    struct sigaction action {};
    action.sa_handler = [](int) {};  // Without SA_RESTART.
    ::sigaction(SIGALRM, &action, nullptr);
    const itimerval often{{0, 2'000}, {0, 2'000}};
    ::setitimer(ITIMER_REAL, &often, nullptr);
    int file = -1;
    while ((file = ::open(name, O_RDONLY)) < 0 && errno == EINTR) {}
    const itimerval never{};
    ::setitimer(ITIMER_REAL, &never, nullptr);
    return file;
}

int executeForbidden(char** words)
{
    std::array steps{sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                     sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_seccomp, 0, 1),
                     sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
                     sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    const sock_fprog program{static_cast<unsigned short>(steps.size()), steps.data()};
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0)
        ::execv(words[0], words);
    return 1;
}

}  // namespace

int main(int count, char** words)
{
    const std::string_view way = count > 2 ? words[1] : "";
    if (way == "plain")
        return print(::open(words[2], O_RDONLY));
    if (way == "compatible")
        return print(openCompatibly(words[2]));
    if (way == "alarmed")
        return print(openAlarmed(words[2]));
    return way == "forbidden" ? executeForbidden(words + 2) : 2;
}
