// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/pod/pod_service.h"

#include "core/json.h"
#include "runner/pod/pod_access.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::size_t most_feeds = 8;

net::Response answer(int status, const Json& json)
{
    net::Response response;
    response.status = status;
    response.headers.set("Content-Type", "application/json");
    response.body = dumpJson(json);
    return response;
}

net::Response refusal(const Error& error)
{
    const int status = httpStatus(error.code);
    return answer(status,
                  {{"title", net::reasonPhrase(status)}, {"status", status}, {"detail", error.message}});
}

Result<StreamOffsets> readOffsets(const std::string& body)
{
    const Result<Json> json = parseJson(body.empty() ? "{}" : body);
    StreamOffsets offsets;
    const bool object = json && json->is_object() && (!json->contains("have") || (*json)["have"].is_object());
    if (!object)
        return fail(ErrorCode::InvalidArgument, "Send {\"have\":{STREAM:BYTES}}.");
    if (!json->contains("have"))
        return offsets;
    for (const auto& [stream, offset] : (*json)["have"].items()) {
        if (!offset.is_number_unsigned())
            return fail(ErrorCode::InvalidArgument, "An offset must be a number of bytes.", {}, "have");
        offsets[stream] = offset.get<std::uint64_t>();
    }
    return offsets;
}

}  // namespace

PodService::PodService(const PodLayout& layout, std::string key, std::shared_ptr<SegmentPoster> poster)
    : attempt_(layout.attempt()),
      key_(std::move(key)),
      poster_(std::move(poster)),
      records_(layout.attempt()),
      files_(layout)
{
}

PodService::~PodService() = default;

std::variant<net::BodyPolicy, net::Response> PodService::admit(const net::RequestHead& head)
{
    if (const auto known = checkSignature(head.method, head.path, head.query, key_, now()); !known)
        return refusal(known.error());
    if (head.path.starts_with(files_path))
        return net::BodyPolicy{net::BodyPolicy::Mode::Buffered, files_piece_bytes};
    return records_.admit(head);
}

net::Response PodService::handle(net::Request request)
{
    const std::string& path = request.head.path;
    if (request.head.method == "POST" && path == "/v1/feed")
        return feed(request.body);
    if (request.head.method == "POST" && path == "/v1/confirm")
        return confirm(request.body);
    if (request.head.method == "POST" && path == "/v1/stop")
        return stop(request.body);
    if (request.head.method == "POST" && path == "/v1/peers")
        return meet(request.body);
    if (request.head.method == "POST" && path == "/v1/kept") {
        kept_ = true;
        return answer(200, Json::object());
    }
    if (request.head.method == "POST" && path.starts_with(files_path))
        return files_.answer(std::string_view(path).substr(files_path.size()), request.head.query,
                             request.body);
    return records_.handle(std::move(request));
}

net::Response PodService::feed(const std::string& body)
{
    const Result<StreamOffsets> have = readOffsets(body);
    if (!have)
        return refusal(have.error());
    net::Response response;
    response.headers.set("Content-Type", "application/octet-stream");
    response.body = net::StreamStart(
        [this, have = *have](std::shared_ptr<net::StreamWriter> writer) { follow(have, std::move(writer)); });
    return response;
}

net::Response PodService::confirm(const std::string& body)
{
    const Result<StreamOffsets> have = readOffsets(body);
    if (!have)
        return refusal(have.error());
    const Result<Json> json = parseJson(body);
    const bool renews = json && json->contains("ways");
    const Result<PostWays> ways = renews ? parsePostWays(dumpJson((*json)["ways"])) : Result<PostWays>();
    if (!ways)
        return refusal(
            {ErrorCode::InvalidArgument, "Send {\"have\":{STREAM:BYTES},\"ways\":{...}}.", {}, {}});
    if (poster_) {
        poster_->confirm(*have);
        if (renews)
            poster_->renew(*ways);
    }
    return answer(200, Json::object());
}

bool PodService::followed()
{
    const std::lock_guard lock(mutex_);
    return std::any_of(feeds_.begin(), feeds_.end(), [](const auto& feed) { return !feed->broke(); });
}

net::Response PodService::stop(const std::string& body)
{
    const Result<StopRequest> request = parseStopRequest(body);
    if (!request)
        return refusal(
            {ErrorCode::InvalidArgument, "Send {\"cause\":\"stopped\",\"grace_ms\":NUMBER}.", {}, {}});
    if (const auto left = attempt_.leaveStop(*request); !left)
        return refusal(left.error());
    return answer(202, Json::object());
}

net::Response PodService::meet(const std::string& body)
{
    const Result<PeersRecord> peers = parsePeersRecord(body);
    if (!peers)
        return refusal({ErrorCode::InvalidArgument, "Send {\"env\":{NAME:VALUE}}.", {}, {}});
    if (const auto written = attempt_.writePeers(*peers); !written)
        return refusal(written.error());
    return answer(202, Json::object());
}

void PodService::follow(StreamOffsets have, std::shared_ptr<net::StreamWriter> writer)
{
    const std::lock_guard lock(mutex_);
    std::erase_if(feeds_, [](const auto& feed) { return feed->ended(); });
    if (feeds_.size() >= most_feeds)
        feeds_.erase(feeds_.begin());  // Whoever reads twice as often as that has lost the older ones.
    feeds_.push_back(std::make_unique<AttemptFeed>(attempt_, std::move(have), std::move(writer)));
    if (poster_)
        poster_->noteReaders(true);
}

}  // namespace slipway
