// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/fetch/loop.h"

#include <algorithm>

namespace slipway::net {
namespace {

constexpr long kept_connections = 64;
constexpr int longest_wait_ms = 60'000;

class TransferHandle final : public Fetch {
public:
    TransferHandle(const std::shared_ptr<Transfer>& transfer, std::shared_ptr<LoopAlarm> alarm)
        : transfer_(transfer), alarm_(std::move(alarm))
    {
    }

    void cancel() override
    {
        if (const auto transfer = transfer_.lock()) {
            transfer->cancel();
            alarm_->ring();
        }
    }

    void resume() override
    {
        if (const auto transfer = transfer_.lock()) {
            transfer->askToResume();
            alarm_->ring();
        }
    }

private:
    std::weak_ptr<Transfer> transfer_;
    std::shared_ptr<LoopAlarm> alarm_;
};

CURLM* makeMulti()
{
    static const CURLcode initialized = curl_global_init(CURL_GLOBAL_DEFAULT);
    CURLM* multi = initialized == CURLE_OK ? curl_multi_init() : nullptr;
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, kept_connections);
    return multi;
}

}  // namespace

void LoopAlarm::ring()
{
    const std::lock_guard lock(mutex_);
    if (multi_)
        curl_multi_wakeup(multi_);
}

void LoopAlarm::disconnect()
{
    const std::lock_guard lock(mutex_);
    multi_ = nullptr;
}

Fetcher::Loop::Loop()
    : multi_(makeMulti()), alarm_(std::make_shared<LoopAlarm>(multi_)), thread_([this] { run(); })
{
}

Fetcher::Loop::~Loop()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    alarm_->ring();
    thread_.join();
    alarm_->disconnect();
    curl_multi_cleanup(multi_);
}

std::shared_ptr<Fetch> Fetcher::Loop::start(FetchRequest request, FetchCallbacks callbacks)
{
    auto transfer = std::make_shared<Transfer>(std::move(request), std::move(callbacks));
    {
        const std::lock_guard lock(mutex_);
        new_.push_back(transfer);
    }
    alarm_->ring();
    return std::make_shared<TransferHandle>(transfer, alarm_);
}

void Fetcher::Loop::run()
{
    while (!isStopping()) {
        takeNew();
        int still_running = 0;
        curl_multi_perform(multi_, &still_running);
        takeEnded();
        resumeAsked();
        endCanceledAndStalled();
        curl_multi_poll(multi_, nullptr, 0, waitMilliseconds(), nullptr);
    }
    cancelAll();
}

bool Fetcher::Loop::isStopping()
{
    const std::lock_guard lock(mutex_);
    return stopping_;
}

void Fetcher::Loop::takeNew()
{
    std::vector<std::shared_ptr<Transfer>> taken;
    {
        const std::lock_guard lock(mutex_);
        taken.swap(new_);
    }
    for (auto& transfer : taken) {
        const auto prepared = transfer->prepare();
        if (!prepared) {
            transfer->endWith(prepared.error());
        } else {
            curl_multi_add_handle(multi_, transfer->easy());
            running_.emplace(transfer->easy(), std::move(transfer));
        }
    }
}

std::shared_ptr<Transfer> Fetcher::Loop::remove(CURL* easy)
{
    curl_multi_remove_handle(multi_, easy);
    auto node = running_.extract(easy);
    return std::move(node.mapped());
}

void Fetcher::Loop::takeEnded()
{
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        const CURLcode code = message->data.result;
        remove(message->easy_handle)->endWith(code);
    }
}

void Fetcher::Loop::resumeAsked()
{
    for (const auto& [easy, transfer] : running_)
        transfer->resumeIfAsked();
}

void Fetcher::Loop::endCanceledAndStalled()
{
    std::vector<CURL*> ending;
    for (const auto& [easy, transfer] : running_) {
        if (transfer->isCanceled() || transfer->stallTimeLeft() == std::chrono::milliseconds(0))
            ending.push_back(easy);
    }
    for (CURL* easy : ending) {
        const auto transfer = remove(easy);
        transfer->endWith(transfer->isCanceled() ? transfer->canceled() : transfer->stalled());
    }
}

void Fetcher::Loop::cancelAll()
{
    while (true) {
        {
            const std::lock_guard lock(mutex_);
            for (auto& transfer : new_)
                running_.emplace(transfer->easy(), std::move(transfer));
            new_.clear();
        }
        if (running_.empty())
            return;
        const auto transfer = remove(running_.begin()->first);
        transfer->endWith(transfer->canceled());
    }
}

int Fetcher::Loop::waitMilliseconds() const
{
    std::chrono::milliseconds wait(longest_wait_ms);
    for (const auto& [easy, transfer] : running_) {
        if (const auto left = transfer->stallTimeLeft())
            wait = std::min(wait, *left + std::chrono::milliseconds(1));
    }
    return static_cast<int>(wait.count());
}

}  // namespace slipway::net
