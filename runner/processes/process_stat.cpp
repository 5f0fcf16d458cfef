// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/processes/process_stat.h"

#include "core/file_descriptor.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <memory>
#include <string>

namespace slipway {

namespace {

template <class Number>
std::optional<Number> number(std::string_view text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

std::vector<std::string_view> words(std::string_view text)
{
    std::vector<std::string_view> found;
    for (std::size_t start = text.find_first_not_of(" \n"); start != std::string_view::npos;) {
        const std::size_t end = text.find_first_of(" \n", start);
        found.push_back(text.substr(start, end - start));
        start = end == std::string_view::npos ? end : text.find_first_not_of(" \n", end);
    }
    return found;
}

}  // namespace

std::optional<ProcessStat> parseProcessStat(std::string_view text)
{
    const std::size_t open = text.find(" (");
    const std::size_t close = text.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
        return std::nullopt;
    }
    // Fields are numbered as in proc(5); the first word after the name is field 3.
    const std::vector<std::string_view> fields = words(text.substr(close + 1));
    const auto field = [&](std::size_t position) {
        return position - 3 < fields.size() ? fields[position - 3] : std::string_view();
    };
    const auto pid = number<pid_t>(text.substr(0, open));
    const auto parent = number<pid_t>(field(4));
    const auto session = number<pid_t>(field(6));
    const auto threads = number<std::int64_t>(field(20));
    const auto start = number<std::uint64_t>(field(22));
    if (!pid || !parent || !session || !threads || !start || field(3).size() != 1) {
        return std::nullopt;
    }
    return ProcessStat{*pid, *parent, *session, field(3).front(), *threads, *start};
}

std::optional<ProcessStat> readProcessStat(pid_t pid)
{
    const std::string path = "/proc/" + std::to_string(pid) + "/stat";
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 1024> buffer;
    const ssize_t size = file ? ::read(file.get(), buffer.data(), buffer.size()) : -1;
    if (size <= 0) {
        return std::nullopt;
    }
    return parseProcessStat(std::string_view(buffer.data(), static_cast<std::size_t>(size)));
}

std::optional<std::vector<ProcessStat>> allProcesses()
{
    std::vector<ProcessStat> found;
    const std::unique_ptr<DIR, int (*)(DIR*)> directory(::opendir("/proc"), &::closedir);
    if (!directory) {
        return std::nullopt;
    }
    while (const dirent* entry = ::readdir(directory.get())) {
        const auto pid = number<pid_t>(entry->d_name);
        if (!pid) {
            continue;
        }
        errno = 0;
        if (const auto stat = readProcessStat(*pid)) {
            found.push_back(*stat);
        } else if (errno != 0 && errno != ENOENT && errno != ESRCH) {
            return std::nullopt;
        }
    }
    return found;
}

}  // namespace slipway
