// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/foreign/store_keeper.h"

#include "core/s3/s3_xml.h"
#include "platform/objects/foreign/foreign_deletes.h"
#include "platform/objects/s3_error.h"
#include "platform/objects/xml/xml_reader.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr std::size_t most_keys = 1000;

tl::unexpected<Error> stopped()
{
    return fail(ErrorCode::Canceled, "slipwayd ends.");
}

Result<std::vector<std::string>> nextKeys(ForeignStore& store, const std::string& prefix, std::string& token)
{
    StoreRequest request;
    request.query = {{"list-type", "2"}, {"prefix", prefix}};
    if (!token.empty())
        request.query.emplace_back("continuation-token", token);
    const Result<s3::ObjectPage> page = store.ask(request).and_then(
        [](const net::FetchResponse& answer) { return s3::readObjectPage(answer.body); });
    if (!page)
        return propagate(page);
    token = page->next_token;
    std::vector<std::string> keys;
    for (const s3::ObjectEntry& object : page->objects)
        keys.push_back(object.key);
    return keys;
}

Result<void> deletePage(ForeignStore& store, const std::vector<std::string>& keys)
{
    const Result<std::vector<NotDeleted>> left = deleteKeys(store, keys);
    if (!left)
        return propagate(left);
    return left->empty() ? Result<void>() : tl::unexpected(left->front().why);
}

Result<void> abortUpload(ForeignStore& store, const std::string& key, const std::string& id)
{
    StoreRequest request;
    request.method = "DELETE";
    request.key = key;
    request.query = {{"uploadId", id}};
    const Result<net::FetchResponse> aborted = store.ask(request);
    const bool gone = !aborted && aborted.error().type == "NoSuchUpload";
    return aborted || gone ? Result<void>() : propagate(aborted);
}

}  // namespace

Result<std::vector<std::string>> listKeys(ForeignStore& store, const std::string& prefix, std::size_t most,
                                          const std::stop_token& stop)
{
    std::vector<std::string> keys;
    std::string token;
    do {
        if (stop.stop_requested())
            return stopped();
        const Result<std::vector<std::string>> page = nextKeys(store, prefix, token);
        if (!page)
            return page;
        keys.insert(keys.end(), page->begin(), page->end());
    } while (!token.empty() && keys.size() < most);
    keys.resize(std::min(keys.size(), most));
    return keys;
}

Result<void> deleteAll(ForeignStore& store, const std::string& prefix, const std::stop_token& stop)
{
    while (true) {
        if (stop.stop_requested())
            return stopped();
        std::string first_page;
        const Result<std::vector<std::string>> keys = nextKeys(store, prefix, first_page);
        if (!keys)
            return propagate(keys);
        if (keys->empty())
            break;
        if (const Result<void> deleted = deletePage(store, *keys); !deleted)
            return deleted;
    }
    return abortUploads(store, prefix, Timestamp::max(), stop).map([](std::size_t) {});
}

Result<std::size_t> abortUploads(ForeignStore& store, const std::string& prefix, Timestamp limit,
                                 const std::stop_token& stop)
{
    std::size_t count = 0;
    QueryParameters after;
    do {
        StoreRequest request;
        request.query = {{"uploads", ""}, {"prefix", prefix}};
        request.query.insert(request.query.end(), after.begin(), after.end());
        after.clear();
        const Result<XmlElement> page = store.ask(request).and_then(
            [](const net::FetchResponse& answer) { return parseXml(answer.body); });
        if (!page)
            return propagate(page);
        for (const XmlElement& upload : page->children) {
            const Result<Timestamp> begun = parseTimestamp(std::string(upload.childText("Initiated")));
            if (upload.name != "Upload" || (begun && *begun >= limit))
                continue;
            if (stop.stop_requested())
                return stopped();
            const Result<void> aborted = abortUpload(store, std::string(upload.childText("Key")),
                                                     std::string(upload.childText("UploadId")));
            if (!aborted)
                return propagate(aborted);
            ++count;
        }
        if (page->childText("IsTruncated") == "true")
            after = {{"key-marker", std::string(page->childText("NextKeyMarker"))},
                     {"upload-id-marker", std::string(page->childText("NextUploadIdMarker"))}};
    } while (!after.empty());
    return count;
}

StoreKeeper::Desk::Desk(Work work)
    : work_(std::move(work)), thread_([this](const std::stop_token& stop) { run(stop); })
{
}

Result<std::optional<std::vector<std::string>>> StoreKeeper::Desk::ask(const std::string& prefix)
{
    const std::lock_guard lock(mutex_);
    const auto [found, added] = asked_.try_emplace(prefix);
    if (added)
        wake_.notify_all();
    if (!found->second)
        return std::nullopt;
    Result<std::vector<std::string>> outcome = std::move(*found->second);
    asked_.erase(found);
    if (!outcome)
        return propagate(outcome);
    return std::optional(std::move(*outcome));
}

void StoreKeeper::Desk::run(const std::stop_token& stop)
{
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        const auto next =
            std::find_if(asked_.begin(), asked_.end(), [](const auto& one) { return !one.second; });
        if (next == asked_.end()) {
            wake_.wait(lock, stop, [this] {
                return std::any_of(asked_.begin(), asked_.end(), [](const auto& one) { return !one.second; });
            });
            continue;
        }
        const std::string prefix = next->first;
        lock.unlock();
        Result<std::vector<std::string>> outcome = work_(prefix, stop);
        lock.lock();
        asked_[prefix] = std::move(outcome);
    }
}

StoreKeeper::StoreKeeper(std::shared_ptr<ForeignStore> store)
    : store_(std::move(store)),
      lists_([this](const std::string& prefix, const std::stop_token& stop) {
          return listKeys(*store_, prefix, most_keys, stop);
      }),
      deletions_([this](const std::string& prefix, const std::stop_token& stop) {
          return deleteAll(*store_, prefix, stop).map([] { return std::vector<std::string>(); });
      })
{
}

Result<std::optional<std::vector<std::string>>> StoreKeeper::keys(const std::string& project,
                                                                  const std::string& prefix)
{
    const std::string place = store_->placeOf(project);
    auto found = lists_.ask(place + prefix);
    if (found && *found) {
        for (std::string& key : **found)
            key.erase(0, place.size());
    }
    return found;
}

Result<bool> StoreKeeper::remove(const std::string& project, const std::string& prefix)
{
    return deletions_.ask(store_->placeOf(project) + prefix).map([](const auto& done) {
        return done.has_value();
    });
}

}  // namespace slipway
