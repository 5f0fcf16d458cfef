// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/server.h"
#include "platform/auth/authenticator.h"
#include "platform/objects/object_backend.h"
#include "platform/objects/s3_request.h"
#include "platform/store/store.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace slipway {

class Metrics;
class PostedFile;
class TrafficLimits;

/// What objects stand on; all of it must outlive the service.
struct ObjectParts {
    Authenticator& authenticator;
    Store& store;
    TrafficLimits& limits;
    Metrics& metrics;
};

/// A subset of S3: one bucket a project, path-style addresses, Signature V4 in header or query.
///
/// Who asks and what they may is decided here; where the objects lie is the backend's. Viewers of a project
/// read its bucket; who writes is said in write_rights.h. Operations that are not offered answer 501.
class ObjectService final : public net::Service {
public:
    /// On plain files in a directory, see PlainObjects.
    ObjectService(const ObjectParts& parts, std::filesystem::path objects);
    ObjectService(const ObjectParts& parts, std::unique_ptr<ObjectBackend> backend);

    std::variant<net::BodyPolicy, net::Response> admit(const net::RequestHead& head) override;
    net::Response handle(net::Request request) override;

private:
    /// Checks signature, bucket and rights: all that the head alone decides.
    Result<S3Request> understand(const net::RequestHead& head);
    Result<void> checkBucket(const S3Request& request);
    Result<net::Response> dispatch(const S3Request& request);
    Result<net::Response> onBucket(const S3Request& request);

    /// A form that uploads an object, where the body tells who asks.
    Result<net::Response> answerForm(net::Request& http);
    /// Whoever signed the form, counted; and checked with all that the form says.
    Result<Authenticated> welcomeForm(const net::RequestHead& head, const sigv4::FormFields& fields);
    Result<net::Response> storePosted(const S3Request& put, const std::shared_ptr<PostedFile>& file);

    Result<net::Response> answer(net::Request& http, std::string_view& operation);
    /// Understands the request unless its address or key has asked too much, which is counted here.
    Result<S3Request> welcome(const net::RequestHead& head);
    /// Gives the answer its id, and notes it.
    void finish(const net::RequestHead& head, std::string_view operation, std::string_view problem,
                std::chrono::steady_clock::time_point begin, net::Response& response);

    Authenticator& authenticator_;
    Store& store_;
    TrafficLimits& limits_;
    Metrics& metrics_;
    const std::unique_ptr<ObjectBackend> backend_;
};

}  // namespace slipway
