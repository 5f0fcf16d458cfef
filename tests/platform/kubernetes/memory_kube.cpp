// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/kubernetes/memory_kube.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace slipway::test {

namespace {

std::string parameter(const net::RequestHead& head, std::string_view name)
{
    for (const auto& [key, value] : head.query) {
        if (key == name)
            return value;
    }
    return {};
}

net::Response jsonAnswer(const Json& value)
{
    net::Response response;
    response.headers.set("Content-Type", "application/json");
    response.body = dumpJson(value);
    return response;
}

}  // namespace

net::Response statusResponse(int code, const std::string& reason, const std::string& message)
{
    net::Response response = jsonAnswer({{"kind", "Status"},
                                         {"apiVersion", "v1"},
                                         {"status", "Failure"},
                                         {"message", message},
                                         {"reason", reason},
                                         {"code", code}});
    response.status = code;
    return response;
}

Json MemoryKube::object(const std::string& name, const std::string& value) const
{
    return {{"metadata", {{"name", name}, {"resourceVersion", std::to_string(version_)}}}, {"value", value}};
}

void MemoryKube::tell(const std::string& type, const Json& object)
{
    const std::string line = dumpJson({{"type", type}, {"object", object}}) + "\n";
    changes_.push_back({version_, line});
    for (const auto& writer : open_)
        writer->write(line);
}

void MemoryKube::put(const std::string& name, const std::string& value)
{
    const std::lock_guard lock(mutex_);
    ++version_;
    const bool known = objects_.count(name) > 0;
    objects_[name] = object(name, value);
    tell(known ? "MODIFIED" : "ADDED", objects_[name]);
}

void MemoryKube::remove(const std::string& name)
{
    const std::lock_guard lock(mutex_);
    ++version_;
    Json last = objects_.at(name);
    last["metadata"]["resourceVersion"] = std::to_string(version_);
    objects_.erase(name);
    tell("DELETED", last);
}

void MemoryKube::say(const std::string& bytes)
{
    const std::lock_guard lock(mutex_);
    for (const auto& writer : open_)
        writer->write(bytes);
}

void MemoryKube::bookmark()
{
    const std::lock_guard lock(mutex_);
    ++version_;
    tell("BOOKMARK", {{"metadata", {{"resourceVersion", std::to_string(version_)}}}});
}

void MemoryKube::compact()
{
    const std::lock_guard lock(mutex_);
    ++version_;
    horizon_ = version_;
    changes_.clear();
}

void MemoryKube::cut()
{
    std::vector<std::shared_ptr<net::StreamWriter>> open;
    {
        const std::lock_guard lock(mutex_);
        open.swap(open_);
    }
    for (const auto& writer : open)
        writer->abort();
}

void MemoryKube::fallSilent()
{
    const std::lock_guard lock(mutex_);
    silent_.insert(silent_.end(), open_.begin(), open_.end());
    open_.clear();
}

void MemoryKube::answerNext(std::vector<net::Response> responses)
{
    const std::lock_guard lock(mutex_);
    for (net::Response& response : responses)
        answers_.push_back(std::move(response));
}

void MemoryKube::expireNextPage()
{
    const std::lock_guard lock(mutex_);
    expire_page_ = true;
}

int MemoryKube::lists() const
{
    const std::lock_guard lock(mutex_);
    return lists_;
}

int MemoryKube::watches() const
{
    const std::lock_guard lock(mutex_);
    return watches_;
}

std::vector<std::string> MemoryKube::authorizations() const
{
    const std::lock_guard lock(mutex_);
    return authorizations_;
}

net::Response MemoryKube::handle(net::Request request)
{
    const std::lock_guard lock(mutex_);
    const std::string* authorization = request.head.headers.find("authorization");
    authorizations_.push_back(authorization != nullptr ? *authorization : "");
    if (!answers_.empty()) {
        net::Response answer = std::move(answers_.front());
        answers_.pop_front();
        return answer;
    }
    return parameter(request.head, "watch") == "true" ? watch(request.head) : list(request.head);
}

/// Pages of one object, whatever limit is asked for: `continue` is the number of those given.
net::Response MemoryKube::list(const net::RequestHead& head)
{
    const std::string next = parameter(head, "continue");
    if (!next.empty() && std::exchange(expire_page_, false))
        return statusResponse(410, "Expired", "The provided continue parameter is too old.");
    lists_ += next.empty() ? 1 : 0;
    const std::size_t given = next.empty() ? 0 : std::stoul(next);
    Json page{{"metadata", {{"resourceVersion", std::to_string(version_)}}}, {"items", Json::array()}};
    if (given < objects_.size())
        page["items"].push_back(std::next(objects_.begin(), static_cast<std::ptrdiff_t>(given))->second);
    if (given + 1 < objects_.size())
        page["metadata"]["continue"] = std::to_string(given + 1);
    return jsonAnswer(page);
}

net::Response MemoryKube::watch(const net::RequestHead& head)
{
    ++watches_;
    const std::int64_t since = std::stoll(parameter(head, "resourceVersion"));
    if (since < horizon_)
        return statusResponse(410, "Expired", "too old resource version");
    net::Response response;
    response.body =
        net::StreamStart([self = shared_from_this(), since](std::shared_ptr<net::StreamWriter> writer) {
            self->join(since, std::move(writer));
        });
    return response;
}

void MemoryKube::join(std::int64_t since, std::shared_ptr<net::StreamWriter> writer)
{
    const std::lock_guard lock(mutex_);
    for (const Change& change : changes_) {
        if (change.version > since)
            writer->write(change.line);
    }
    open_.push_back(std::move(writer));
}

}  // namespace slipway::test
