// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/tokens.h"

#include <QFont>
#include <QObject>

namespace slipway {

enum class ColorScheme { System, Light, Dark };

/// Colours and fonts of the whole application. The program makes one after its QApplication, and passes
/// it to whoever paints; it must outlive all of them.
class Theme : public QObject {
    Q_OBJECT

public:
    /// Sets style, font, palette and stylesheet of the QApplication.
    explicit Theme(ColorScheme scheme = ColorScheme::System, QObject* parent = nullptr);

    const Tokens& tokens() const { return tokens_; }
    ColorScheme colorScheme() const { return scheme_; }
    bool isDark() const { return tokens_.dark; }

    /// Repaints everything; System follows the desktop, also when it changes later.
    void setColorScheme(ColorScheme scheme);

    /// 13 px, the system's own font or Inter where there is one.
    static QFont font();
    /// 18 px semibold.
    static QFont headingFont();
    /// 13 px with digits of equal width.
    static QFont tabularFont();
    /// For logs, commands and identifiers.
    static QFont monospacedFont(int pixel_size = 12);

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void apply();

    ColorScheme scheme_;
    Tokens tokens_;
    bool system_dark_ = false;
    bool applying_ = false;
};

}  // namespace slipway
