// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fake_platform.h"

#include "core/resources/statuses.h"

#include <nlohmann/json.hpp>

namespace slipway::test {

namespace {

constexpr std::string_view api_prefix = "/api/v1/";

std::vector<std::string> split(std::string_view path)
{
    std::vector<std::string> parts{""};
    for (const char c : path)
        if (c == '/')
            parts.emplace_back();
        else
            parts.back() += c;
    return parts;
}

net::Response json(std::string body, int status = 200)
{
    net::Response response;
    response.status = status;
    response.headers.add("Content-Type", "application/json");
    response.body = std::move(body);
    return response;
}

net::Response problem(int status, const std::string& type, const std::string& detail,
                      const std::string& field = {})
{
    const Json body{
        {"type", type}, {"title", type}, {"status", status}, {"detail", detail}, {"field", field}};
    return json(body.dump(), status);
}

std::string changeOf(const Resource& resource)
{
    return "event: change\nid: " + std::to_string(resource.version) + "\ndata: " + formatResource(resource) +
           "\n\n";
}

}  // namespace

void FakePlatform::put(Resource resource)
{
    const std::lock_guard lock(mutex_);
    store(std::move(resource));
}

void FakePlatform::putStream(const std::string& path, std::string bytes)
{
    const std::lock_guard lock(mutex_);
    streams_[path] = std::move(bytes);
}

void FakePlatform::refuse(std::string word, std::string type, std::string field)
{
    const std::lock_guard lock(mutex_);
    refusals_.push_back({std::move(word), std::move(type), std::move(field)});
}

std::vector<std::string> FakePlatform::requests() const
{
    const std::lock_guard lock(mutex_);
    return requests_;
}

Resource FakePlatform::resource(Kind kind, const std::string& name) const
{
    const std::lock_guard lock(mutex_);
    const auto found = resources_.find({kind, name});
    return found == resources_.end() ? Resource() : found->second;
}

void FakePlatform::tellWatchers(const std::string& bytes)
{
    const std::lock_guard lock(mutex_);
    tell(bytes);
}

void FakePlatform::fail(std::string word, int status, std::string type, std::string detail, std::string field)
{
    const std::lock_guard lock(mutex_);
    failing_ = std::move(word);
    failure_ = problem(status, type, detail, field);
}

void FakePlatform::putFile(const std::string& name, std::string bytes)
{
    const std::lock_guard lock(mutex_);
    files_[name] = std::move(bytes);
}

void FakePlatform::close()
{
    const std::lock_guard lock(mutex_);
    for (const auto& watcher : watchers_)
        watcher->finish();
}

std::variant<net::BodyPolicy, net::Response> FakePlatform::admit(const net::RequestHead&)
{
    return net::BodyPolicy{};
}

net::Response FakePlatform::handle(net::Request request)
{
    std::unique_lock lock(mutex_);
    const std::string path = request.head.path.substr(api_prefix.size());
    const auto has = [&path](const std::string& word) {
        return word == "*" || (!word.empty() && path.find(word) != std::string::npos);
    };
    if (has(failing_))
        return failure_;
    Parts parts = split(path);
    if (request.head.method != "GET" && !find(request.head.query, "dry_run"))
        requests_.push_back(request.head.method + " " + path);
    if (!request.body.empty())
        last_body_ = request.body;
    if (parts.front() == "cluster-checks" || (parts.front() == "clusters" && parts.back() == "check"))
        return json(findings_);
    if (parts.front() == "account")
        return json(R"({"user":"alice","administrator":)" + std::string(administrator_ ? "true" : "false") +
                    R"(,"roles":{"vision":")" + role_ +
                    R"(","speech":"viewer"},)"
                    R"("server_version":")" +
                    version_text_ + R"(","s3_endpoint":"http://127.0.0.1:8470"})");
    if (parts.front() == "queue")
        return json(queue_);
    if (parts.front() == "watch")
        return watch(request);
    if (parts.front() == "projects" && parts.size() > 2)
        parts.erase(parts.begin(), parts.begin() + 2);
    return collection(request, parts);
}

std::string FakePlatform::lastBody() const
{
    const std::lock_guard lock(mutex_);
    return last_body_;
}

void FakePlatform::store(Resource resource)
{
    resource.version = ++version_;
    tell(changeOf(resource));
    resources_[{resource.kind, resource.name}] = std::move(resource);
}

void FakePlatform::tell(const std::string& event)
{
    for (const auto& watcher : watchers_)
        watcher->write(event);
}

net::Response FakePlatform::watch(const net::Request& request)
{
    const std::string* said = find(request.head.query, "since");
    const std::int64_t since = said ? std::stoll(*said) : 0;
    // What came between the list and the watch is told again.
    std::string missed;
    for (const auto& [key, resource] : resources_)
        if (resource.version > since)
            missed += changeOf(resource);
    net::Response response;
    response.headers.add("Content-Type", "text/event-stream");
    response.body =
        net::StreamStart([self = shared_from_this(), missed](std::shared_ptr<net::StreamWriter> writer) {
            const std::lock_guard lock(self->mutex_);
            if (!missed.empty())
                writer->write(missed);
            writer->write("event: heartbeat\nid: " + std::to_string(self->version_) + "\n\n");
            self->watchers_.push_back(std::move(writer));
        });
    return response;
}

