// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/log/log_search.h"

#include "widgets/log/log_buffer.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr std::size_t kRowsBetweenLooksAtTheClock = 64;

}  // namespace

LogSearch::LogSearch(const LogBuffer& buffer) : buffer_(buffer) {}

void LogSearch::setPattern(const QString& pattern)
{
    pattern_ = pattern;
    expression_ = QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption);
    if (!expression_.isValid())
        expression_.setPattern(QRegularExpression::escape(pattern));
    expression_.optimize();
    restart();
}

void LogSearch::restart()
{
    matches_.clear();
    next_row_ = 0;
    unfinished_at_ = 0;
}

bool LogSearch::atEnd() const
{
    if (!isActive())
        return true;
    const bool grew = unfinished_at_ != 0 && unfinished_at_ != buffer_.sizeBytes();
    return next_row_ >= buffer_.rowCount() && !grew;
}

void LogSearch::forgetUnfinished()
{
    if (unfinished_at_ == 0 || unfinished_at_ == buffer_.sizeBytes())
        return;
    unfinished_at_ = 0;
    --next_row_;
    if (!matches_.empty() && matches_.back() == next_row_)
        matches_.pop_back();
}

bool LogSearch::advance(std::chrono::milliseconds budget)
{
    if (!isActive())
        return false;
    forgetUnfinished();
    const std::size_t before = matches_.size();
    const auto until = std::chrono::steady_clock::now() + budget;
    while (next_row_ < buffer_.rowCount()) {
        look(next_row_++);
        if (next_row_ % kRowsBetweenLooksAtTheClock == 0 && std::chrono::steady_clock::now() >= until)
            break;
    }
    if (next_row_ == buffer_.rowCount() && next_row_ > 0 && !buffer_.lastRowIsComplete())
        unfinished_at_ = buffer_.sizeBytes();
    return matches_.size() != before;
}

void LogSearch::look(std::size_t row)
{
    if (expression_.match(buffer_.rowText(row)).hasMatch())
        matches_.push_back(row);
}

std::size_t LogSearch::firstFrom(std::size_t row) const
{
    return static_cast<std::size_t>(std::lower_bound(matches_.begin(), matches_.end(), row) -
                                    matches_.begin());
}

}  // namespace slipway
