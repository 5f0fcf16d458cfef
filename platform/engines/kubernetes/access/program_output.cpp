// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/access/program_output.h"

#include "core/file_descriptor.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

extern char** environ;

namespace slipway {

namespace {

using std::chrono::steady_clock;

constexpr std::size_t max_output_bytes = 1u << 20;
constexpr std::size_t kept_complaint_bytes = 1u << 10;

struct Pipe {
    FileDescriptor read, write;
};

Result<Pipe> openPipe()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return fail(ErrorCode::ResourceExhausted, "No pipe can be made: too many files are open. Try again.");
    return Pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

std::vector<std::string> mixed(const std::map<std::string, std::string>& environment)
{
    std::vector<std::string> lines;
    for (char** line = environ; *line != nullptr; ++line) {
        const std::string_view text(*line);
        if (environment.find(std::string(text.substr(0, text.find('=')))) == environment.end())
            lines.emplace_back(text);
    }
    for (const auto& [name, value] : environment)
        lines.push_back(name + "=" + value);
    return lines;
}

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> all;
    for (std::string& text : texts)
        all.push_back(text.data());
    all.push_back(nullptr);
    return all;
}

int millisecondsUntil(steady_clock::time_point end)
{
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - steady_clock::now());
    return static_cast<int>(std::max<std::int64_t>(left.count(), 0));
}

/// A running program, killed when this goes before it has ended.
class Child {
public:
    Child() = default;
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child()
    {
        if (pid_ > 0) {
            ::kill(-pid_, SIGKILL);
            wait();
        }
    }

    int spawn(std::vector<std::string> words, std::vector<std::string> environment, int output,
              int complaints)
    {
        posix_spawn_file_actions_t actions;
        posix_spawnattr_t attributes;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
        ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions, complaints, STDERR_FILENO);
        sigset_t none;
        sigset_t usual;
        ::sigemptyset(&none);
        ::sigemptyset(&usual);
        ::sigaddset(&usual, SIGPIPE);
        ::posix_spawnattr_setsigmask(&attributes, &none);
        ::posix_spawnattr_setsigdefault(&attributes, &usual);
        ::posix_spawnattr_setpgroup(&attributes, 0);  // So that what it starts is killed with it.
        ::posix_spawnattr_setflags(&attributes,
                                   POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
        const int code = ::posix_spawnp(&pid_, words.front().c_str(), &actions, &attributes,
                                        pointers(words).data(), pointers(environment).data());
        ::posix_spawnattr_destroy(&attributes);
        ::posix_spawn_file_actions_destroy(&actions);
        if (code != 0)
            pid_ = -1;
        return code;
    }

    /// Whether it ends before `end`.
    bool endsUntil(steady_clock::time_point end) const
    {
        const FileDescriptor process(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
        pollfd polled{process.get(), POLLIN, 0};
        int ready = -1;
        while (process && ready < 0) {
            ready = ::poll(&polled, 1, millisecondsUntil(end));
            if (ready < 0 && errno != EINTR)
                break;
        }
        return ready > 0;
    }

    int wait()
    {
        int status = 0;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {}
        pid_ = -1;
        return status;
    }

private:
    pid_t pid_ = -1;
};

/// Reads both pipes until both are closed. False when the time is over or there is too much.
bool readBoth(const Pipe& output, const Pipe& complaints, steady_clock::time_point end, std::string& said,
              std::string& complained)
{
    std::array<pollfd, 2> polled{pollfd{output.read.get(), POLLIN, 0},
                                 pollfd{complaints.read.get(), POLLIN, 0}};
    const std::array<std::string*, 2> texts{&said, &complained};
    while (polled[0].fd >= 0 || polled[1].fd >= 0) {
        const int ready = ::poll(polled.data(), polled.size(), millisecondsUntil(end));
        if (ready == 0 || (ready < 0 && errno != EINTR))
            return false;
        for (std::size_t i = 0; ready > 0 && i < polled.size(); ++i) {
            if (polled[i].fd < 0 || polled[i].revents == 0)
                continue;
            std::array<char, 16384> buffer{};
            const ssize_t count = ::read(polled[i].fd, buffer.data(), buffer.size());
            if (count > 0)
                texts[i]->append(buffer.data(), static_cast<std::size_t>(count));
            else if (count == 0 || errno != EINTR)
                polled[i].fd = -1;
        }
        if (said.size() > max_output_bytes)
            return false;
        if (complained.size() > kept_complaint_bytes)
            complained.erase(0, complained.size() - kept_complaint_bytes);
    }
    return true;
}

}  // namespace

Result<std::string> outputOf(const std::string& program, const std::vector<std::string>& arguments,
                             const std::map<std::string, std::string>& environment,
                             std::chrono::milliseconds patience)
{
    auto output = openPipe();
    auto complaints = openPipe();
    if (!output || !complaints)
        return propagate(output ? complaints : output);
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    Child child;
    if (const int code =
            child.spawn(std::move(words), mixed(environment), output->write.get(), complaints->write.get()))
        return fail(code == ENOENT ? ErrorCode::NotFound : ErrorCode::Unavailable,
                    fmt::format("The program \"{}\" cannot be started: {}.", program, std::strerror(code)));
    output->write = {};
    complaints->write = {};
    std::string said;
    std::string complained;
    const auto end = steady_clock::now() + patience;
    if (!readBoth(*output, *complaints, end, said, complained) || !child.endsUntil(end))
        return fail(ErrorCode::DeadlineExceeded,
                    fmt::format("The program \"{}\" did not end within {} s, or wrote more than 1 MiB.",
                                program, std::chrono::duration_cast<std::chrono::seconds>(patience).count()));
    const int status = child.wait();
    if (status == 0)
        return said;
    while (complained.ends_with('\n'))
        complained.pop_back();
    return fail(ErrorCode::Unavailable, fmt::format("The program \"{}\" failed{}{}", program,
                                                    complained.empty() ? "." : ": ", complained));
}

}  // namespace slipway
