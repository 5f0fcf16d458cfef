// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/serve/response_head.h"

#include <algorithm>
#include <ctime>

namespace slipway::net {
namespace {

bool sameWord(std::string_view text, std::string_view lower_case)
{
    return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

bool isOurs(std::string_view name, const Framing& framing)
{
    // The answer to HEAD has no body, yet its handler may say how long the body would be.
    if (sameWord(name, "content-length"))
        return framing.kind != Framing::Kind::None;
    return sameWord(name, "connection") || sameWord(name, "transfer-encoding");
}

std::string httpDate()
{
    const std::time_t time = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    char text[40];
    const std::size_t length = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return {text, length};
}

std::string machineName(std::string_view phrase)
{
    std::string name(phrase);
    for (char& c : name)
        c = c == ' ' ? '-' : (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    return name;
}

}  // namespace

std::string formatHead(const Response& response, const Framing& framing, bool keep_alive)
{
    std::string head = "HTTP/1.1 " + std::to_string(response.status) + " ";
    head += reasonPhrase(response.status);
    head += "\r\n";
    for (const auto& [name, value] : response.headers.all()) {
        if (!isOurs(name, framing) && !breaksHead(name) && !breaksHead(value))
            head += name + ": " + value + "\r\n";
    }
    if (!response.headers.find("date"))
        head += "Date: " + httpDate() + "\r\n";
    if (framing.kind == Framing::Kind::Length)
        head += "Content-Length: " + std::to_string(framing.length) + "\r\n";
    if (framing.kind == Framing::Kind::Chunks)
        head += "Transfer-Encoding: chunked\r\n";
    if (!keep_alive)
        head += "Connection: close\r\n";
    return head + "\r\n";
}

Response problem(const Refusal& refusal)
{
    const std::string title(reasonPhrase(refusal.status));
    Response response;
    response.status = refusal.status;
    response.headers.set("Content-Type", "application/problem+json");
    if (refusal.status == 503)
        response.headers.set("Retry-After", "1");
    response.body = R"({"type":")" + machineName(title) + R"(","title":")" + title + R"(","status":)" +
                    std::to_string(refusal.status) + R"(,"detail":")" + refusal.detail + "\"}";
    return response;
}

}  // namespace slipway::net
