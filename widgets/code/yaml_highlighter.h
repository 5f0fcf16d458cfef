// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>

namespace slipway {

class Theme;

/// Names of members, texts in quotes, numbers, comments and blocks of a YAML text in their colours.
class YamlHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

public:
    YamlHighlighter(const Theme& theme, QTextDocument* document);

protected:
    void highlightBlock(const QString& text) override;

private:
    void highlightValue(const QString& text, int begin);

    const Theme& theme_;
};

}  // namespace slipway
