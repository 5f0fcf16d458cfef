// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/server_certificate.h"

#include "client/api/route.h"

#include <future>
#include <memory>
#include <optional>

namespace slipway {

Result<ServerCertificate> readServerCertificate(const Profile& profile, const std::stop_token& stop)
{
    net::TlsSettings anybody;
    anybody.any_peer = true;
    net::FetchRequest request;
    request.url = profile.server + "/healthz";
    request.tls = std::make_shared<const net::TlsSettings>(std::move(anybody));
    request.total_timeout = request.connect_timeout;
    setProxy(request, profile);

    std::optional<ServerCertificate> shown;
    std::promise<Error> ended;
    net::FetchCallbacks callbacks;
    callbacks.on_certificate = [&shown](const net::PeerCertificate& peer) {
        shown = {peer.sha256, peer.subject, peer.issuer, peer.valid_from, peer.valid_until};
        return false;
    };
    callbacks.on_done = [&ended](const Result<net::FetchResponse>& result) {
        ended.set_value(result ? Error{ErrorCode::Internal, "The server showed no certificate.", {}, {}}
                               : result.error());
    };
    net::Fetcher fetcher;
    const auto fetch = fetcher.start(std::move(request), std::move(callbacks));
    const std::stop_callback cancel(stop, [&fetch] { fetch->cancel(); });
    Error error = ended.get_future().get();
    if (shown)
        return *shown;
    return tl::unexpected(std::move(error));
}

std::string fingerprintText(std::string_view sha256)
{
    std::string text;
    for (std::size_t i = 0; i < sha256.size(); ++i) {
        if (i > 0 && i % 2 == 0)
            text += ':';
        text += static_cast<char>(sha256[i] >= 'a' ? sha256[i] - 'a' + 'A' : sha256[i]);
    }
    return text;
}

}  // namespace slipway
