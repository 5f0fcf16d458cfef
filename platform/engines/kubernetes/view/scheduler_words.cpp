// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/view/scheduler_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace slipway {

namespace {

using Cause = NodesAgainst::Cause;

struct Phrase {
    std::string_view words;
    Cause cause;
};

/// The first that a part holds says what it means.
constexpr std::array<Phrase, 18> phrases{{
    {"unbound immediate PersistentVolumeClaims", Cause::Unbound},
    {"persistentvolumeclaim \"", Cause::Unbound},
    {"Insufficient ", Cause::TooLittle},
    {"Too many pods", Cause::TooManyPods},
    {"node.kubernetes.io/not-ready", Cause::NotReady},
    {"node.kubernetes.io/unreachable", Cause::NotReady},
    {"were not ready", Cause::NotReady},
    {"node.kubernetes.io/unschedulable", Cause::Cordoned},
    {"were unschedulable", Cause::Cordoned},
    {"untolerated taint", Cause::Taint},
    {"had taint", Cause::Taint},
    {"had taints", Cause::Taint},
    {"node affinity conflict", Cause::Volume},
    {"find available persistent volumes", Cause::Volume},
    {"max volume count", Cause::Volume},
    {"node affinity", Cause::Selector},
    {"node selector", Cause::Selector},
    {"match node", Cause::Selector},
}};

/// The parts of a list, where a comma within braces or before ", that the pod" parts nothing.
std::vector<std::string_view> partsOf(std::string_view text)
{
    std::vector<std::string_view> parts;
    int depth = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
        if (depth > 0 || text[i] != ',' || text.substr(i).starts_with(", that the pod"))
            continue;
        parts.push_back(text.substr(begin, i - begin));
        begin = i + 1;
    }
    parts.push_back(text.substr(begin));
    for (std::string_view& part : parts) {
        while (part.starts_with(' '))
            part.remove_prefix(1);
        while (part.ends_with(' ') || part.ends_with('.'))
            part.remove_suffix(1);
    }
    std::erase(parts, std::string_view());
    return parts;
}

std::string_view braced(std::string_view text)
{
    const std::size_t begin = text.find('{');
    const std::size_t end = text.find('}');
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin)
        return {};
    std::string_view inside = text.substr(begin + 1, end - begin - 1);
    while (inside.ends_with(' ') || inside.ends_with(':'))
        inside.remove_suffix(1);
    return inside;
}

NodesAgainst readPart(std::string_view part)
{
    NodesAgainst against;
    const auto read = std::from_chars(part.data(), part.data() + part.size(), against.nodes);
    std::string_view words = part;
    if (read.ec == std::errc() && read.ptr != part.data() + part.size() && *read.ptr == ' ')
        words = part.substr(static_cast<std::size_t>(read.ptr - part.data()) + 1);
    else
        against.nodes = 0;
    against.what = words;
    for (const Phrase& phrase : phrases) {
        const std::size_t at = words.find(phrase.words);
        if (at == std::string_view::npos)
            continue;
        against.cause = phrase.cause;
        against.what.clear();
        if (phrase.cause == Cause::TooLittle)
            against.what = words.substr(at + phrase.words.size());
        else if (phrase.cause == Cause::Taint)
            against.what = braced(words);
        break;
    }
    return against;
}

std::string count(int nodes, std::string_view one, std::string_view many)
{
    return nodes == 1 ? fmt::format("1 {}", one) : fmt::format("{} {}", nodes, many);
}

std::string clause(const NodesAgainst& against)
{
    const int nodes = against.nodes;
    switch (against.cause) {
    case Cause::TooLittle:
        return count(nodes, "has", "have") + fmt::format(" too little {} free", against.what);
    case Cause::Taint:
        return count(nodes, "is", "are") + (against.what.empty()
                                                ? std::string(" kept for others")
                                                : fmt::format(" kept for others ({})", against.what));
    case Cause::Selector:
        return count(nodes, "is", "are") + " not of the kind that was asked for";
    case Cause::Cordoned:
        return count(nodes, "is", "are") + " closed for maintenance";
    case Cause::NotReady:
        return count(nodes, "does", "do") + " not answer";
    case Cause::Volume:
        return count(nodes, "cannot", "cannot") + " reach its volume";
    case Cause::TooManyPods:
        return count(nodes, "has", "have") + " as many pods as allowed";
    case Cause::Unbound:
        return "a volume that it needs is not there yet";
    case Cause::Other:
        break;
    }
    return nodes == 0 ? against.what : fmt::format("{}: {}", count(nodes, "node", "nodes"), against.what);
}

bool any(const std::vector<NodesAgainst>& against, Cause cause)
{
    return std::any_of(against.begin(), against.end(),
                       [cause](const auto& one) { return one.cause == cause; });
}

std::string_view advice(const std::vector<NodesAgainst>& against)
{
    if (any(against, Cause::Unbound))
        return "Look whether the cluster has a storage class that makes it.";
    if (any(against, Cause::TooLittle))
        return "It starts once something ends; a smaller flavor may start sooner.";
    if (any(against, Cause::Volume))
        return "It can only run where its volume is.";
    if (any(against, Cause::NotReady) || any(against, Cause::Cordoned))
        return "It starts once a node is back; ask the cluster's administrator.";
    return "Ask the cluster's administrator for nodes that take it, or choose another flavor.";
}

}  // namespace

std::vector<NodesAgainst> readSchedulerWords(std::string_view message)
{
    std::vector<NodesAgainst> against;
    const std::size_t preemption = message.find("preemption:");
    message = message.substr(0, preemption);
    const std::size_t available = message.find("nodes are available:");
    const bool counted = message.starts_with("0/") && available != std::string_view::npos;
    if (!counted && message.find("PersistentVolumeClaim") == std::string_view::npos &&
        message.find("persistentvolumeclaim") == std::string_view::npos)
        return against;
    if (counted)
        message.remove_prefix(available + std::string_view("nodes are available:").size());
    for (const std::string_view part : partsOf(message)) {
        NodesAgainst one = readPart(part);
        const auto same = std::find_if(against.begin(), against.end(), [&](const NodesAgainst& known) {
            return known.cause == one.cause && known.what == one.what;
        });
        if (same == against.end())
            against.push_back(std::move(one));
        else
            same->nodes += one.nodes;
    }
    return against;
}

std::string schedulerSentence(const std::vector<NodesAgainst>& against)
{
    if (against.empty())
        return "The cluster has not found a node for it yet.";
    std::vector<std::string> clauses;
    for (const NodesAgainst& one : against)
        clauses.push_back(clause(one));
    return fmt::format("No node can take it now: {}. {}", fmt::join(clauses, ", "), advice(against));
}

}  // namespace slipway
