// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/workspace/task_users.h"

#include "core/file_descriptor.h"
#include "core/hash.h"
#include "core/json.h"
#include "runner/records/durable_file.h"

#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

namespace slipway {

namespace {

// No tool gives out ids as high as these, and tools that take them for signed numbers still get them right.
constexpr uid_t first_user = 1'900'000'000;
constexpr uid_t user_count = 100'000'000;

constexpr mode_t passable = 0711;

/// Directories above `directory` that only their owner may pass; the first one, or nothing.
std::filesystem::path barrierAbove(const std::filesystem::path& directory)
{
    for (std::filesystem::path above = directory.parent_path();; above = above.parent_path()) {
        struct stat status {};
        if (::stat(above.c_str(), &status) != 0 || (status.st_mode & S_IXOTH) == 0) {
            return above;
        }
        if (above == above.root_path()) {
            return {};
        }
    }
}

/// Whether this process may start others as such users: containers and hardened services often may not.
bool mayBecomeUsers()
{
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(becomeUser({first_user, first_user, {}}) ? 0 : 1);
    }
    int status = 1;
    while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

Result<void> shared(const std::string& why, const std::string& remedy)
{
    return fail(ErrorCode::Conflict,
                "All tasks on this machine run as one Unix user, because " + why + ". " + remedy,
                "tasks-not-separate");
}

/// Whether each project can have a user, as far as this machine and the place of the data say.
Result<void> findSeparation(const std::filesystem::path& root)
{
    if (::geteuid() != 0) {
        return shared("slipwayd does not run as root",
                      "Run it as root on a data directory such as /var/lib/slipway.");
    }
    if (const auto barrier = barrierAbove(root); !barrier.empty()) {
        return shared("others cannot pass " + barrier.string() + ", where its data lies",
                      "Move the data directory to a place such as /var/lib/slipway.");
    }
    if (!mayBecomeUsers()) {
        return shared("the kernel does not let slipwayd start programs as other users",
                      "Give it CAP_SETUID, CAP_SETGID, CAP_CHOWN, CAP_KILL and all user ids, or run it "
                      "outside its container.");
    }
    return {};
}

std::vector<gid_t> acceleratorGroups()
{
    std::vector<gid_t> groups;
    for (const char* name : {"video", "render"}) {
        if (const struct group* found = ::getgrnam(name)) {
            groups.push_back(found->gr_gid);
        }
    }
    return groups;
}

tl::unexpected<Error> cannotGive(const std::filesystem::path& path)
{
    return fail(ErrorCode::Unavailable,
                "Cannot set who may use " + path.string() + ": " + std::strerror(errno) + ".");
}

Result<void> setAccess(const std::filesystem::path& path, uid_t owner, gid_t group, mode_t mode)
{
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    const bool set = file && ::fchown(file.get(), owner, group) == 0 && ::fchmod(file.get(), mode) == 0;
    return set ? Result<void>() : cannotGive(path);
}

}  // namespace

Result<std::unique_ptr<TaskUsers>> TaskUsers::open(const DataLayout& layout)
{
    std::unique_ptr<TaskUsers> users(new TaskUsers(layout, findSeparation(layout.root())));
    if (!users->separate_) {
        return users;
    }
    if (const Result<void> read = users->readGiven(); !read) {
        return propagate(read);
    }
    for (const auto& way :
         {layout.root(), layout.tasks(), layout.environments(), layout.volumes(), layout.objects()}) {
        std::error_code error;
        std::filesystem::create_directories(way, error);
        if (const Result<void> opened = setAccess(way, 0, 0, passable); !opened) {
            return propagate(opened);
        }
    }
    return users;
}

Result<void> TaskUsers::readGiven()
{
    const Result<std::string> text = readSmallFile(layout_.taskUsers());
    if (!text) {
        return text.error().code == ErrorCode::NotFound ? Result<void>() : propagate(text);
    }
    const Result<Json> json = parseJson(*text);
    const bool sound =
        json && json->is_object() &&
        std::all_of(json->begin(), json->end(), [](const Json& user) { return user.is_number_unsigned(); });
    if (!sound) {
        return fail(ErrorCode::DataLoss, layout_.taskUsers().string() +
                                             " cannot be read, which says as which user each project's tasks "
                                             "run. Restore it from a backup.");
    }
    given_ = json->get<std::map<std::string, uid_t>>();
    return {};
}

Result<uid_t> TaskUsers::give(const std::string& holder)
{
    const auto taken = [this](uid_t user) {
        return std::any_of(given_.begin(), given_.end(),
                           [&](const auto& entry) { return entry.second == user; });
    };
    // Spread out, so that two platforms on one machine do not give the same users.
    const Sha256Digest digest = sha256(layout_.root().string() + '\0' + holder);
    uid_t offset = 0;
    std::memcpy(&offset, digest.data(), sizeof offset);
    for (offset %= user_count; taken(first_user + offset); offset = (offset + 1) % user_count) {}
    auto given = given_;
    given[holder] = first_user + offset;
    const auto written = replaceFile(layout_.taskUsers(), dumpJson(Json(given)), Durability::PowerCut);
    if (!written) {
        return propagate(written);
    }
    given_ = std::move(given);
    return first_user + offset;
}

Result<std::optional<TaskUser>> TaskUsers::of(const std::string& project)
{
    if (!separate_) {
        return std::nullopt;
    }
    const Result<uid_t> user = numberOf(project);
    if (!user) {
        return propagate(user);
    }
    return TaskUser{*user, *user, acceleratorGroups()};
}

Result<uid_t> TaskUsers::numberOf(const std::string& holder)
{
    const std::lock_guard lock(mutex_);
    const auto known = given_.find(holder);
    return known != given_.end() ? Result<uid_t>(known->second) : give(holder);
}

Result<std::optional<gid_t>> TaskUsers::groupOf(const std::string& project, const std::string& person)
{
    if (!separate_) {
        return std::nullopt;
    }
    // No name of a project holds a slash.
    return numberOf(project + "/" + person).map([](uid_t number) { return std::optional<gid_t>(number); });
}

Result<void> giveTo(const std::optional<TaskUser>& user, const std::filesystem::path& path, mode_t mode)
{
    return user ? setAccess(path, user->uid, user->gid, mode) : Result<void>();
}

Result<void> giveTreeTo(const std::optional<TaskUser>& user, const std::filesystem::path& directory)
{
    struct stat status {};
    if (!user || (::lstat(directory.c_str(), &status) == 0 && status.st_uid == user->uid)) {
        return {};
    }
    std::error_code error;
    for (auto entry = std::filesystem::recursive_directory_iterator(directory, error);
         !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
        if (::lchown(entry->path().c_str(), user->uid, user->gid) != 0) {
            return cannotGive(entry->path());
        }
    }
    // Last, so that one that was interrupted is done again.
    return giveTo(user, directory, S_IRWXU);
}

Result<void> letPass(const std::optional<gid_t>& group, const std::filesystem::path& directory)
{
    return group ? setAccess(directory, 0, *group, 0750) : Result<void>();
}

Result<void> letPass(const std::optional<TaskUser>& user, const std::filesystem::path& directory)
{
    return letPass(user ? std::optional<gid_t>(user->gid) : std::nullopt, directory);
}

}  // namespace slipway
