// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/fetch/curl_error.h"

#include <cstring>

namespace slipway::net {
namespace {

Error error(ErrorCode code, std::string message, std::string type = {})
{
    return {code, std::move(message), std::move(type), {}};
}

std::string systemReason(CURL* easy)
{
    long number = 0;
    curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &number);
    if (number == 0)
        return "no connection could be made";
    std::string reason = std::strerror(static_cast<int>(number));
    if (reason[0] >= 'A' && reason[0] <= 'Z')
        reason[0] = static_cast<char>(reason[0] - 'A' + 'a');
    return reason;
}

bool wasConnected(CURL* easy)
{
    curl_off_t microseconds = 0;
    curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &microseconds);
    return microseconds > 0;
}

Error noHttp(const std::string& peer)
{
    return error(ErrorCode::Unavailable, peer + " gave no answer in HTTP. Check the address and the port.",
                 "no-http");
}

}  // namespace

Error curlError(CURL* easy, CURLcode code, const std::string& peer)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return error(ErrorCode::Unavailable,
                     "The host of " + peer + " cannot be found. Check its name and the network.");
    case CURLE_COULDNT_RESOLVE_PROXY:
        return error(ErrorCode::Unavailable,
                     "The proxy on the way to " + peer + " cannot be found. Check https_proxy and no_proxy.");
    case CURLE_COULDNT_CONNECT:
        return error(ErrorCode::Unavailable, "Cannot reach " + peer + ": " + systemReason(easy) +
                                                 ". Check that the server is running.");
    case CURLE_OPERATION_TIMEDOUT:
        if (!wasConnected(easy))
            return error(ErrorCode::DeadlineExceeded,
                         "Cannot reach " + peer +
                             ": it did not answer in time. Check that the server is running.");
        return error(ErrorCode::DeadlineExceeded, "The transfer with " + peer + " took too long. Try again.");
    case CURLE_PEER_FAILED_VERIFICATION:
        return error(ErrorCode::InvalidArgument,
                     "The certificate of " + peer +
                         " is not trusted. Name the certificate authority that signed it.",
                     "untrusted-certificate");
    case CURLE_SSL_CACERT_BADFILE:
        return error(ErrorCode::InvalidArgument,
                     "The file of trusted certificates cannot be read. Name a readable PEM file.",
                     "bad-ca-file");
    case CURLE_SSL_CONNECT_ERROR:
        return error(ErrorCode::Unavailable,
                     "No secure connection to " + peer + " could be made. Check that it speaks TLS.");
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:  // Of the address; or what answers does not begin as HTTP does.
        if (wasConnected(easy))
            return noHttp(peer);
        return error(ErrorCode::InvalidArgument,
                     "The address of " + peer + " is malformed. Write an http or https URL.");
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_HTTP_RETURNED_ERROR:
        return noHttp(peer);
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_PARTIAL_FILE:
        return error(ErrorCode::Unavailable,
                     peer + " closed the connection before the answer was whole. Try again.");
    case CURLE_OUT_OF_MEMORY:
        if (wasConnected(easy))  // curl 7.88 says so of a line without end.
            return noHttp(peer);
        return error(ErrorCode::ResourceExhausted,
                     "There is not enough memory for a transfer. Close something.");
    default:
        return error(ErrorCode::Unavailable,
                     "The transfer with " + peer + " failed: " + curl_easy_strerror(code) + ". Try again.");
    }
}

}  // namespace slipway::net
