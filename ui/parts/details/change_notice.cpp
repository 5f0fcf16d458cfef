// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/details/change_notice.h"

#include "ui/parts/retranslated.h"
#include "widgets/form/button.h"
#include "widgets/form/icon_label.h"
#include "widgets/form/status/announce.h"
#include "widgets/form/text_role.h"
#include "widgets/theme/icon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace slipway {

ChangeNotice::ChangeNotice(const Theme& theme, QWidget* parent)
    : QFrame(parent),
      label_(makeLabel({}, TextRole::Body)),
      merge_(makeButton({}, ButtonKind::Primary)),
      mine_(makeButton({}, ButtonKind::Secondary)),
      theirs_(makeButton({}, ButtonKind::Secondary))
{
    setObjectName(QStringLiteral("changeNotice"));
    setSurface(*this, Surface::Tint);
    label_->setWordWrap(true);
    label_->setTextFormat(Qt::PlainText);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 8, 6);
    row->setSpacing(8);
    row->addWidget(new IconLabel(icon(IconName::Info, theme, IconTint::Accent), 16, this));
    row->addWidget(label_, 1);
    for (QPushButton* button : {merge_, mine_, theirs_})
        row->addWidget(button);
    connect(merge_, &QPushButton::clicked, this, &ChangeNotice::mergeChosen);
    connect(mine_, &QPushButton::clicked, this, &ChangeNotice::mineChosen);
    connect(theirs_, &QPushButton::clicked, this, &ChangeNotice::theirsChosen);
    retranslated(this, [this] { retranslate(); });
    hide();
}

void ChangeNotice::ask(const QString& changes, Merge merge)
{
    const bool news = isHidden() || changes != changes_;
    changes_ = changes;
    merge_->setVisible(merge == Merge::Possible);
    retranslate();
    show();
    if (news)
        announce(*this, label_->text());
}

void ChangeNotice::retranslate()
{
    label_->setText(tr("It was changed meanwhile: %1. Your text is kept.").arg(changes_));
    merge_->setText(tr("Merge both"));
    mine_->setText(tr("Keep mine"));
    theirs_->setText(tr("Take theirs"));
    merge_->setToolTip(tr("Puts what you changed into what is there now."));
    mine_->setToolTip(tr("Your text replaces what is there now once you apply it."));
    theirs_->setToolTip(tr("Your text is given up."));
}

}  // namespace slipway
