// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/forms/form_errors.h"
#include "ui/parts/workbench.h"
#include "ui/session/item.h"
#include "ui/session/pending_calls.h"

#include <QDialog>
#include <QTimer>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace slipway {

class CopyBox;
class ErrorBanner;
class FormField;

/// Asks how large a volume is to be, and lets it grow; closes once the platform has taken it over. What the
/// platform says of a size stands beside the field before anybody presses a button.
class GrowVolumeDialog : public QDialog {
    Q_OBJECT
public:
    GrowVolumeDialog(Workbench& workbench, ItemPtr volume, QWidget* parent);

private:
    void retranslate();
    void changed();
    void rehearse();
    void grow();
    void showError(const Error& error);
    /// The volume with the size that was typed; nothing while that is no larger size.
    std::optional<Resource> wanted() const;

    Workbench& workbench_;
    ItemPtr volume_;
    ErrorBanner* banner_;
    QLabel* note_;
    QLineEdit* size_;
    FormField* size_field_;
    CopyBox* command_;
    QPushButton* cancel_;
    QPushButton* grow_;
    FormErrors errors_;
    QTimer pause_;
    PendingCalls calls_;
};

}  // namespace slipway
