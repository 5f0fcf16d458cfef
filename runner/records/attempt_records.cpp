// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/records/attempt_records.h"

#include "core/json.h"
#include "runner/records/record_version.h"
#include "runner/records/whole_number.h"

#include <nlohmann/json.hpp>

#include <array>
#include <functional>

namespace slipway {

namespace {

struct CauseName {
    ExitCause cause;
    std::string_view name;
};

constexpr std::array<CauseName, 8> cause_names{{{ExitCause::Exited, "exited"},
                                                {ExitCause::Stopped, "stopped"},
                                                {ExitCause::Deadline, "deadline"},
                                                {ExitCause::Disk, "disk"},
                                                {ExitCause::NotStarted, "not-started"},
                                                {ExitCause::Withdrawn, "withdrawn"},
                                                {ExitCause::Fenced, "fenced"},
                                                {ExitCause::Lost, "lost"}}};

template <class Record>
Result<Record> parseWith(std::string_view text, const std::function<Result<Record>(const Json&)>& read)
{
    const Result<Json> json = parseJson(text);
    if (!json) {
        return propagate(json);
    }
    try {
        if (const auto known = checkRecordVersion(*json); !known) {
            return propagate(known);
        }
        return read(*json);
    } catch (const std::exception& error) {
        return fail(ErrorCode::DataLoss, std::string("A record cannot be read: ") + error.what() + ".");
    }
}

Json optionalNumber(const std::optional<std::int64_t>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

std::optional<std::int64_t> readOptional(const Json& json, const char* member)
{
    const auto found = json.find(member);
    return found == json.end() || found->is_null() ? std::nullopt
                                                   : std::optional(wholeNumber<std::int64_t>(*found));
}

Result<ExitCause> readCause(const Json& json)
{
    const auto word = json.at("cause").get<std::string>();
    if (const auto cause = exitCauseNamed(word)) {
        return *cause;
    }
    return fail(ErrorCode::DataLoss, "A record names the unknown cause \"" + word + "\".");
}

}  // namespace

std::string_view name(ExitCause cause)
{
    return cause_names[static_cast<std::size_t>(cause)].name;
}

std::optional<ExitCause> exitCauseNamed(std::string_view name)
{
    for (const CauseName& entry : cause_names) {
        if (entry.name == name) {
            return entry.cause;
        }
    }
    return std::nullopt;
}

std::string formatRecord(const WaiterRecord& record)
{
    return dumpJson(Json{{"version", record_version},
                         {"pid", record.process.pid},
                         {"start_ticks", record.process.start_ticks},
                         {"boot_id", record.process.boot_id},
                         {"started_at", formatTimestamp(record.started_at)},
                         {"cgroup", record.cgroup}});
}

std::string formatRecord(const ChildRecord& record)
{
    return dumpJson(Json{{"version", record_version},
                         {"pid", record.pid},
                         {"start_ticks", record.start_ticks},
                         {"stage", record.stage}});
}

std::string formatRecord(const StopRequest& record)
{
    return dumpJson(
        Json{{"version", record_version}, {"cause", name(record.cause)}, {"grace_ms", record.grace.count()}});
}

std::string formatRecord(const ExitRecord& record)
{
    // Those who know only one limit, that of time, read at least that a limit ended it.
    const bool disk = record.cause == ExitCause::Disk;
    Json json{
        {"version", record_version},           {"cause", name(disk ? ExitCause::Deadline : record.cause)},
        {"code", optionalNumber(record.code)}, {"signal", optionalNumber(record.signal)},
        {"message", record.message},           {"ended_at", formatTimestamp(record.ended_at)}};
    if (disk) {
        json["limit"] = name(ExitCause::Disk);
    }
    return dumpJson(json);
}

std::string formatRecord(const PeersRecord& record)
{
    return dumpJson(Json{{"version", record_version}, {"env", record.env}});
}

Result<WaiterRecord> parseWaiterRecord(std::string_view text)
{
    return parseWith<WaiterRecord>(text, [](const Json& json) -> Result<WaiterRecord> {
        const auto started = parseTimestamp(json.at("started_at").get<std::string>());
        if (!started) {
            return propagate(started);
        }
        return WaiterRecord{{wholeNumber<pid_t>(json.at("pid")),
                             wholeNumber<std::uint64_t>(json.at("start_ticks")),
                             json.at("boot_id").get<std::string>()},
                            *started,
                            json.value("cgroup", std::string())};
    });
}

Result<ChildRecord> parseChildRecord(std::string_view text)
{
    return parseWith<ChildRecord>(text, [](const Json& json) -> Result<ChildRecord> {
        return ChildRecord{wholeNumber<pid_t>(json.at("pid")),
                           wholeNumber<std::uint64_t>(json.at("start_ticks")),
                           json.value("stage", std::string())};
    });
}

Result<StopRequest> parseStopRequest(std::string_view text)
{
    return parseWith<StopRequest>(text, [](const Json& json) -> Result<StopRequest> {
        const auto cause = readCause(json);
        if (!cause) {
            return propagate(cause);
        }
        const auto grace = wholeNumber<std::int64_t>(json.at("grace_ms"));
        if (grace < 0) {
            return fail(ErrorCode::InvalidArgument, "grace_ms must not be negative.", {}, "grace_ms");
        }
        return StopRequest{*cause, std::chrono::milliseconds(grace)};
    });
}

Result<ExitRecord> parseExitRecord(std::string_view text)
{
    return parseWith<ExitRecord>(text, [](const Json& json) -> Result<ExitRecord> {
        const auto cause = readCause(json);
        if (!cause) {
            return propagate(cause);
        }
        const auto ended = parseTimestamp(json.at("ended_at").get<std::string>());
        if (!ended) {
            return propagate(ended);
        }
        const bool disk = json.value("limit", std::string()) == name(ExitCause::Disk);
        return ExitRecord{disk ? ExitCause::Disk : *cause, readOptional(json, "code"),
                          readOptional(json, "signal"), json.value("message", std::string()), *ended};
    });
}

Result<PeersRecord> parsePeersRecord(std::string_view text)
{
    return parseWith<PeersRecord>(text, [](const Json& json) -> Result<PeersRecord> {
        PeersRecord record{json.at("env").get<std::map<std::string, std::string>>()};
        for (const auto& [name, value] : record.env) {
            if (name.empty() || name.find_first_of(std::string("=\0", 2)) != std::string::npos ||
                value.find('\0') != std::string::npos) {
                return fail(ErrorCode::InvalidArgument,
                            "A variable needs a name without \"=\", and no zero bytes.", {}, "env");
            }
        }
        return record;
    });
}

}  // namespace slipway
