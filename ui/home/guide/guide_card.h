// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/home/guide/guide_memory.h"
#include "ui/parts/workbench.h"

#include <QFrame>
#include <QList>

class QLabel;
class QPushButton;
class QToolButton;

namespace slipway {

class Guide;
class StatusBadge;

/// The first steps beside each other, each with its one button; hidden while they are not offered.
class GuideCard : public QFrame {
    Q_OBJECT
public:
    GuideCard(Workbench& workbench, Guide& guide, QWidget* parent = nullptr);

private:
    struct StepView {
        GuideStep step;
        QLabel* title;
        QLabel* note;
        StatusBadge* badge;
        QPushButton* button;
    };

    QWidget* buildStep(GuideStep step);
    void retranslate();
    void refresh();
    void refreshStep(const StepView& view);
    static QString title(GuideStep step);
    static QString teaching(GuideStep step);
    static QString verb(GuideStep step);

    Workbench& workbench_;
    Guide& guide_;
    QLabel* heading_;
    QLabel* text_;
    QToolButton* close_;
    QList<StepView> steps_;
};

}  // namespace slipway
