// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/profile.h"
#include "core/resource.h"
#include "core/specs.h"
#include "core/statuses.h"
#include "net/serve/server.h"

#include <nlohmann/json.hpp>

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace slipway::test {

/// A platform in memory that answers the API as the screens use it: resources, watch, verbs, streams. It
/// decides nothing; tests put resources there and say which requests to refuse.
class FakePlatform : public net::Service, public std::enable_shared_from_this<FakePlatform> {
public:
    void put(Resource resource)
    {
        const std::lock_guard lock(mutex_);
        store(std::move(resource));
    }

    void putStream(const std::string& path, std::string bytes)
    {
        const std::lock_guard lock(mutex_);
        streams_[path] = std::move(bytes);
    }

    /// Creations whose spec holds `word` are refused with this field at fault.
    void refuse(std::string word, std::string type, std::string field)
    {
        const std::lock_guard lock(mutex_);
        refusals_.push_back({std::move(word), std::move(type), std::move(field)});
    }

    void setQueue(std::string json) { queue_ = std::move(json); }
    void setHistory(std::string json) { history_ = std::move(json); }
    /// "POST environments/name/release" and so on, in the order they came.
    std::vector<std::string> requests() const
    {
        const std::lock_guard lock(mutex_);
        return requests_;
    }
    Resource resource(Kind kind, const std::string& name) const
    {
        const std::lock_guard lock(mutex_);
        const auto found = resources_.find({kind, name});
        return found == resources_.end() ? Resource() : found->second;
    }

    std::variant<net::BodyPolicy, net::Response> admit(const net::RequestHead&) override
    {
        return net::BodyPolicy{};
    }

    net::Response handle(net::Request request) override
    {
        const std::lock_guard lock(mutex_);
        std::vector<std::string> parts = split(request.head.path.substr(std::string("/api/v1/").size()));
        if (request.head.method != "GET" && !find(request.head.query, "dry_run"))
            requests_.push_back(request.head.method + " " + request.head.path.substr(8));
        if (parts.front() == "account")
            return json(
                R"({"user":"alice","administrator":false,"roles":{"vision":"manager","speech":"viewer"},)"
                R"("server_version":"0.1.0","s3_endpoint":"http://127.0.0.1:8470"})");
        if (parts.front() == "queue")
            return json(queue_);
        if (parts.front() == "watch")
            return watch();
        if (parts.front() == "projects" && parts.size() > 2)
            parts.erase(parts.begin(), parts.begin() + 2);
        return collection(request, parts);
    }

    void close()
    {
        const std::lock_guard lock(mutex_);
        for (const auto& watcher : watchers_)
            watcher->finish();
    }

private:
    struct Refusal {
        std::string word, type, field;
    };

    static std::vector<std::string> split(const std::string& path)
    {
        std::vector<std::string> parts{""};
        for (const char c : path)
            if (c == '/')
                parts.emplace_back();
            else
                parts.back() += c;
        return parts;
    }

    static net::Response json(std::string body, int status = 200)
    {
        net::Response response;
        response.status = status;
        response.headers.add("Content-Type", "application/json");
        response.body = std::move(body);
        return response;
    }

    static net::Response problem(int status, const std::string& type, const std::string& detail,
                                 const std::string& field = {})
    {
        return json(
            nlohmann::json{
                {"type", type}, {"title", type}, {"status", status}, {"detail", detail}, {"field", field}}
                .dump(),
            status);
    }

    void store(Resource resource)
    {
        resource.version = ++version_;
        const std::string event =
            "event: change\nid: " + std::to_string(version_) + "\ndata: " + formatResource(resource) + "\n\n";
        resources_[{resource.kind, resource.name}] = std::move(resource);
        for (const auto& watcher : watchers_)
            watcher->write(event);
    }

    net::Response watch()
    {
        net::Response response;
        response.headers.add("Content-Type", "text/event-stream");
        response.body =
            net::StreamStart([self = shared_from_this()](std::shared_ptr<net::StreamWriter> writer) {
                const std::lock_guard lock(self->mutex_);
                writer->write("event: heartbeat\nid: " + std::to_string(self->version_) + "\n\n");
                self->watchers_.push_back(std::move(writer));
            });
        return response;
    }

    net::Response collection(const net::Request& request, const std::vector<std::string>& parts)
    {
        const auto kind = kindOfPlural(parts[0]);
        if (!kind)
            return problem(404, "not-found", "There is no such collection.");
        if (parts.size() == 1)
            return request.head.method == "POST" ? create(request) : list(*kind);
        const auto found = resources_.find({*kind, parts[1]});
        if (found == resources_.end())
            return problem(404, "not-found", "There is no such resource.");
        if (parts.size() > 2)
            return below(request, found->second, parts);
        if (request.head.method == "DELETE")
            return remove(found->second);
        return json(formatResource(found->second));
    }

    net::Response list(Kind kind) const
    {
        std::string items;
        for (const auto& [key, resource] : resources_)
            if (key.first == kind)
                items += (items.empty() ? "" : ",") + formatResource(resource);
        return json("{\"items\":[" + items + "],\"cursor\":\"\",\"version\":" + std::to_string(version_) +
                    "}");
    }

    net::Response create(const net::Request& request)
    {
        auto resource = parseResource(request.body);
        if (!resource)
            return problem(400, "invalid-argument", resource.error().message);
        for (const Refusal& refusal : refusals_)
            if (request.body.find(refusal.word) != std::string::npos)
                return problem(400, refusal.type, "Refused: " + refusal.word + ".", refusal.field);
        if (resources_.contains({resource->kind, resource->name}))
            return problem(409, "name-taken", "The name " + resource->name + " is taken. Choose another one.",
                           "name");
        resource->id = ResourceId(resource->name + "-1");
        resource->owner = "alice";
        resource->project = "vision";
        resource->created = now();
        WorkloadStatus status;
        status.phase = Phase::Starting;
        resource->status = write(status).dump();
        if (find(request.head.query, "dry_run"))
            return json(formatResource(*resource));
        store(*resource);
        return json(formatResource(*resource), 201);
    }

    net::Response below(const net::Request& request, const Resource& resource,
                        const std::vector<std::string>& parts)
    {
        if (parts[2] == "history")
            return json(history_);
        if (parts[2] == "open")
            return json(R"({"url":"http://127.0.0.1:9/"})");
        if (parts[2] == "streams")
            return parts.size() == 3 ? streamList(resource.name) : stream(request, resource.name, parts);
        return verb(resource, parts[2]);
    }

    net::Response verb(Resource resource, const std::string& name)
    {
        auto status = readWorkloadStatus(nlohmann::json::parse(resource.status)).value();
        status.phase = name == "release" ? Phase::Released : name == "stop" ? Phase::Stopped : Phase::Running;
        status.gpus.clear();
        if (name == "release")
            status.release_ms = 412;
        resource.status = write(status).dump();
        store(resource);
        return json(formatResource(resources_[{resource.kind, resource.name}]));
    }

    net::Response remove(const Resource& resource)
    {
        const std::string event = "event: removed\nid: " + std::to_string(++version_) + "\ndata: " +
                                  nlohmann::json{{"kind", std::string(info(resource.kind).name)},
                                                 {"id", resource.id.text()},
                                                 {"project", resource.project},
                                                 {"name", resource.name},
                                                 {"version", version_}}
                                      .dump() +
                                  "\n\n";
        resources_.erase({resource.kind, resource.name});
        for (const auto& watcher : watchers_)
            watcher->write(event);
        return json("", 204);
    }

    net::Response streamList(const std::string& name) const
    {
        nlohmann::json items = nlohmann::json::array();
        for (const auto& [path, bytes] : streams_)
            if (path.starts_with(name + "/"))
                items.push_back({{"name", path.substr(name.size() + 1)},
                                 {"attempt", 1},
                                 {"size_bytes", bytes.size()},
                                 {"complete", true}});
        return json(nlohmann::json{{"items", items}}.dump());
    }

    net::Response stream(const net::Request& request, const std::string& name,
                         const std::vector<std::string>& parts)
    {
        std::string path = name;
        for (std::size_t i = 3; i < parts.size(); ++i)
            path += "/" + parts[i];
        const auto found = streams_.find(path);
        if (found == streams_.end())
            return problem(404, "not-found", "There is no such stream.");
        const std::string* offset = find(request.head.query, "offset");
        net::Response response;
        response.headers.add("Content-Type", "application/octet-stream");
        response.headers.add("Slipway-Attempt", "1");
        response.body = found->second.substr(offset ? std::stoul(*offset) : 0);
        return response;
    }

    mutable std::mutex mutex_;
    std::int64_t version_ = 0;
    std::map<std::pair<Kind, std::string>, Resource> resources_;
    std::map<std::string, std::string> streams_;
    std::vector<Refusal> refusals_;
    std::vector<std::shared_ptr<net::StreamWriter>> watchers_;
    std::vector<std::string> requests_;
    std::string queue_ = R"({"items":[]})";
    std::string history_ = R"({"items":[]})";
};

/// The platform behind a server on loopback, for as long as this lives.
class RunningPlatform {
public:
    RunningPlatform() : platform(std::make_shared<FakePlatform>())
    {
        server_ = net::Server::start({}, platform).value();
    }
    ~RunningPlatform()
    {
        platform->close();
        server_->stop(std::chrono::milliseconds(200));
    }

    Profile profile() const
    {
        Profile profile;
        profile.name = "test";
        profile.server = "http://" + server_->address();
        profile.access_key = "SLIPTEST";
        profile.secret_key = "secret";
        profile.project = "vision";
        return profile;
    }

    void stop() { server_->stop(std::chrono::milliseconds(0)); }

    std::shared_ptr<FakePlatform> platform;

private:
    std::unique_ptr<net::Server> server_;
};

}  // namespace slipway::test
