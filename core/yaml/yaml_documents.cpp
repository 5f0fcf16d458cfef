// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/yaml_documents.h"

#include "core/json.h"
#include "core/utf8.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <charconv>
#include <optional>
#include <sstream>
#include <stdexcept>

namespace slipway {
namespace {

constexpr int max_depth = 32;
/// Of a document once its aliases are written out, which make a great deal of a short text.
constexpr std::size_t max_nodes = 10'000;

Place placeOfMark(const YAML::Mark& mark)
{
    return {mark.line + 1, mark.column + 1};
}

/// Ends a conversion from within; caught in readYaml, since yaml-cpp throws in the same places.
struct Refused : std::runtime_error {
    Refused(const YAML::Mark& mark, const std::string& what)
        : std::runtime_error(what), place(placeOfMark(mark))
    {
    }
    Place place;
};

template <class Number>
bool readNumber(const std::string& text, Number& number)
{
    const char* begin = text.data() + (text.starts_with('+') && !text.starts_with("+-") ? 1 : 0);
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(begin, end, number);
    return read.ec == std::errc() && read.ptr == end && begin != end;
}

/// A plain scalar by the core schema of YAML 1.2, section 10.3.
Json plainScalar(const std::string& text)
{
    if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL")
        return nullptr;
    if (text == "true" || text == "True" || text == "TRUE")
        return true;
    if (text == "false" || text == "False" || text == "FALSE")
        return false;
    if (std::int64_t whole = 0; readNumber(text, whole))
        return whole;
    const bool starts_like_number = text.find_first_of("0123456789") <= 1;
    if (double real = 0; starts_like_number && readNumber(text, real))
        return real;
    return text;
}

class Converter {
public:
    explicit Converter(std::map<std::string, Place>& places) : places_(places) {}

    Json convert(const YAML::Node& node, const std::string& path, int depth)
    {
        if (depth > max_depth || ++nodes_ > max_nodes)
            throw Refused(node.Mark(), "The document is nested too deeply or too large.");
        places_.emplace(path, placeOfMark(node.Mark()));
        if (node.IsMap())
            return convertMap(node, path, depth);
        if (node.IsSequence()) {
            Json list = Json::array();
            for (const auto& item : node)
                list.push_back(convert(item, fmt::format("{}[{}]", path, list.size()), depth + 1));
            return list;
        }
        if (node.IsNull())
            return nullptr;
        return node.Tag() == "!" ? Json(node.Scalar()) : plainScalar(node.Scalar());
    }

private:
    Json convertMap(const YAML::Node& node, const std::string& path, int depth)
    {
        Json object = Json::object();
        for (const auto& entry : node) {
            if (!entry.first.IsScalar())
                throw Refused(entry.first.Mark(), "A member's name must be a plain word.");
            const std::string name = entry.first.Scalar();
            if (object.contains(name))
                throw Refused(entry.first.Mark(),
                              fmt::format("The member \"{}\" is given twice. Keep one of them.", name));
            const std::string inner = path.empty() ? name : path + "." + name;
            places_.emplace(inner, placeOfMark(entry.first.Mark()));
            object[name] = convert(entry.second, inner, depth + 1);
        }
        return object;
    }

    std::map<std::string, Place>& places_;
    std::size_t nodes_ = 0;
};

/// Where the text stops being UTF-8. Broken characters would all become the same one, and names with them.
std::optional<Place> firstBrokenCharacter(std::string_view text)
{
    Place place{1, 1};
    while (!text.empty()) {
        const std::size_t length = utf8SequenceLength(text);
        if (length == 0)
            return place;
        place = text.front() == '\n' ? Place{place.line + 1, 1} : Place{place.line, place.column + 1};
        text.remove_prefix(length);
    }
    return std::nullopt;
}

/// Only looks where documents start: of what cannot stand at the top, such as a comma, yaml-cpp makes empty
/// documents at one place for ever.
class Progress final : public YAML::EventHandler {
public:
    void OnDocumentStart(const YAML::Mark& mark) override
    {
        if (mark.pos == last_)
            throw Refused(mark, "This is no valid YAML: nothing can start here. Correct it there.");
        last_ = mark.pos;
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override
    {
    }
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override
    {
    }
    void OnMapEnd() override {}

private:
    int last_ = -1;
};

/// Every document of the text. Throws as yaml-cpp does.
std::vector<YAML::Node> load(const std::string& text)
{
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    Progress progress;
    while (parser.HandleNextDocument(progress)) {}
    return YAML::LoadAll(text);
}

tl::unexpected<PlacedError> badYaml(Place place, const std::string& sentence)
{
    return tl::unexpected(PlacedError{{ErrorCode::InvalidArgument, sentence, "bad-yaml", {}}, place});
}

}  // namespace

Place YamlDocument::placeOf(std::string_view path) const
{
    std::string part(path);
    while (true) {
        if (const auto found = places.find(part); found != places.end())
            return found->second;
        const auto cut = part.find_last_of(".[");
        if (cut == std::string::npos)
            break;
        part.resize(cut);
    }
    const auto whole = places.find("");
    return whole == places.end() ? Place{} : whole->second;
}

tl::expected<std::vector<YamlDocument>, PlacedError> parseYaml(std::string_view text)
{
    if (const auto place = firstBrokenCharacter(text))
        return badYaml(*place, "This is no character in UTF-8. Save the file as UTF-8.");
    try {
        std::vector<YamlDocument> documents;
        for (const YAML::Node& node : load(std::string(text))) {
            if (node.IsNull())
                continue;
            YamlDocument document;
            document.json = dumpJson(Converter(document.places).convert(node, {}, 0));
            documents.push_back(std::move(document));
        }
        if (documents.empty())
            return badYaml({}, "The file holds nothing. Declare something in it.");
        return documents;
    } catch (const Refused& refused) {
        return badYaml(refused.place, refused.what());
    } catch (const YAML::Exception& exception) {
        return badYaml(placeOfMark(exception.mark),
                       fmt::format("This is no valid YAML: {}. Correct it there.", exception.msg));
    }
}

Result<std::vector<YamlDocument>> readYaml(std::string_view text, const std::string& file)
{
    auto documents = parseYaml(text);
    if (!documents)
        return tl::unexpected(placed(std::move(documents.error().error), file, documents.error().place));
    return std::move(*documents);
}

bool needsQuotes(const std::string& text)
{
    return !plainScalar(text).is_string();
}

Error placed(Error error, const std::string& file, Place place)
{
    error.message = fmt::format("{}:{}:{}: {}", file, place.line, place.column, error.message);
    return error;
}

}  // namespace slipway
