// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/forms/form_errors.h"

#include "ui/session/explain.h"
#include "widgets/form/dialogs/form_field.h"

#include <QScrollArea>

#include <algorithm>

namespace slipway {

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
        const bool same = error.field == entry.member;
        const bool below =
            error.field.starts_with(entry.member) && error.field.size() > entry.member.size() &&
            (error.field[entry.member.size()] == '.' || error.field[entry.member.size()] == '[');
        if (!same && !below)
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
