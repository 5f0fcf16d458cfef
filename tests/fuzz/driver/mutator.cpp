// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/driver/mutator.h"

#include <algorithm>
#include <iterator>

namespace slipway::fuzz {

namespace {

constexpr std::size_t longest_input = 4096;

/// Where parsers of text and of binary formats tend to be wrong.
constexpr const char* pieces[] = {"\r\n",
                                  "\r",
                                  "\n",
                                  " ",
                                  "\t",
                                  "/",
                                  "..",
                                  "%00",
                                  "%",
                                  "&",
                                  "=",
                                  "\"",
                                  "\\",
                                  "{",
                                  "[",
                                  "<!",
                                  ">",
                                  ":",
                                  ";",
                                  "-1",
                                  "0",
                                  "4294967296",
                                  "18446744073709551616"};

}  // namespace

// The generator is splitmix64 (Steele, Lea, Flood 2014).
std::uint64_t Mutator::random()
{
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
}

std::size_t Mutator::below(std::size_t count)
{
    return static_cast<std::size_t>(random() % count);
}

std::string Mutator::next()
{
    std::string text = seeds_[below(seeds_.size())];
    for (std::size_t changes = 1 + below(6); changes > 0; --changes)
        change(text);
    if (text.size() > longest_input)
        text.resize(longest_input);
    return text;
}

void Mutator::change(std::string& text)
{
    const std::size_t place = below(text.size() + 1);
    const std::size_t length = std::min(1 + below(below(32) + 1), text.size() - place);
    switch (below(6)) {
    case 0:
        text.erase(place, length);
        return;
    case 1:
        text.insert(place, text.substr(place, length));
        return;
    case 2:
        insertPiece(text, place);
        return;
    case 3: {
        const std::string& other = seeds_[below(seeds_.size())];
        text.replace(place, text.size() - place, other, below(other.size() + 1), std::string::npos);
        return;
    }
    default:
        if (place < text.size())
            changeByte(text, place);
    }
}

void Mutator::changeByte(std::string& text, std::size_t place)
{
    char& byte = text[place];
    switch (below(3)) {
    case 0:
        byte = static_cast<char>(byte ^ (1 << below(8)));
        return;
    case 1:
        byte = static_cast<char>(below(256));
        return;
    default:
        byte = static_cast<char>(byte + (below(2) == 0 ? 1 : -1));
    }
}

void Mutator::insertPiece(std::string& text, std::size_t place)
{
    const char* piece = pieces[below(std::size(pieces))];
    const std::size_t times = below(8) == 0 ? 1 + below(100) : 1;
    for (std::size_t i = 0; i < times; ++i)
        text.insert(place, piece);
}

}  // namespace slipway::fuzz
