// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/harness/api_client.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <sys/socket.h>

#include <array>

namespace slipway::bench {

Result<ApiClient> ApiClient::connect(std::uint16_t port, const RequestSigner& signer)
{
    auto socket = connectTo(port);
    if (!socket)
        return propagate(socket);
    return ApiClient(std::move(*socket), signer);
}

Result<std::string> ApiClient::exchange(const std::string& request)
{
    if (auto sent = sendAll(socket_, request); !sent)
        return propagate(sent);
    std::string bytes;
    std::array<char, 64 << 10> piece;
    std::optional<AnswerHead> head;
    while (!head || bytes.size() < head->head_bytes + head->body_bytes) {
        const ssize_t got = ::recv(socket_.get(), piece.data(), piece.size(), 0);
        if (got <= 0)
            return fail(ErrorCode::Unavailable, "The server closed the connection.");
        bytes.append(piece.data(), static_cast<std::size_t>(got));
        if (!head)
            head = readAnswerHead(bytes);
    }
    bytes.erase(0, head->head_bytes);
    if (head->status >= 300)
        return fail(ErrorCode::Internal,
                    fmt::format("{} was answered {}: {}", request.substr(0, request.find(" HTTP")),
                                head->status, bytes));
    return bytes;
}

Result<std::string> ApiClient::text(const std::string& method, const std::string& path,
                                    const QueryParameters& query, const std::string& body)
{
    return exchange(signer_.request(method, "/api/v1/" + path, query, body));
}

Result<Json> ApiClient::get(const std::string& path, const QueryParameters& query)
{
    return text("GET", path, query).and_then(parseJson);
}

Result<Json> ApiClient::post(const std::string& path, const Json& body)
{
    return text("POST", path, {}, dumpJson(body)).and_then(parseJson);
}

Result<Json> ApiClient::put(const std::string& path, const Json& body)
{
    return text("PUT", path, {}, dumpJson(body)).and_then(parseJson);
}

}  // namespace slipway::bench
