// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/cluster.h"

#include <QWidget>

#include <vector>

class QGridLayout;

namespace slipway {

class Theme;

/// What was found when a cluster was looked at, a line each: how it is, what it is about, and a sentence.
class FindingList : public QWidget {
    Q_OBJECT
public:
    explicit FindingList(const Theme& theme, QWidget* parent = nullptr);

    void setFindings(std::vector<ClusterFinding> findings);
    const std::vector<ClusterFinding>& findings() const { return findings_; }
    bool anyBad() const;
    /// All that is to be asked for, as one text to send; empty when nothing is.
    QString request() const;
    /// In the language of the moment.
    void retranslate();

private:
    const Theme& theme_;
    std::vector<ClusterFinding> findings_;
    QGridLayout* lines_;
};

}  // namespace slipway
