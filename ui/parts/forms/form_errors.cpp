// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/forms/form_errors.h"

#include "ui/session/explain.h"
#include "widgets/form/dialogs/form_field.h"

#include <QScrollArea>

#include <algorithm>

namespace slipway {

namespace {

bool isOrLiesIn(const std::string& member, const std::string& place)
{
    if (!member.starts_with(place))
        return false;
    return member.size() == place.size() || member[place.size()] == '.' || member[place.size()] == '[';
}

}  // namespace

void FormErrors::add(std::string member, FormField* field, int step)
{
    entries_.push_back({std::move(member), field, step});
}

bool FormErrors::show(const Error& error)
{
    clear();
    if (error.field.empty())
        return false;
    for (const Entry& entry : entries_) {
        if (!isOrLiesIn(error.field, entry.member))
            continue;
        entry.field->setError(explain(error));
        return true;
    }
    return false;
}

void FormErrors::clear()
{
    for (const Entry& entry : entries_)
        if (entry.field->hasError())
            entry.field->setError({});
}

void FormErrors::markChanged(const std::vector<std::string>& members)
{
    for (const Entry& entry : entries_)
        entry.field->setChanged(std::any_of(members.begin(), members.end(), [&](const std::string& member) {
            return isOrLiesIn(member, entry.member);
        }));
}

bool FormErrors::anyIn(int step) const
{
    for (const Entry& entry : entries_)
        if (entry.step == step && entry.field->hasError())
            return true;
    return false;
}

int FormErrors::firstStep() const
{
    for (const Entry& entry : entries_)
        if (entry.field->hasError())
            return entry.step;
    return -1;
}

void FormErrors::focusFirst() const
{
    const auto first = std::find_if(entries_.begin(), entries_.end(),
                                    [](const Entry& entry) { return entry.field->hasError(); });
    if (first == entries_.end())
        return;
    first->field->setFocus();
    for (QWidget* around = first->field->parentWidget(); around; around = around->parentWidget())
        if (auto* scrolled = qobject_cast<QScrollArea*>(around))
            return scrolled->ensureWidgetVisible(first->field);
}

}  // namespace slipway
