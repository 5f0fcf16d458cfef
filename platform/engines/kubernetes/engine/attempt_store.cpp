// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/engine/attempt_store.h"

#include "core/uri.h"
#include "runner/records/durable_file.h"

namespace slipway {

namespace {

constexpr const char* volume_notes = "volumes";
constexpr const char* service_notes = "services";
constexpr const char* record_name = "pod.json";

Result<void> makeDirectory(const std::filesystem::path& directory)
{
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    if (!error)
        return {};
    const bool full = error == std::errc::no_space_on_device;
    return fail(full ? ErrorCode::ResourceExhausted : ErrorCode::Unavailable,
                "Cannot make " + directory.string() + ": " + error.message() + ".");
}

Result<std::string> platformIn(const std::filesystem::path& file)
{
    Result<std::string> known = readSmallFile(file);
    if (known || known.error().code != ErrorCode::NotFound)
        return known;
    const std::string made = newId("platform");
    return replaceFile(file, made, Durability::PowerCut).map([&] { return made; });
}

}  // namespace

AttemptStore::AttemptStore(std::filesystem::path directory, std::string platform)
    : directory_(std::move(directory)),
      platform_(std::move(platform)),
      trash_(std::make_unique<Trash>(directory_ / ".trash"))
{
}

Result<AttemptStore> AttemptStore::open(const std::filesystem::path& directory)
{
    return makeDirectory(directory / "tasks")
        .and_then([&] { return platformIn(directory / "platform"); })
        .map([&](const std::string& platform) { return AttemptStore(directory, platform); });
}

AttemptDirectory AttemptStore::attempt(const TaskId& task, std::int64_t attempt) const
{
    return AttemptDirectory(directory_ / "tasks" / task.text() / std::to_string(attempt));
}

std::vector<PodRecord> AttemptStore::records() const
{
    std::vector<PodRecord> found;
    std::error_code error;
    for (auto entry = std::filesystem::recursive_directory_iterator(directory_ / "tasks", error);
         !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
        if (entry.depth() == 1)
            entry.disable_recursion_pending();
        const auto text = entry.depth() == 1 ? readSmallFile(entry->path() / record_name)
                                             : fail(ErrorCode::NotFound, "No attempt.");
        if (auto record = text.and_then([](const std::string& json) { return parsePodRecord(json); }))
            found.push_back(std::move(*record));
    }
    return found;
}

Result<PodRecord> AttemptStore::read(const TaskId& task, std::int64_t attempt) const
{
    return readSmallFile(this->attempt(task, attempt).path() / record_name)
        .and_then([](const std::string& json) { return parsePodRecord(json); });
}

Result<void> AttemptStore::write(const PodRecord& record) const
{
    const AttemptDirectory attempt = this->attempt(record.task, record.attempt);
    return makeDirectory(attempt.streams()).and_then([&] {
        return replaceFile(attempt.path() / record_name, formatPodRecord(record), Durability::PowerCut);
    });
}

Result<void> AttemptStore::discard(const PodRecord& record)
{
    return trash_->discard(attempt(record.task, record.attempt).path());
}

Result<void> AttemptStore::writeNote(const char* kind, const ResourceId& of, const std::string& text) const
{
    return makeDirectory(directory_ / kind).and_then([&] {
        return replaceFile(directory_ / kind / of.text(), text, Durability::PowerCut);
    });
}

Result<void> AttemptStore::forgetNote(const char* kind, const ResourceId& of) const
{
    std::error_code error;
    std::filesystem::remove(directory_ / kind / of.text(), error);
    return error ? fail(ErrorCode::Unavailable,
                        "Cannot delete what is noted of " + of.text() + ": " + error.message() + ".")
                 : Result<void>();
}

Result<std::string> AttemptStore::volume(const ResourceId& environment) const
{
    return readSmallFile(directory_ / volume_notes / environment.text());
}

Result<void> AttemptStore::writeVolume(const ResourceId& environment, const std::string& name_space) const
{
    return writeNote(volume_notes, environment, name_space);
}

Result<void> AttemptStore::forgetVolume(const ResourceId& environment) const
{
    return forgetNote(volume_notes, environment);
}

Result<std::string> AttemptStore::service(const ResourceId& workload) const
{
    return readSmallFile(directory_ / service_notes / workload.text());
}

Result<void> AttemptStore::writeService(const ResourceId& workload, const std::string& path) const
{
    return writeNote(service_notes, workload, path);
}

Result<void> AttemptStore::forgetService(const ResourceId& workload) const
{
    return forgetNote(service_notes, workload);
}

Result<void> AttemptStore::discardTask(const TaskId& task)
{
    return trash_->discard(directory_ / "tasks" / task.text());
}

std::vector<std::string> AttemptStore::forgotten() const
{
    std::vector<std::string> prefixes;
    std::error_code error;
    for (auto entry = std::filesystem::directory_iterator(directory_ / "forgotten", error);
         !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        auto prefix = percentDecode(entry->path().filename().string());
        if (prefix && prefix->ends_with('/'))
            prefixes.push_back(std::move(*prefix));
    }
    return prefixes;
}

Result<void> AttemptStore::noteForgotten(const std::string& prefix) const
{
    const std::filesystem::path directory = directory_ / "forgotten";
    return makeDirectory(directory).and_then(
        [&] { return replaceFile(directory / percentEncode(prefix), "", Durability::PowerCut); });
}

void AttemptStore::forgot(const std::string& prefix) const
{
    std::error_code error;
    std::filesystem::remove(directory_ / "forgotten" / percentEncode(prefix), error);
}

}  // namespace slipway
