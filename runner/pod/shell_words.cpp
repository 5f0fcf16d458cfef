// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/pod/shell_words.h"

#include <optional>

namespace slipway {

namespace {

tl::unexpected<Error> needsShell(const std::string& what)
{
    return fail(ErrorCode::InvalidArgument,
                "The command has " + what +
                    ", and the image has no shell. Name a program and its arguments.");
}

/// Takes a line apart, character by character.
class Words {
public:
    Result<void> take(char c)
    {
        if (escaped_) {
            escaped_ = false;
            // Between double quotes a backslash is for these alone.
            if (quote_ == '"' && c != '"' && c != '\\' && c != '$' && c != '`')
                word() += '\\';
            word() += c;
            return {};
        }
        return quote_ != '\0' ? takeQuoted(c) : takePlain(c);
    }

    Result<std::vector<std::string>> finish()
    {
        if (quote_ != '\0' || escaped_)
            return needsShell("a quote without an end");
        if (word_)
            words_.push_back(*std::move(word_));
        return std::move(words_);
    }

private:
    Result<void> takeQuoted(char c)
    {
        if (c == quote_)
            quote_ = '\0';
        else if (quote_ == '"' && c == '\\')
            escaped_ = true;
        else if (quote_ == '"' && (c == '$' || c == '`'))
            return needsShell("a variable or a substitution");
        else
            word() += c;
        return {};
    }

    Result<void> takePlain(char c)
    {
        if (std::string_view("$`|&;<>()*?[#~{}!\n").find(c) != std::string_view::npos)
            return needsShell("a character that means something to a shell");
        if (c == '\'' || c == '"') {
            quote_ = c;
            word();
        } else if (c == '\\') {
            escaped_ = true;
        } else if (c != ' ' && c != '\t') {
            word() += c;
        } else if (word_) {
            words_.push_back(*std::move(word_));
            word_.reset();
        }
        return {};
    }

    std::string& word() { return word_ ? *word_ : word_.emplace(); }

    std::vector<std::string> words_;
    std::optional<std::string> word_;
    char quote_ = '\0';
    bool escaped_ = false;
};

}  // namespace

Result<std::vector<std::string>> shellWords(std::string_view line)
{
    Words words;
    for (const char c : line) {
        if (const auto taken = words.take(c); !taken)
            return propagate(taken);
    }
    return words.finish();
}

void doWithoutShell(TaskStage& stage)
{
    if (stage.argv.size() != 3 || stage.argv[0] != "/bin/sh" || stage.argv[1] != "-c")
        return;
    const auto words = shellWords(stage.argv[2]);
    if (words && !words->empty())
        stage.argv = *words;
}

}  // namespace slipway
