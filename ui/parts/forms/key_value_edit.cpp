// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/forms/key_value_edit.h"

#include "widgets/theme/theme.h"

namespace slipway {

namespace {
constexpr int shown_lines = 3;
}

KeyValueEdit::KeyValueEdit(QWidget* parent) : QPlainTextEdit(parent)
{
    setFont(Theme::monospacedFont());
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFixedHeight(shown_lines * 18 + 24);
}

void KeyValueEdit::setValues(const std::map<std::string, std::string>& values)
{
    QStringList lines;
    for (const auto& [key, value] : values)
        lines << QString::fromStdString(key + "=" + value);
    setPlainText(lines.join(QLatin1Char('\n')));
}

std::map<std::string, std::string> KeyValueEdit::values() const
{
    std::map<std::string, std::string> values;
    for (const QString& line : toPlainText().split(QLatin1Char('\n'))) {
        const auto equals = line.indexOf(QLatin1Char('='));
        if (equals > 0)
            values[line.first(equals).trimmed().toStdString()] =
                line.sliced(equals + 1).trimmed().toStdString();
    }
    return values;
}

QString KeyValueEdit::problem() const
{
    for (const QString& line : toPlainText().split(QLatin1Char('\n')))
        if (!line.trimmed().isEmpty() && line.indexOf(QLatin1Char('=')) <= 0)
            return tr("\"%1\" is not of the form key=value.").arg(line.trimmed());
    return {};
}

}  // namespace slipway
