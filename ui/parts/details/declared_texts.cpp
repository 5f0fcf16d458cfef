// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/details/declared_texts.h"

#include "core/json_changes.h"
#include "core/yaml/declaration.h"

#include <nlohmann/json.hpp>

namespace slipway {

QString DeclaredTexts::yaml(const Resource& resource)
{
    return QString::fromStdString(writeDeclaration(resource));
}

bool DeclaredTexts::canBeShown(const QString& yaml)
{
    constexpr qsizetype most_characters = 256 * 1024;
    constexpr qsizetype longest_line = 20'000;
    qsizetype line = 0;
    for (const QChar c : yaml) {
        line = c == u'\n' ? 0 : line + 1;
        if (line > longest_line)
            return false;
    }
    return yaml.size() <= most_characters;
}

QString DeclaredTexts::tooLong()
{
    return tr("# This is too long to be shown here. slipwayctl get prints all of it.");
}

Json DeclaredTexts::said(const Resource& resource)
{
    Json said = parseJson(resource.spec).value_or(Json::object());
    if (!resource.labels.empty())
        said["labels"] = resource.labels;
    return said;
}

Resource DeclaredTexts::withSaid(Resource resource, Json said)
{
    resource.labels = said.value("labels", std::map<std::string, std::string>());
    said.erase("labels");
    resource.spec = dumpJson(said);
    return resource;
}

QString DeclaredTexts::differences(const Resource& before, const Resource& after)
{
    return QString::fromStdString(describeChanges(memberChanges(said(before), said(after))));
}

QString DeclaredTexts::whatMayChange(const Item& item)
{
    switch (item.resource.kind) {
    case Kind::Environment:
        return isTerminal(item.workload().phase)
                   ? tr("While it is released everything may change but its name and its cluster.")
                   : tr("While it runs its description and labels may change. Release it to change more.");
    case Kind::Job:
        return tr("A job runs as it was submitted; only its description, retries and labels can change.");
    case Kind::Dataset:
        return item.specAs<DatasetSpec>().sealed
                   ? tr("The dataset is complete: its description and labels may change.")
                   : tr("The dataset is being uploaded, which counts its files itself.");
    case Kind::Volume:
        return tr("Its files stay where they are: description and labels may change, and its size may grow.");
    default:
        return {};
    }
}

}  // namespace slipway
