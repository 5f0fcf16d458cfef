// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/forms/duration_box.h"

#include "ui/parts/texts.h"

namespace slipway {

namespace {

void addDuration(QComboBox& box, std::chrono::seconds duration)
{
    box.addItem(Texts::duration(duration), static_cast<qlonglong>(duration.count()));
}

}  // namespace

DurationBox::DurationBox(QWidget* parent) : QComboBox(parent)
{
    addItem(QString(), qlonglong(0));
    for (const int hours : {1, 4, 8, 24, 24 * 7})
        addDuration(*this, std::chrono::hours(hours));
}

void DurationBox::setUnlimited(const QString& word)
{
    setItemText(0, word);
    for (int i = 1; i < count(); ++i)
        setItemText(i, Texts::duration(std::chrono::seconds(itemData(i).toLongLong())));
}

std::chrono::seconds DurationBox::duration() const
{
    return std::chrono::seconds(currentData().toLongLong());
}

void DurationBox::setDuration(std::chrono::seconds duration)
{
    const auto value = static_cast<qlonglong>(duration.count());
    if (findData(value) < 0)
        addDuration(*this, duration);
    setCurrentIndex(findData(value));
}

}  // namespace slipway
