// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "core/uri.h"
#include "net/serve/server.h"
#include "platform/files/workload_files.h"
#include "runner/pod/pod_layout.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace slipway {

/// What every answer about files bears in this header: what it is. Its status is 200 always, since proxies on
/// the way have errors of their own.
inline constexpr const char* files_header = "Slipway-Files";
inline constexpr const char* files_done = "done";    ///< JSON, as asked for.
inline constexpr const char* files_error = "error";  ///< {"status","type","message","field"}
inline constexpr const char* files_bytes = "bytes";  ///< A file, or the part that `Slipway-Status` 206 tells.
inline constexpr const char* files_status = "Slipway-Status";

/// Where such requests go, and the most that one of them brings of a file.
inline constexpr std::string_view files_path = "/v1/files/";
inline constexpr std::size_t files_piece_bytes = 2u << 20;

/// Answers for the files of the task in this pod:
///
///   list    {"of","path","cursor","limit"}  a page, as asJson(DirectoryPage)
///   exists  {"of","path"}                   {"exists"}
///   read    {"of","path","range"}           bytes
///   make    {"of","path"}   move {"of","path","to"}   remove {"of","path"}
///   begin   {"of","path","keep"}            {"upload"}: a file that is to come
///   append?upload&offset                    the body is its next piece; one that came already is a success
///   finish  {"upload"}                      it is there now
///
/// `of` is "home" for an environment's, "work" for an attempt's. Thread-safe.
class PodFiles {
public:
    explicit PodFiles(PodLayout layout) : layout_(std::move(layout)) {}

    /// `what` is the path behind files_path.
    net::Response answer(std::string_view what, const QueryParameters& query, const std::string& body);

private:
    struct Upload {
        std::unique_ptr<IncomingFile> file;
        std::uint64_t received_bytes = 0;
        std::chrono::steady_clock::time_point used;
        std::mutex mutex;  ///< Held while a piece is written.
    };
    struct Question;

    Result<net::Response> reply(std::string_view what, const QueryParameters& query, const std::string& body);
    Result<Json> change(std::string_view what, WorkloadFiles& files, const Question& question);
    Result<Json> begin(WorkloadFiles& files, const Question& question);
    Result<Json> append(const QueryParameters& query, const std::string& body);
    Result<Json> finish(const std::string& upload);
    Result<std::unique_ptr<WorkloadFiles>> open(const std::string& of) const;
    Result<std::shared_ptr<Upload>> find(const std::string& upload);

    const PodLayout layout_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<Upload>> uploads_;
};

}  // namespace slipway
