// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/profile.h"
#include "core/resources/resource.h"
#include "net/serve/server.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace slipway::test {

/// A platform in memory that answers the API as the screens use it: resources, watch, verbs, streams. It
/// decides nothing; tests put resources there and say which requests to refuse. Thread-safe.
class FakePlatform : public net::Service, public std::enable_shared_from_this<FakePlatform> {
public:
    void put(Resource resource);
    /// `path` is "NAME/STREAM".
    void putStream(const std::string& path, std::string bytes);
    /// Creations whose body holds `word` are refused with this field at fault.
    void refuse(std::string word, std::string type, std::string field);
    void setQueue(std::string json) { queue_ = std::move(json); }
    /// What every look at a cluster finds.
    void setFindings(std::string json) { findings_ = std::move(json); }
    void setAdministrator(bool administrator) { administrator_ = administrator; }
    /// Of alice in the project vision; a manager at first.
    void setRole(std::string role) { role_ = std::move(role); }
    /// As the account tells it.
    void setVersion(std::string version) { version_text_ = std::move(version); }
    void setHistory(std::string json) { history_ = std::move(json); }
    /// Where every environment opens.
    void setOpenLink(std::string url) { open_link_ = std::move(url); }
    /// Requests whose path has `word`, "*" for all, are answered with this status; an empty word ends that.
    void fail(std::string word, int status, std::string type, std::string detail, std::string field = {});
    /// A file in the directory of every environment and job.
    void putFile(const std::string& name, std::string bytes);

    /// The body of the last request that had one.
    std::string lastBody() const;
    /// "POST projects/p/environments/name/release" and so on, in the order they came; dry runs left out.
    std::vector<std::string> requests() const;
    Resource resource(Kind kind, const std::string& name) const;
    /// Sends every watch these bytes.
    void tellWatchers(const std::string& bytes);
    /// Ends every watch.
    void close();

    std::variant<net::BodyPolicy, net::Response> admit(const net::RequestHead& head) override;
    net::Response handle(net::Request request) override;

private:
    struct Refusal {
        std::string word, type, field;
    };
    using Parts = std::vector<std::string>;

    void store(Resource resource);
    void tell(const std::string& event);
    net::Response watch(const net::Request& request);
    net::Response collection(const net::Request& request, const Parts& parts);
    net::Response list(Kind kind) const;
    net::Response create(const net::Request& request);
    net::Response replace(const net::Request& request, Resource resource);
    net::Response below(const net::Request& request, const Resource& resource, const Parts& parts);
    net::Response files(const Parts& parts) const;
    net::Response verb(Resource resource, const std::string& name);
    net::Response remove(const Resource& resource);
    net::Response streamList(const std::string& name) const;
    net::Response stream(const net::Request& request, const std::string& name, const Parts& parts) const;

    mutable std::mutex mutex_;
    std::int64_t version_ = 0;
    std::map<std::pair<Kind, std::string>, Resource> resources_;
    std::map<std::string, std::string> streams_;
    std::map<std::string, std::string> files_;
    std::vector<Refusal> refusals_;
    std::vector<std::shared_ptr<net::StreamWriter>> watchers_;
    std::vector<std::string> requests_;
    std::string last_body_;
    std::string queue_ = R"({"items":[]})";
    std::string findings_ = R"({"findings":[]})";
    bool administrator_ = false;
    std::string role_ = "manager";
    std::string version_text_ = SLIPWAY_VERSION;
    std::string history_ = R"({"items":[]})";
    std::string open_link_ = "http://127.0.0.1:9/";
    std::string failing_;
    net::Response failure_;
};

/// How to reach a server of a test that knows everybody.
Profile profileOf(const net::Server& server);

/// The platform behind a server on loopback, for as long as this lives.
class FakeServer {
public:
    FakeServer();
    ~FakeServer();

    Profile profile() const;
    void stop() { server_->stop(std::chrono::milliseconds(0)); }
    /// At the same address as before.
    void startAgain();

    std::shared_ptr<FakePlatform> platform;

private:
    std::unique_ptr<net::Server> server_;
    std::string address_;
};

}  // namespace slipway::test