net::Response FakePlatform::collection(const net::Request& request, const Parts& parts)
{
    const auto kind = kindOfPlural(parts[0]);
    if (!kind)
        return problem(404, "not-found", "There is no such collection.");
    if (parts.size() == 1)
        return request.head.method == "POST" ? create(request) : list(*kind);
    const auto found = resources_.find({*kind, parts[1]});
    if (found == resources_.end())
        return problem(404, "not-found", "There is no such resource.");
    const Resource resource = found->second;
    if (parts.size() > 2)
        return below(request, resource, parts);
    if (request.head.method == "PUT")
        return replace(request, resource);
    return request.head.method == "DELETE" ? remove(resource) : json(formatResource(resource));
}

net::Response FakePlatform::replace(const net::Request& request, Resource resource)
{
    const auto wanted = parseResource(request.body);
    if (!wanted)
        return problem(400, "invalid-argument", wanted.error().message);
    resource.spec = wanted->spec;
    resource.labels = wanted->labels;
    ++resource.generation;
    if (!find(request.head.query, "dry_run"))
        store(resource);
    return json(formatResource(resource));
}

net::Response FakePlatform::list(Kind kind) const
{
    std::string items;
    for (const auto& [key, resource] : resources_)
        if (key.first == kind)
            items += (items.empty() ? "" : ",") + formatResource(resource);
    return json("{\"items\":[" + items + "],\"cursor\":\"\",\"version\":" + std::to_string(version_) + "}");
}

net::Response FakePlatform::create(const net::Request& request)
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
    if (info(resource->kind).scope == NameScope::Project)
        resource->project = "vision";
    resource->created = now();
    WorkloadStatus status;
    status.phase = Phase::Starting;
    resource->status = dumpJson(write(status));
    if (find(request.head.query, "dry_run"))
        return json(formatResource(*resource));
    store(*resource);
    return json(formatResource(*resource), 201);
}

net::Response FakePlatform::below(const net::Request& request, const Resource& resource, const Parts& parts)
{
    if (parts[2] == "history")
        return json(history_);
    if (parts[2] == "files")
        return files(parts);
    if (parts[2] == "open")
        return json(Json{{"url", open_link_}}.dump());
    if (parts[2] == "streams")
        return parts.size() == 3 ? streamList(resource.name) : stream(request, resource.name, parts);
    return verb(resource, parts[2]);
}

net::Response FakePlatform::files(const Parts& parts) const
{
    if (parts.size() > 3) {
        const auto found = files_.find(parts[3]);
        return found == files_.end() ? problem(404, "not-found", "There is no such file.")
                                     : json(found->second);
    }
    Json items = Json::array();
    for (const auto& [name, bytes] : files_)
        items.push_back({{"name", name},
                         {"kind", "file"},
                         {"size_bytes", bytes.size()},
                         {"modified", formatTimestamp(now() - std::chrono::minutes(7))}});
    return json(dumpJson({{"items", items}, {"cursor", ""}}));
}

net::Response FakePlatform::verb(Resource resource, const std::string& name)
{
    auto status = readWorkloadStatus(*parseJson(resource.status)).value();
    status.phase = name == "release" ? Phase::Released : name == "stop" ? Phase::Stopped : Phase::Running;
    status.gpus.clear();
    if (name == "release")
        status.release_ms = 412;
    resource.status = dumpJson(write(status));
    store(resource);
    return json(formatResource(resources_[{resource.kind, resource.name}]));
}

net::Response FakePlatform::remove(const Resource& resource)
{
    resources_.erase({resource.kind, resource.name});
    ++version_;
    const Json gone{{"kind", std::string(info(resource.kind).name)},
                    {"id", resource.id.text()},
                    {"project", resource.project},
                    {"name", resource.name},
                    {"version", version_}};
    tell("event: removed\nid: " + std::to_string(version_) + "\ndata: " + gone.dump() + "\n\n");
    return json("", 204);
}

net::Response FakePlatform::streamList(const std::string& name) const
{
    Json items = Json::array();
    for (const auto& [path, bytes] : streams_)
        if (path.starts_with(name + "/"))
            items.push_back({{"name", path.substr(name.size() + 1)},
                             {"attempt", 1},
                             {"size_bytes", bytes.size()},
                             {"complete", true}});
    return json(Json{{"items", items}}.dump());
}

net::Response FakePlatform::stream(const net::Request& request, const std::string& name,
                                   const Parts& parts) const
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

FakeServer::FakeServer() : platform(std::make_shared<FakePlatform>())
{
    server_ = net::Server::start({}, platform).value();
    address_ = server_->address();
}

void FakeServer::startAgain()
{
    server_.reset();
    net::ServerOptions options;
    options.address = address_;
    server_ = net::Server::start(options, platform).value();
}

FakeServer::~FakeServer()
{
    platform->close();
    server_->stop(std::chrono::milliseconds(200));
}

Profile FakeServer::profile() const
{
    return profileOf(*server_);
}

Profile profileOf(const net::Server& server)
{
    Profile profile;
    profile.name = "test";
    profile.server = "http://" + server.address();
    profile.access_key = "SLIPTEST";
    profile.secret_key = "secret";
    profile.project = "vision";
    return profile;
}

}  // namespace slipway::test
