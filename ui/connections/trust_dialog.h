// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/profile.h"
#include "client/server_certificate.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace slipway {

class CopyBox;
class Theme;

/// Shows a certificate that nobody vouches for, and asks whether to trust it alone. Closes itself; accepted()
/// is a yes, and no is what Return and Escape say.
class TrustDialog : public QDialog {
    Q_OBJECT
public:
    enum class Why { Unknown, Changed };
    TrustDialog(const Profile& profile, const ServerCertificate& certificate, Why why, const Theme& theme,
                QWidget* parent);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void retranslate();
    /// As high as its texts are in this language.
    void fit();

    QString server_;
    ServerCertificate certificate_;
    Why why_;
    QLabel* title_;
    QLabel* text_;
    QLabel* fingerprint_title_;
    CopyBox* fingerprint_;
    QLabel* facts_;
    QLabel* advice_;
    QPushButton* cancel_;
    QPushButton* trust_;
};

}  // namespace slipway
