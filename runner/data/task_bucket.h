// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/s3/s3_xml.h"
#include "core/uri.h"
#include "net/dial/dialer.h"
#include "runner/data/data_plan.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace slipway {

/// The type of the error that there is no room on this machine's disk.
inline constexpr const char* disk_full = "disk-full";

/// Takes an object's bytes while they come.
class ObjectSink {
public:
    virtual ~ObjectSink() = default;
    /// Forgets what came before: another try begins. What either refuses ends the fetch, with errno saying
    /// why.
    virtual bool begin() = 0;
    virtual bool take(std::string_view bytes) = 0;
};

/// A project's bucket, for the small static runner: whole files in and out. Blocks; thread-safe.
///
/// Bodies of objects go straight to a store behind the platform where there is one, or through the platform
/// where that store cannot be reached from here.
///
/// What the network or the store broke is tried again, up to six times, with growing waits.
class TaskBucket {
public:
    explicit TaskBucket(BucketAccess access);

    /// Whether a store answers at the address at all.
    Result<void> reach() const;

    /// Every object whose key starts with `prefix`, sorted by key.
    Result<std::vector<s3::ObjectEntry>> list(const std::string& prefix) const;

    /// Writes an object to a file, which appears whole, under its name, or not at all. `DataLoss` when what
    /// came is not what the store says it is: its size, and its MD5 where the ETag is one.
    Result<void> fetch(const s3::ObjectEntry& object, const std::filesystem::path& file) const;
    /// The same into `sink`, which has everything, checked, once this is a success; `name` is what errors
    /// call it.
    Result<void> fetch(const s3::ObjectEntry& object, ObjectSink& sink, const std::string& name) const;
    /// The same for an object of which only the key is known.
    Result<void> fetch(const std::string& key, const std::filesystem::path& file) const;

    /// Stores a file as it is now, in parts where it is large. `Canceled` when it changed meanwhile.
    Result<void> store(const std::filesystem::path& file, const std::string& key) const;

private:
    struct Call {
        std::string method = "GET";
        std::string key;
        QueryParameters query;
        std::string body;
        std::function<bool(std::string_view)> on_body;
    };
    Result<net::DialResponse> send(const Call& call) const;
    Result<net::DialResponse> sendOnce(const Call& call) const;
    /// How the platform is asked: to take the body, to take it or tell where it goes, or only where.
    enum class Ask { Plain, Direct, ForAddress };
    Result<net::DialResponse> sendHere(const Call& call, Ask ask) const;
    /// To the address that the platform told.
    Result<net::DialResponse> sendThere(const Call& call, const std::string& address) const;
    Result<void> storeInParts(const std::filesystem::path& file, std::uint64_t size_bytes,
                              const std::string& key) const;

    const BucketAccess access_;
    /// What the platform's answers told.
    struct Learned {
        std::atomic<bool> offered = false;      ///< A store behind the platform takes bodies,
        std::atomic<bool> unreachable = false;  ///< but not from here;
        std::atomic<bool> worked = false;       ///< or it did once.
    };
    std::shared_ptr<Learned> learned_ = std::make_shared<Learned>();
};

}  // namespace slipway
