// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/workbench.h"
#include "ui/session/pending_calls.h"

#include <QWidget>

#include <functional>

class QLabel;

namespace slipway {

class CopyBox;
class ErrorBanner;
class FindingList;
class LoadingState;

/// Has a cluster looked at, and shows what was found and what to ask for.
class ClusterFindings : public QWidget {
    Q_OBJECT
public:
    using Question = std::function<CallHandle(Answer<std::vector<ClusterFinding>>)>;

    explicit ClusterFindings(Workbench& workbench, QWidget* parent = nullptr);

    /// Asks anew; an answer that is on its way is void.
    void ask(Question question);
    /// Whether an answer is there, good or bad.
    bool isAnswered() const { return calls_.empty(); }
    bool anyBad() const;
    void showError(const Error& error);

Q_SIGNALS:
    void changed();

private:
    void take(Result<std::vector<ClusterFinding>> answer);
    void refresh();
    void retranslate();

    PendingCalls calls_;
    Question question_;
    ErrorBanner* banner_;
    LoadingState* loading_;
    FindingList* list_;
    QLabel* request_title_;
    CopyBox* request_;
};

}  // namespace slipway
