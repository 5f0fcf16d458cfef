// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/fetch/fetcher.h"
#include "net/socket_address.h"

#include <curl/curl.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace slipway {
struct Url;
}

namespace slipway::net {

/// One request on its way through curl. Used on the transfer thread alone, except for cancel()
/// and askToResume().
class Transfer {
public:
    Transfer(FetchRequest request, FetchCallbacks callbacks);
    ~Transfer();
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    /// Sets everything up; when it fails, end() is all that may follow.
    Result<void> prepare();
    CURL* easy() { return easy_.get(); }

    void cancel() { canceled_ = true; }
    bool isCanceled() const { return canceled_; }

    void askToResume() { resume_asked_ = true; }
    /// Goes on when somebody asked for it.
    void resumeIfAsked();

    /// How long it may still stand still; nothing when it has no such limit.
    std::optional<std::chrono::milliseconds> stallTimeLeft() const;

    /// Calls on_done with what curl says, or with why we stopped it ourselves.
    void endWith(CURLcode code);
    void endWith(Error error);
    Error stalled() const;
    Error canceled() const;

private:
    struct EasyDeleter {
        void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
    };
    struct ListDeleter {
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };

    template <class Value>
    void set(CURLoption option, Value value)
    {
        curl_easy_setopt(easy_.get(), option, value);
    }
    Result<void> setDestination();
    void setTls(const Url& url);
    void setLimits();
    void setBody();
    void setHeaders();
    void setCallbacks();
    void addLine(const std::string& line);
    bool sendsBody() const;
    bool stopWith(Error error);
    bool takeHeaderLine(std::string_view line);
    bool takeBody(std::string_view bytes);
    bool judgePeer();

    static std::size_t onHeader(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t onBody(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t onRead(char* buffer, std::size_t size, std::size_t count, void* self);
    static int onReady(void* self, char*, char*, int, int);
    static int onSeek(void* self, curl_off_t offset, int origin);
    static int onProgress(void* self, curl_off_t, curl_off_t received, curl_off_t, curl_off_t sent);

    FetchRequest request_;
    FetchCallbacks callbacks_;
    std::unique_ptr<CURL, EasyDeleter> easy_;
    std::unique_ptr<curl_slist, ListDeleter> header_lines_;
    std::unique_ptr<curl_slist, ListDeleter> detours_;
    std::optional<SocketAddress> unix_address_;
    std::string peer_;
    FetchResponse response_;
    std::optional<Error> stop_reason_;
    std::chrono::steady_clock::time_point moved_at_;
    curl_off_t sent_ = 0;
    curl_off_t received_ = 0;
    bool head_done_ = false;
    std::size_t header_bytes_ = 0;
    bool rests_ = false;  ///< Until somebody asks to resume.
    std::atomic<bool> canceled_ = false;
    std::atomic<bool> resume_asked_ = false;
};

}  // namespace slipway::net
