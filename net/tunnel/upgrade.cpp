// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tunnel/upgrade.h"

#include "core/hash.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>

namespace slipway::net {
namespace {

constexpr std::size_t nonce_bytes = 16;

tl::unexpected<Error> disagreed(const std::string& why)
{
    return fail(ErrorCode::Unavailable,
                "The server opened no WebSocket as it should: " + why +
                    ". Check the address, and for a proxy in between that knows no WebSockets.");
}

std::string sha1(std::string_view text)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha1(), nullptr);
    return {reinterpret_cast<const char*>(digest), size};
}

std::string value(const Headers& headers, std::string_view name)
{
    const std::string* found = headers.find(name);
    return found == nullptr ? std::string() : *found;
}

// Whether "keep-alive, Upgrade" names `word`, which is in lower case.
bool lists(std::string_view list, std::string_view word)
{
    std::string lowered = lowerCase(list);
    std::erase_if(lowered, [](char c) { return c == ' ' || c == '\t'; });
    return ("," + lowered + ",").find("," + std::string(word) + ",") != std::string::npos;
}

}  // namespace

std::string newUpgradeNonce()
{
    std::string nonce(nonce_bytes, '\0');
    RAND_bytes(reinterpret_cast<unsigned char*>(nonce.data()), static_cast<int>(nonce.size()));
    return nonce;
}

Upgrade::Upgrade(std::string_view nonce, std::string protocol)
    : key_(base64(nonce)), protocol_(std::move(protocol))
{
}

Result<std::string> Upgrade::request(const Url& url, const Headers& headers) const
{
    Headers all = headers;
    all.set("Host", url.authority());
    all.set("Upgrade", "websocket");
    all.set("Connection", "Upgrade");
    all.set("Sec-WebSocket-Key", key_);
    all.set("Sec-WebSocket-Version", "13");
    all.set("Sec-WebSocket-Protocol", protocol_);
    std::string head = "GET " + url.path + (url.query.empty() ? "" : "?" + url.query) + " HTTP/1.1\r\n";
    for (const auto& [name, text] : all.all()) {
        if (breaksHead(name) || breaksHead(text))
            return fail(ErrorCode::InvalidArgument,
                        "A header field of the request holds a line break. Remove it.");
        head += name + ": " + text + "\r\n";
    }
    return head + "\r\n";
}

Result<void> Upgrade::check(const Headers& answer) const
{
    if (!lists(value(answer, "Upgrade"), "websocket") || !lists(value(answer, "Connection"), "upgrade"))
        return disagreed("it changed to another protocol");
    if (value(answer, "Sec-WebSocket-Accept") != base64(sha1(key_ + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")))
        return disagreed("its answer belongs to another request");
    if (answer.find("Sec-WebSocket-Extensions") != nullptr)
        return disagreed("it uses an extension that nobody asked for");
    if (value(answer, "Sec-WebSocket-Protocol") != protocol_)
        return disagreed("it does not speak " + protocol_);
    return {};
}

}  // namespace slipway::net
