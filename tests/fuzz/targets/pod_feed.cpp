// SPDX-License-Identifier: GPL-3.0-or-later
// What a collector in a pod sends of its task and says of its files, and command lines for images without a
// shell.
#include "platform/engines/kubernetes/reach/collector_answer.h"
#include "platform/files/directory_json.h"
#include "runner/pod/feed_frames.h"
#include "runner/pod/pod_files.h"
#include "runner/pod/shell_words.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

#include <nlohmann/json.hpp>

#include <optional>

using namespace slipway;
using namespace slipway::fuzz;

namespace {

/// Nothing when it is no feed.
std::optional<std::vector<FeedFrame>> read(std::string_view feed, Arrival arrival)
{
    FeedParser parser;
    auto frames = parser.take(feed.substr(0, arrival.first));
    for (std::size_t at = std::min(arrival.first, feed.size()); frames && at < feed.size();
         at += arrival.step) {
        const auto more = parser.take(feed.substr(at, arrival.step));
        if (!more)
            return std::nullopt;
        frames->insert(frames->end(), more->begin(), more->end());
    }
    return frames ? std::optional(*frames) : std::nullopt;
}

void readAnswer(std::string_view text)
{
    net::FetchResponse answer{200, {}, std::string(text)};
    for (const char* kind : {files_error, files_done}) {
        answer.headers.set(files_header, kind);
        const auto told = readCollectorAnswer(answer);
        if (!told) {
            expect(!told.error().message.empty(), "An error says what happened.");
            continue;
        }
        const auto page = readDirectoryPage(*told);
        if (!page)
            continue;
        const auto again = readDirectoryPage(asJson(*page));
        expect(again && again->cursor == page->cursor && again->entries.size() == page->entries.size(),
               "A directory reads back as it was written.");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    const auto whole = read(text, {size, 1});
    forEveryArrival(text, [&](Arrival arrival) {
        expect(whole == read(text, arrival), "A feed reads the same however it is cut.");
    });
    readAnswer(text);
    std::string written;
    for (const FeedFrame& frame : whole.value_or(std::vector<FeedFrame>()))
        written += formatFrame(frame);
    if (whole)
        expect(whole == read(written, {written.size(), 1}), "Frames read back as they were written.");
    if (const auto words = shellWords(text)) {
        std::string quoted;
        for (const std::string& word : *words) {
            if (word.find('\'') != std::string::npos)
                return 0;
            quoted += "'" + word + "' ";
        }
        expect(*shellWords(quoted) == *words, "Quoted words are the same words.");
    }
    return 0;
}
