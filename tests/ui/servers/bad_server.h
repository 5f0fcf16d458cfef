// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/fake_platform.h"

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace slipway::test {

/// What is wrong with a server.
enum class Trouble {
    Nothing,
    Silent,      ///< Takes requests and never answers.
    Stalls,      ///< Sends half of its answer, and no more.
    Closes,      ///< Breaks the connection in the middle of its answer.
    Html,        ///< A page of somebody else, with 200.
    Truncated,   ///< Half of the JSON, with 200.
    WrongTypes,  ///< JSON of another shape.
    Fails,       ///< 500 with a page.
    TooBusy,     ///< 429, and when to come again.
    Redirects,   ///< To another address.
    Refuses,     ///< 401: the keys are not good any more.
};

/// A platform in memory that can be put into trouble, as a whole or where a path has some word in it.
class BadPlatform : public net::Service {
public:
    explicit BadPlatform(std::shared_ptr<FakePlatform> platform) : platform_(std::move(platform)) {}

    /// From now on; what hangs goes on hanging until it is well again.
    void setTrouble(Trouble trouble, std::string where = {});
    /// Ends what hangs.
    void heal() { setTrouble(Trouble::Nothing); }
    /// How often it was asked for a path with this word in it.
    int asked(const std::string& word) const;

    std::variant<net::BodyPolicy, net::Response> admit(const net::RequestHead& head) override;
    net::Response handle(net::Request request) override;

private:
    net::Response trouble(Trouble kind, net::Request request);
    net::Response partial(Trouble kind, std::string whole);
    void waitUntilHealed();

    const std::shared_ptr<FakePlatform> platform_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    Trouble trouble_ = Trouble::Nothing;
    std::string where_;
    int epoch_ = 0;  ///< Raised whenever the trouble changes.
    std::vector<std::string> paths_;
    std::vector<std::shared_ptr<net::StreamWriter>> stalled_;
};

/// It behind a server on loopback, for as long as this lives.
class BadServer {
public:
    BadServer();
    ~BadServer();

    Profile profile() const;
    /// Ends every watch, as a server does that goes down.
    void dropWatches() { platform->close(); }

    std::shared_ptr<FakePlatform> platform;
    std::shared_ptr<BadPlatform> service;

private:
    std::unique_ptr<net::Server> server_;
};

}  // namespace slipway::test
