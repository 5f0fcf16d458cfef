// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_dialog.h"

#include "ui/parts/retranslated.h"
#include "ui/settings/fixed_keys_list.h"
#include "ui/settings/preference_row.h"
#include "ui/settings/preferences.h"
#include "widgets/form/button.h"
#include "widgets/form/text_role.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

namespace {

constexpr QSize dialog_size(760, 520);
constexpr int sections_width = 180;

QVBoxLayout* columnOf(QWidget& page)
{
    auto* column = new QVBoxLayout(&page);
    column->setContentsMargins(0, 0, 12, 0);
    column->setSpacing(12);
    return column;
}

}  // namespace

SettingsDialog::SettingsDialog(Preferences& preferences, const Theme& theme, QWidget* parent)
    : QDialog(parent),
      preferences_(preferences),
      theme_(theme),
      sections_(new QListWidget),
      pages_(new QStackedWidget),
      title_(makeLabel({}, TextRole::Heading)),
      privacy_(makeLabel({})),
      fixed_keys_(new FixedKeysList),
      reset_(makeButton({}, ButtonKind::Secondary)),
      close_(makeButton({}, ButtonKind::Secondary))
{
    setObjectName(QStringLiteral("settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    resize(dialog_size);
    sections_->setFixedWidth(sections_width);
    title_->setIndent(2);
    sections_->setFrameShape(QFrame::NoFrame);
    setSurface(*sections_, Surface::Card);
    for (const Preference& row : slipway::preferences())
        if (std::find(shown_.begin(), shown_.end(), row.section) == shown_.end())
            addSection(row.section);
    sections_->addItem(QString());
    pages_->addWidget(makePrivacy());

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(reset_);
    buttons->addStretch(1);
    buttons->addWidget(close_);
    auto* right = new QVBoxLayout;
    right->setSpacing(12);
    right->addWidget(title_);
    right->addWidget(pages_, 1);
    right->addLayout(buttons);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 16, 24, 16);
    layout->setSpacing(20);
    layout->addWidget(sections_);
    layout->addLayout(right, 1);
    connect(sections_, &QListWidget::currentRowChanged, this, [this](int row) {
        pages_->setCurrentIndex(row);
        retranslate();
    });
    connect(reset_, &QPushButton::clicked, this, &SettingsDialog::resetSection);
    connect(close_, &QPushButton::clicked, this, &QDialog::accept);
    for (QPushButton* button : {reset_, close_})
        button->setAutoDefault(false);
    sections_->setCurrentRow(0);
    retranslated(this, [this] { retranslate(); });
}

void SettingsDialog::addSection(PreferenceSection section)
{
    shown_.push_back(section);
    sections_->addItem(QString());
    auto* page = new QWidget;
    QVBoxLayout* column = columnOf(*page);
    for (const Preference& row : slipway::preferences())
        if (row.section == section)
            column->addWidget(new PreferenceRow(row, preferences_, theme_));
    if (section == PreferenceSection::Shortcuts)
        column->addWidget(fixed_keys_);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // The keys that are fixed are not reached control by control; they are scrolled to.
    scroll->setFocusPolicy(section == PreferenceSection::Shortcuts ? Qt::StrongFocus : Qt::NoFocus);
    scroll->setProperty("page", true);
    pages_->addWidget(scroll);
}

QWidget* SettingsDialog::makePrivacy()
{
    auto* page = new QWidget;
    QVBoxLayout* column = columnOf(*page);
    privacy_->setObjectName(QStringLiteral("privacy"));
    privacy_->setWordWrap(true);
    column->addWidget(privacy_);
    column->addStretch(1);
    return page;
}

void SettingsDialog::showSection(PreferenceSection section)
{
    const auto found = std::find(shown_.begin(), shown_.end(), section);
    sections_->setCurrentRow(static_cast<int>(found - shown_.begin()));
}

void SettingsDialog::resetSection()
{
    const auto current = static_cast<std::size_t>(sections_->currentRow());
    for (const Preference& row : slipway::preferences())
        if (current < shown_.size() && row.section == shown_[current])
            preferences_.reset(row);
}

void SettingsDialog::retitle(int section, const QString& title)
{
    sections_->item(section)->setText(title);
    pages_->widget(section)->setAccessibleName(title);
}

void SettingsDialog::retranslate()
{
    setWindowTitle(tr("Settings"));
    sections_->setAccessibleName(tr("Sections"));
    for (std::size_t i = 0; i < shown_.size(); ++i)
        retitle(static_cast<int>(i), sectionTitle(shown_[i]));
    retitle(static_cast<int>(shown_.size()), tr("Privacy"));
    const int row = std::max(sections_->currentRow(), 0);
    title_->setText(sections_->item(row)->text());
    reset_->setText(tr("Reset this section"));
    reset_->setVisible(row < static_cast<int>(shown_.size()));
    close_->setText(tr("Close"));
    privacy_->setText(
        tr("There is no telemetry. Slipway connects to the servers that you name, and to nothing "
           "else: it counts nothing, reports nothing and looks for no updates.\n\nWhat it remembers "
           "stays on this computer: settings and connections in its folder of settings, secret keys "
           "where you chose to keep them."));
}

}  // namespace slipway
