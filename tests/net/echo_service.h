// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net_fixtures.h"

#include <stdexcept>

namespace slipway::net {

inline const std::string probe = "GET /probe HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

inline std::string get(const std::string& path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n";
}

inline std::string put(const std::string& path, const std::string& fields, const std::string& body)
{
    return "PUT " + path + " HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n" + body;
}

/// Answers "METHOD PATH BODY"; /streamed takes streamed bodies, /refused refuses.
inline std::shared_ptr<FunctionService> echoService()
{
    auto service = std::make_shared<FunctionService>();
    service->on_admit = [](const RequestHead& head) -> std::variant<BodyPolicy, Response> {
        if (head.path == "/refused")
            return textResponse("no", 403);
        if (head.path == "/streamed")
            return BodyPolicy{BodyPolicy::Mode::Streamed, 1u << 20};
        return BodyPolicy{BodyPolicy::Mode::Buffered, 1000};
    };
    service->on_handle = [](Request request) {
        if (request.head.path == "/throws")
            throw std::runtime_error("a secret reason");
        std::string body = request.body;
        while (request.reader) {
            auto piece = request.reader->read();
            if (!piece)
                return textResponse(std::string(name(piece.error().code)), httpStatus(piece.error().code));
            if (piece->empty())
                break;
            body += *piece;
        }
        if (request.head.path == "/streamed")
            body = std::to_string(body.size());
        return textResponse(request.head.method + " " + request.head.path + " " + body);
    };
    return service;
}

}  // namespace slipway::net
