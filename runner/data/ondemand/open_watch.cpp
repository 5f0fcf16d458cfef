// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/data/ondemand/open_watch.h"

#include "runner/data/ondemand/cached_file.h"
#include "runner/opens/found_place.h"

#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>

namespace slipway {

namespace {

constexpr int answering_threads = 4;
/// A store behind the platform serves 32 bodies at a time to one key, and outputs and programs have it too.
constexpr int fetching_threads = 24;

/// As which user a thread opens files; nothing when it has gone.
std::optional<uid_t> userOf(pid_t thread)
{
    std::ifstream status("/proc/" + std::to_string(thread) + "/status");
    std::string word;
    uid_t real = 0;
    uid_t effective = 0;
    uid_t saved = 0;
    uid_t for_files = 0;
    while (status >> word) {
        if (word == "Uid:" && status >> real >> effective >> saved >> for_files)
            return for_files;
    }
    return std::nullopt;
}

std::string programOf(pid_t thread)
{
    std::ifstream name("/proc/" + std::to_string(thread) + "/comm");
    std::string program;
    std::getline(name, program);
    return program;
}

}  // namespace

OpenWatch::OpenWatch(BucketAccess store, Options options)
    : bucket_(std::move(store)), options_(std::move(options))
{
}

OpenWatch::~OpenWatch()
{
    if (cache_)
        cache_->stop();
    for (std::thread& thread : threads_)
        thread.join();
}

Result<void> OpenWatch::begin()
{
    std::ifstream stream(options_.table, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    auto table = FileTable::parse(std::move(text));
    if (!table)
        return propagate(table);
    ::unlink(options_.table.c_str());
    cache_ = std::make_unique<DatasetCache>(std::move(*table), options_.cache);
    for (int i = 0; i < fetching_threads; ++i)
        threads_.emplace_back([this] { fetchAll(); });
    return {};
}

Result<void> OpenWatch::watch(FileDescriptor listener)
{
    const Result<void> begun = cache_ ? Result<void>() : begin();
    if (!begun)
        return begun;
    const auto notices = std::make_shared<OpenNotices>(std::move(listener));
    for (int i = 0; i < answering_threads; ++i)
        threads_.emplace_back([this, notices] { answerAll(notices); });
    return {};
}

void OpenWatch::answerAll(const std::shared_ptr<OpenNotices>& notices)
{
    while (const auto notice = notices->next())
        answer(notices, *notice);
}

void OpenWatch::answer(const std::shared_ptr<OpenNotices>& notices, const OpenNotice& notice)
{
    WaitingOpen open{notices, notice, {}, {}};
    const Told told = readWanted(notice, open.wanted);
    if (told == Told::Hidden)
        return answerHidden(*notices, notice);
    if (told == Told::Wanted)
        open.place = findPlace(notice.thread, open.wanted);
    struct stat status {};
    const bool found = open.place && ::fstat(open.place.get(), &status) == 0;
    const auto index = found ? cache_->find(status) : std::nullopt;
    if (!index)
        return notices->proceed(notice);
    if (open.wanted.use == WantedFile::Use::Link)
        return notices->refuse(notice, EXDEV);  // The collector would store it as it is, without its content.
    if (notices->waits(notice))
        cache_->ask(*index, std::move(open));
}

/// Another user does not get into the datasets' directories. One of this user's that nobody may look into
/// would, so it opens nothing.
void OpenWatch::answerHidden(const OpenNotices& notices, const OpenNotice& notice)
{
    const auto user = userOf(notice.thread);
    if (!user || *user != ::geteuid())
        return notices.proceed(notice);
    if (!told_hidden_.exchange(true))
        options_.cache.say("The program " + programOf(notice.thread) +
                           " cannot be looked into, so it may open no files while datasets are fetched on "
                           "demand. Have them copied to run it.");
    notices.refuse(notice, EACCES);
}

void OpenWatch::fetchAll()
{
    while (const auto index = cache_->next()) {
        const DatasetFile file = cache_->files().at(*index);
        CachedFile content = CachedFile::open(options_.cache.directory / file.place, file.inode);
        Result<void> fetched =
            fail(ErrorCode::NotFound, "Somebody has moved or deleted " + std::string(file.place) + ".");
        if (content)
            fetched = bucket_.fetch({std::string(file.key), file.size_bytes, std::string(file.etag)}, content,
                                    std::string(file.place));
        if (content && fetched)
            content.finish();
        else if (content)
            content.clear();
        content = CachedFile();
        cache_->fetched(*index, fetched);
    }
}

}  // namespace slipway
