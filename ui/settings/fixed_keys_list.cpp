// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/fixed_keys_list.h"

#include "ui/parts/retranslated.h"
#include "ui/settings/fixed_keys.h"
#include "widgets/form/text_role.h"

#include <QGridLayout>
#include <QLabel>

namespace slipway {

FixedKeysList::FixedKeysList(QWidget* parent) : QWidget(parent), heading_(makeLabel({}, TextRole::Strong))
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 8, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(10);
    grid->setColumnStretch(0, 1);
    grid->addWidget(heading_, 0, 0, 1, 2);
    for (std::size_t i = 0; i < fixedKeys().size(); ++i) {
        titles_ << makeLabel({});
        keys_ << makeLabel({}, TextRole::Dim);
        const int row = grid->rowCount();
        grid->addWidget(titles_.last(), row, 0);
        grid->addWidget(keys_.last(), row, 1);
    }
    retranslated(this, [this] { retranslate(); });
}

void FixedKeysList::retranslate()
{
    heading_->setText(tr("Always the same"));
    int row = 0;
    for (const FixedKeys& fixed : fixedKeys()) {
        titles_[row]->setText(fixed.titleText());
        keys_[row++]->setText(fixed.nativeText());
    }
}

}  // namespace slipway
