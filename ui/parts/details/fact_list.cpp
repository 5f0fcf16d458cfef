// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/details/fact_list.h"

#include "widgets/form/dialogs/copy_box.h"
#include "widgets/form/text_role.h"
#include "widgets/table/plain_text.h"

#include <QFormLayout>
#include <QLabel>

#include <algorithm>

namespace slipway {

namespace {

constexpr int copy_box_text_top = 9;

QLabel* labelOf(const Fact& fact)
{
    QLabel* label = makeLabel(fact.label, TextRole::Dim);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setContentsMargins(0, fact.look == Fact::Look::Copyable ? copy_box_text_top : 0, 0, 0);
    return label;
}

}  // namespace

FactList::FactList(const Theme& theme, QWidget* parent)
    : QScrollArea(parent), theme_(theme), form_(new QFormLayout)
{
    auto* body = new QWidget;
    setSurface(*body, Surface::Panel);
    form_->setContentsMargins(16, 12, 16, 12);
    form_->setHorizontalSpacing(24);
    form_->setVerticalSpacing(6);
    form_->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    form_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    body->setLayout(form_);
    setWidget(body);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void FactList::setFlush()
{
    form_->setContentsMargins(0, 0, 0, 0);
}

QWidget* FactList::editorOf(const Fact& fact)
{
    if (fact.look == Fact::Look::Copyable) {
        auto* box = new CopyBox(theme_);
        box->setText(fact.value);
        box->setAccessibleName(fact.label);
        return box;
    }
    QLabel* label =
        makeLabel(blockText(fact.value), fact.look == Fact::Look::Mono ? TextRole::Mono : TextRole::Body);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setToolTip(fact.tooltip);
    label->setAccessibleName(fact.label + QStringLiteral(": ") + label->text());
    return label;
}

bool FactList::refreshValues(const QList<Fact>& facts)
{
    const auto same_place = [](const Fact& a, const Fact& b) {
        return a.label == b.label && a.look == b.look;
    };
    if (!std::equal(facts.begin(), facts.end(), facts_.begin(), facts_.end(), same_place))
        return false;
    for (int row = 0; row < facts.size(); ++row) {
        if (facts[row] == facts_[row])
            continue;
        QWidget* editor = form_->itemAt(row, QFormLayout::FieldRole)->widget();
        if (auto* box = qobject_cast<CopyBox*>(editor))
            box->setText(facts[row].value);
        else if (auto* label = qobject_cast<QLabel*>(editor)) {
            label->setText(blockText(facts[row].value));
            label->setToolTip(facts[row].tooltip);
            label->setAccessibleName(facts[row].label + QStringLiteral(": ") + label->text());
        }
    }
    return true;
}

void FactList::setFacts(const QList<Fact>& facts)
{
    QList<Fact> shown = facts;
    shown.removeIf([](const Fact& fact) { return fact.value.isEmpty(); });
    if (shown == facts_)
        return;
    // Values change every second while something runs: their labels stay, so that a selection in them does
    // too.
    if (!refreshValues(shown)) {
        while (form_->rowCount() > 0)
            form_->removeRow(0);
        for (const Fact& fact : std::as_const(shown))
            form_->addRow(labelOf(fact), editorOf(fact));
    }
    facts_ = shown;
}

}  // namespace slipway
