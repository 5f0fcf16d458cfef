// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/preference_row.h"

#include "ui/parts/retranslated.h"
#include "ui/settings/keys_edit.h"
#include "ui/settings/preferences.h"
#include "widgets/form/button.h"
#include "widgets/form/status/announce.h"
#include "widgets/form/text_role.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace slipway {

namespace {
constexpr int editor_width = 220;
}

PreferenceRow::PreferenceRow(const Preference& row, Preferences& preferences, const Theme& theme,
                             QWidget* parent)
    : QWidget(parent),
      row_(row),
      preferences_(preferences),
      theme_(theme),
      title_(makeLabel({})),
      line_(makeLabel({}, TextRole::Dim)),
      editor_(makeEditor())
{
    setObjectName(QLatin1String(row.key));
    title_->setBuddy(editor_);
    line_->setWordWrap(true);
    title_->setWordWrap(true);
    auto* top = new QHBoxLayout;
    top->setSpacing(12);
    top->addWidget(title_, 1);
    top->addWidget(editor_, 0);
    if (reset_)
        top->addWidget(reset_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(top);
    layout->addWidget(line_);
    connect(&preferences, &Preferences::changed, this, [this](const QString& key) {
        if (key == QLatin1String(row_.key))
            refresh();
    });
    retranslated(this, [this] { retranslate(); });
}

QWidget* PreferenceRow::makeEditor()
{
    if (const auto* choices = std::get_if<std::vector<PreferenceChoice>>(&row_.values)) {
        box_ = new QComboBox;
        box_->setFixedWidth(editor_width);
        for (const PreferenceChoice& choice : *choices)
            box_->addItem(QString(), QString::fromLatin1(choice.code));
        connect(box_, &QComboBox::activated, this, [this] { choose(box_->currentData()); });
        return box_;
    }
    if (const auto* range = std::get_if<PreferenceRange>(&row_.values)) {
        number_ = new QSpinBox;
        number_->setFixedWidth(editor_width);
        number_->setRange(range->least, range->most);
        number_->setSuffix(QLatin1Char(' ') + QLatin1String(range->unit));
        number_->setKeyboardTracking(false);
        connect(number_, &QSpinBox::valueChanged, this, [this](int value) { choose(value); });
        return number_;
    }
    if (std::holds_alternative<PreferenceKeys>(row_.values))
        return makeKeys();
    toggle_ = new QCheckBox;
    connect(toggle_, &QCheckBox::toggled, this, [this](bool on) { choose(on); });
    return toggle_;
}

QWidget* PreferenceRow::makeKeys()
{
    keys_ = new KeysEdit;
    keys_->setFixedWidth(editor_width);
    reset_ = makeIconButton(IconName::Refresh, QString(), theme_);
    connect(keys_, &QKeySequenceEdit::editingFinished, this, &PreferenceRow::chooseKeys);
    connect(reset_, &QToolButton::clicked, this, [this] {
        say({});
        keys_->setKeySequence(QKeySequence::fromString(row_.initial.toString(), QKeySequence::PortableText));
        chooseKeys();
    });
    return keys_;
}

void PreferenceRow::choose(const QVariant& value)
{
    if (!refreshing_)
        preferences_.set(row_, value);
}

void PreferenceRow::chooseKeys()
{
    const QString keys = keys_->keySequence().toString(QKeySequence::PortableText);
    if (const auto other = preferences_.takenBy(row_, keys)) {
        say(tr("%1 already means: %2. Choose other keys, or change those first.")
                .arg(keys_->keySequence().toString(QKeySequence::NativeText), *other));
        return;
    }
    say({});
    preferences_.set(row_, keys);
}

QString PreferenceRow::error() const
{
    return line_->property("failed").toBool() ? line_->text() : QString();
}

void PreferenceRow::say(const QString& error)
{
    line_->setProperty("failed", !error.isEmpty());
    setTextRole(*line_, error.isEmpty() ? TextRole::Dim : TextRole::Failed);
    line_->setText(error.isEmpty() ? row_.helpText() : error);
    line_->setVisible(!line_->text().isEmpty());
    if (!error.isEmpty())
        announce(*line_, error);
}

void PreferenceRow::refresh()
{
    const QVariant value = preferences_.value(row_);
    refreshing_ = true;
    if (box_)
        box_->setCurrentIndex(box_->findData(value));
    if (number_)
        number_->setValue(value.toInt());
    if (toggle_)
        toggle_->setChecked(value.toBool());
    if (keys_)
        keys_->setKeySequence(QKeySequence::fromString(value.toString(), QKeySequence::PortableText));
    if (const auto other = preferences_.lostTo(row_))
        say(tr("The keys of the file of settings already mean: %1. Choose others.").arg(*other));
    refreshing_ = false;
}

void PreferenceRow::retranslate()
{
    title_->setText(row_.titleText());
    editor_->setAccessibleName(row_.titleText());
    editor_->setAccessibleDescription(row_.helpText());
    for (QLineEdit* inner : editor_->findChildren<QLineEdit*>())
        inner->setAccessibleName(row_.titleText());
    if (const auto* choices = std::get_if<std::vector<PreferenceChoice>>(&row_.values))
        for (int i = 0; i < box_->count(); ++i)
            box_->setItemText(i, choiceText((*choices)[static_cast<std::size_t>(i)]));
    if (reset_) {
        reset_->setToolTip(tr("Back to %1").arg(row_.initial.toString()));
        reset_->setAccessibleName(tr("Back to %1: %2").arg(row_.initial.toString(), row_.titleText()));
    }
    say({});
    refresh();
}

}  // namespace slipway
