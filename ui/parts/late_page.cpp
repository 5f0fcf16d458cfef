// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/late_page.h"

#include <QVBoxLayout>

#include <utility>

namespace slipway {

LatePage::LatePage(Make make, QWidget* parent) : QWidget(parent), make_(std::move(make))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
}

QWidget* LatePage::page()
{
    if (const auto make = std::exchange(make_, nullptr)) {
        page_ = make(this);
        setFocusProxy(page_);
        layout()->addWidget(page_);
        page_->show();
        layout()->activate();
    }
    return page_;
}

void LatePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    page();
}

}  // namespace slipway
