// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "net/serve/server.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace slipway::test {

/// An API server's lists and watches of one collection in memory, to fail in ways that a real one does not on
/// request. Thread-safe.
class MemoryKube final : public net::Service, public std::enable_shared_from_this<MemoryKube> {
public:
    /// Adds or replaces an object of that name, or removes it; watches are told.
    void put(const std::string& name, const std::string& value);
    void remove(const std::string& name);
    /// Sends every watch these bytes, as they are.
    void say(const std::string& bytes);
    /// Moves the version on with a bookmark.
    void bookmark();
    /// Forgets what happened so far: watches from before are answered 410.
    void compact();
    /// Ends all watches.
    void cut();
    /// Watches get nothing more, and are told nothing: the line is dead.
    void fallSilent();
    /// Answers the next requests with these, before anything else.
    void answerNext(std::vector<net::Response> responses);
    /// What the next list answers for its second page, once.
    void expireNextPage();

    int lists() const;
    int watches() const;
    std::vector<std::string> authorizations() const;

    std::variant<net::BodyPolicy, net::Response> admit(const net::RequestHead&) override
    {
        return net::BodyPolicy();
    }
    net::Response handle(net::Request request) override;

private:
    struct Change {
        std::int64_t version;
        std::string line;
    };
    Json object(const std::string& name, const std::string& value) const;
    void tell(const std::string& type, const Json& object);
    net::Response list(const net::RequestHead& head);
    net::Response watch(const net::RequestHead& head);
    void join(std::int64_t since, std::shared_ptr<net::StreamWriter> writer);

    mutable std::mutex mutex_;
    std::map<std::string, Json> objects_;
    std::deque<Change> changes_;
    std::vector<std::shared_ptr<net::StreamWriter>> open_, silent_;
    std::deque<net::Response> answers_;
    std::vector<std::string> authorizations_;
    std::int64_t version_ = 100;
    std::int64_t horizon_ = 0;
    int lists_ = 0;
    int watches_ = 0;
    bool expire_page_ = false;
};

/// A refusal as an API server writes it.
net::Response statusResponse(int code, const std::string& reason, const std::string& message);

}  // namespace slipway::test
