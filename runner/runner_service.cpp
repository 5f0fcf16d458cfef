// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/runner_service.h"

#include "core/json.h"
#include "core/uri.h"
#include "runner/attempt_state.h"
#include "runner/processes/process_signal.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <csignal>
#include <map>

namespace slipway {

namespace {

constexpr std::string_view streams_prefix = "/v1/streams/";

std::int64_t steadyMilliseconds()
{
    const auto time = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

net::Response jsonResponse(int status, const std::string& text, const char* type = "application/json")
{
    net::Response response;
    response.status = status;
    response.headers.set("Content-Type", type);
    response.body = text;
    return response;
}

net::Response problem(const Error& error)
{
    const int status = httpStatus(error.code);
    const std::string type = error.type.empty() ? std::string(name(error.code)) : error.type;
    return jsonResponse(status,
                        dumpJson(Json{{"type", type},
                                      {"title", net::reasonPhrase(status)},
                                      {"status", status},
                                      {"detail", error.message},
                                      {"field", error.field}}),
                        "application/problem+json");
}

}  // namespace

Result<std::uint64_t> readOffset(const QueryParameters& query)
{
    const std::string* text = find(query, "offset");
    std::uint64_t offset = 0;
    if (text == nullptr) {
        return offset;
    }
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), offset);
    if (error != std::errc() || end != text->data() + text->size()) {
        return fail(ErrorCode::InvalidArgument, "offset must be a number of bytes.", {}, "offset");
    }
    return offset;
}

RunnerService::RunnerService(AttemptDirectory directory)
    : directory_(std::move(directory)), catalog_(directory_.streams()), last_request_ms_(steadyMilliseconds())
{
}

std::variant<net::BodyPolicy, net::Response> RunnerService::admit(const net::RequestHead&)
{
    return net::BodyPolicy{net::BodyPolicy::Mode::Buffered, 64u << 10};
}

net::Response RunnerService::handle(net::Request request)
{
    last_request_ms_ = steadyMilliseconds();
    const Result<net::Response> response = route(request);
    return response ? *response : problem(response.error());
}

std::chrono::milliseconds RunnerService::idle() const
{
    const std::lock_guard lock(mutex_);
    const bool followed = tails_ && tails_->followers() > 0;
    return followed ? std::chrono::milliseconds(0)
                    : std::chrono::milliseconds(steadyMilliseconds() - last_request_ms_);
}

Result<net::Response> RunnerService::route(const net::Request& request)
{
    const std::string& path = request.head.path;
    const bool get = request.head.method == "GET";
    const bool post = request.head.method == "POST";
    if (get && path == "/v1/state") {
        return state();
    }
    if (get && path == "/v1/streams") {
        return listStreams();
    }
    if (get && path.starts_with(streams_prefix)) {
        return stream(std::string_view(path).substr(streams_prefix.size()), request.head);
    }
    if (post && path == "/v1/signal") {
        return signal(request.body);
    }
    if (post && path == "/v1/stop") {
        return stop(request.body);
    }
    return fail(ErrorCode::NotFound, "There is nothing at " + request.head.method + " " + path + ".");
}

net::Response RunnerService::state() const
{
    return jsonResponse(200, attemptState(directory_));
}

net::Response RunnerService::listStreams() const
{
    Json items = Json::array();
    for (const StreamInfo& info : catalog_.list()) {
        items.push_back(
            Json{{"name", info.name}, {"size_bytes", info.size_bytes}, {"complete", info.complete}});
    }
    return jsonResponse(200, dumpJson(Json{{"items", items}}));
}

Result<net::Response> RunnerService::stream(std::string_view encoded_name, const net::RequestHead& head)
{
    const Result<std::string> stream_name = percentDecode(encoded_name);
    const Result<std::uint64_t> offset = readOffset(head.query);
    if (!stream_name) {
        return propagate(stream_name);
    }
    if (!offset) {
        return propagate(offset);
    }
    const std::string* follow = find(head.query, "follow");
    const bool follows = follow != nullptr && (*follow == "true" || *follow == "1");
    return tails().respond(catalog_, *stream_name, *offset,
                           follows ? StreamTails::Follow::Yes : StreamTails::Follow::No);
}

Result<net::Response> RunnerService::signal(const std::string& body) const
{
    static const std::map<std::string, int> signals{{"USR1", SIGUSR1}, {"USR2", SIGUSR2}, {"HUP", SIGHUP},
                                                    {"INT", SIGINT},   {"TERM", SIGTERM}, {"CONT", SIGCONT},
                                                    {"STOP", SIGSTOP}, {"KILL", SIGKILL}};
    const Result<Json> json = parseJson(body);
    const bool named = json && json->is_object() && json->contains("signal") && (*json)["signal"].is_string();
    const auto known = signals.find(named ? (*json)["signal"].get<std::string>() : std::string());
    if (known == signals.end()) {
        return fail(ErrorCode::InvalidArgument,
                    "Send {\"signal\":NAME} with one of USR1, USR2, HUP, INT, TERM, "
                    "CONT, STOP, KILL.",
                    {}, "signal");
    }
    const Result<ChildRecord> child = directory_.readChild();
    if (!child || !sendSignal({child->pid, child->start_ticks, currentBootId()}, known->second)) {
        return fail(ErrorCode::Conflict, "No command of this task runs now.", "not-running");
    }
    return jsonResponse(200, "{}");
}

Result<net::Response> RunnerService::stop(const std::string& body) const
{
    const Result<StopRequest> request = parseStopRequest(body);
    if (!request) {
        return fail(ErrorCode::InvalidArgument, "Send {\"cause\":\"stopped\",\"grace_ms\":NUMBER}.");
    }
    if (const auto asked = directory_.requestStop(*request); !asked) {
        return propagate(asked);
    }
    return jsonResponse(202, "{}");
}

StreamTails& RunnerService::tails()
{
    const std::lock_guard lock(mutex_);
    if (!tails_) {
        tails_ = std::make_unique<StreamTails>();
    }
    return *tails_;
}

}  // namespace slipway
