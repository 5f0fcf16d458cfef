// SPDX-License-Identifier: GPL-3.0-or-later
// Signatures in headers and in queries. The input is a request: METHOD TARGET, then lines of NAME: VALUE.
#include "core/signing/signature_v4.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

#include <set>

using namespace slipway;
using namespace slipway::fuzz;
using namespace std::chrono_literals;

namespace {

const sigv4::Credentials credentials{"SLIPEXAMPLEEXAMPLE00", "a-secret-of-nobody", {}};
const Timestamp time_of_request = Timestamp(1'800'000'000s);

bool isToken(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
    });
}

std::string lowered(std::string_view text)
{
    std::string low(text);
    std::transform(low.begin(), low.end(), low.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return low;
}

/// The request as the server's parser would hand it on: names are tokens, values one line each.
sigv4::SignedRequest readRequest(std::string_view text)
{
    sigv4::SignedRequest request;
    const std::string_view line = takeLine(text);
    const std::size_t space = std::min(line.find(' '), line.size());
    request.method = line.substr(0, space);
    const std::string_view target = line.substr(std::min(space + 1, line.size()));
    const std::size_t question = std::min(target.find('?'), target.size());
    request.path = '/' + std::string(target.substr(0, question));
    request.query =
        parseQuery(target.substr(std::min(question + 1, target.size()))).value_or(QueryParameters());
    while (!text.empty()) {
        const std::string_view field = takeLine(text);
        const std::size_t colon = std::min(field.find(": "), field.size());
        const std::string name = lowered(field.substr(0, colon));
        if (isToken(name))
            request.headers.emplace(name, field.substr(std::min(colon + 2, field.size())));
    }
    request.payload_hash = sigv4::empty_payload_hash;
    return request;
}

void checkClaim(const sigv4::SignedRequest& request)
{
    const auto claim = sigv4::readClaim(request);
    if (!claim) {
        expect(!claim.error().message.empty(), "A refusal says why.");
        return;
    }
    expect(!claim->access_key.empty(), "A claim names a key.");
    const std::set<std::string> names(claim->signed_headers.begin(), claim->signed_headers.end());
    expect(names.size() == claim->signed_headers.size(), "Every signed header is named once.");
    expect(claim->presigned == (claim->expires > 0s), "An address expires, a header does not.");
    expect(claim->expires <= std::chrono::days{7}, "No address is good for longer than a week.");
    for (const auto encoding : {sigv4::PathEncoding::Once, sigv4::PathEncoding::Twice}) {
        const sigv4::Scope scope{"", claim->service, encoding};
        if (sigv4::verify(request, *claim, credentials.secret_key, scope, claim->time))
            expect(names.contains("host"), "What is believed is signed for one host.");
    }
}

/// What must differ for its signature to differ.
std::vector<sigv4::SignedRequest> changed(const sigv4::SignedRequest& request)
{
    std::vector<sigv4::SignedRequest> all(5, request);
    all[0].method += 'X';
    all[1].path += 'x';
    all[2].query.emplace_back("more", "1");
    all[3].headers.find("host")->second += 'x';
    all[4].headers.emplace("x-amz-more", "1");
    return all;
}

void checkOwn(sigv4::SignedRequest request, const sigv4::Scope& scope)
{
    const auto verdict = [&](const sigv4::SignedRequest& signed_request) {
        return sigv4::readClaim(signed_request).and_then([&](const sigv4::Claim& claim) {
            return sigv4::verify(signed_request, claim, credentials.secret_key, scope, time_of_request);
        });
    };
    for (const char* name : {"authorization", "x-amz-date", "x-amz-content-sha256", "host"})
        request.headers.erase(name);
    request.headers.emplace("host", "slipway.example");
    std::erase_if(request.query, [](const auto& pair) { return pair.first.starts_with("X-Amz-"); });

    sigv4::SignedRequest by_header = request;
    for (auto& [name, value] : sigv4::sign(request, credentials, scope, time_of_request))
        by_header.headers.emplace(lowered(name), value);
    expect(verdict(by_header).has_value(), "What we sign by header is believed.");
    for (const sigv4::SignedRequest& other : changed(by_header))
        expect(!verdict(other), "What was changed after signing is not believed.");

    std::erase_if(request.headers, [](const auto& field) { return field.first.starts_with("x-amz-"); });
    sigv4::SignedRequest by_query = request;
    by_query.payload_hash = sigv4::unsigned_payload;
    by_query.query = sigv4::presign(request, credentials, scope, time_of_request, 60s).value();
    by_query.query = parseQuery(formatQuery(by_query.query)).value();
    expect(verdict(by_query).has_value(), "What we sign by query is believed.");
    for (const sigv4::SignedRequest& other : changed(by_query))
        expect(!verdict(other), "What was changed after signing is not believed.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const sigv4::SignedRequest request = readRequest(asText(data, size));
    checkClaim(request);
    checkOwn(request, sigv4::Scope{"slipway", "slipway", sigv4::PathEncoding::Twice});
    checkOwn(request, sigv4::Scope{"us-east-1", "s3", sigv4::PathEncoding::Once});
    return 0;
}
