// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTranslator>

namespace slipway {

/// The language of the whole application, which can be switched while it runs. Make one after the
/// QApplication.
class Language {
public:
    Language() = default;
    ~Language();
    Language(const Language&) = delete;
    Language& operator=(const Language&) = delete;

    /// "system", "en" or "zh_CN"; anything that we have no words for is English.
    void set(const QString& code);
    const QString& code() const { return code_; }
    /// What "system" came to: "en" or "zh_CN".
    const QString& effective() const { return effective_; }

private:
    QTranslator translator_;
    QTranslator qt_translator_;  ///< Words of Qt's own dialogs and menus.
    QString code_;
    QString effective_;
};

}  // namespace slipway
