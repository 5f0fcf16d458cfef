// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/preference.h"

#include "ui/settings/fixed_keys.h"

#include <QCoreApplication>
#include <QKeySequence>
#include <QStringList>

#include <algorithm>

namespace slipway {

namespace {

constexpr const char* context = "Preferences";

QString translated(const char* text)
{
    return *text ? QCoreApplication::translate(context, text) : QString();
}

std::optional<QVariant> readToggle(const QVariant& stored)
{
    const QString text = stored.toString();
    if (text == QStringLiteral("true") || text == QStringLiteral("false"))
        return text == QStringLiteral("true");
    return std::nullopt;
}

std::optional<QVariant> readNumber(const PreferenceRange& range, const QVariant& stored)
{
    bool is_number = false;
    const int number = stored.toString().toInt(&is_number);
    if (!is_number || number < range.least || number > range.most)
        return std::nullopt;
    return number;
}

std::optional<QVariant> readChoice(const std::vector<PreferenceChoice>& choices, const QVariant& stored)
{
    const QString text = stored.toString();
    const bool known = std::any_of(choices.begin(), choices.end(), [&](const PreferenceChoice& choice) {
        return text == QLatin1String(choice.code);
    });
    return known ? std::optional<QVariant>(text) : std::nullopt;
}

std::optional<QVariant> readKeys(const QVariant& stored)
{
    const QString text = stored.toString();
    const auto keys = QKeySequence::fromString(text, QKeySequence::PortableText);
    const bool whole = !keys.isEmpty() && keys[keys.count() - 1].key() != Qt::Key_unknown;
    return text.isEmpty() || whole ? std::optional<QVariant>(text) : std::nullopt;
}

QString code(const QString& text)
{
    return QStringLiteral("`") + text + QStringLiteral("`");
}

}  // namespace

QString Preference::titleText() const
{
    return translated(title);
}

QString Preference::helpText() const
{
    return translated(help);
}

QString choiceText(const PreferenceChoice& choice)
{
    // The words are UTF-8, as a language named in itself is.
    return translated(choice.word);
}

std::optional<QVariant> Preference::read(const QVariant& stored) const
{
    if (const auto* choices = std::get_if<std::vector<PreferenceChoice>>(&values))
        return readChoice(*choices, stored);
    if (const auto* range = std::get_if<PreferenceRange>(&values))
        return readNumber(*range, stored);
    if (std::holds_alternative<PreferenceKeys>(values))
        return readKeys(stored);
    return readToggle(stored);
}

QString Preference::valuesText() const
{
    if (const auto* choices = std::get_if<std::vector<PreferenceChoice>>(&values)) {
        QStringList codes;
        for (const PreferenceChoice& choice : *choices)
            codes << code(QLatin1String(choice.code));
        return codes.join(QStringLiteral(", "));
    }
    if (const auto* range = std::get_if<PreferenceRange>(&values))
        return QStringLiteral("%1 to %2 %3")
            .arg(range->least)
            .arg(range->most)
            .arg(QLatin1String(range->unit));
    if (std::holds_alternative<PreferenceKeys>(values))
        return QStringLiteral("keys, or nothing");
    return QStringLiteral("`true`, `false`");
}

QString preferencesMarkdown()
{
    QString page = QStringLiteral(
        "# Settings of the workbench\n\n"
        "They are kept in `~/.config/slipway/workbench.ini`, and changed in the window: Ctrl+, or the menu "
        "of the "
        "account. A value that cannot be read counts as its default; a file that cannot be read at all is "
        "set "
        "aside as `workbench.ini.broken`, and the window says so.\n\n"
        "There is no telemetry: the workbench connects to the servers that you name, and to nothing else.\n");
    std::optional<PreferenceSection> section;
    for (const Preference& row : preferences()) {
        if (section != row.section)
            page += QStringLiteral("\n## %1\n\n| key | values | default | |\n|---|---|---|---|\n")
                        .arg(sectionTitle(row.section));
        section = row.section;
        const QString initial = row.initial.toString();
        page += QStringLiteral("| %1 | %2 | %3 | %4. %5 |\n")
                    .arg(code(QLatin1String(row.key)), row.valuesText(),
                         initial.isEmpty() ? QStringLiteral("none") : code(initial), row.titleText(),
                         row.helpText())
                    .replace(QStringLiteral(".  |"), QStringLiteral(". |"));
    }
    return page;
}

QString shortcutsMarkdown()
{
    QString table = QStringLiteral("| %1 | %2 |\n|---|---|\n")
                        .arg(translated(QT_TRANSLATE_NOOP("Preferences", "Keys")),
                             translated(QT_TRANSLATE_NOOP("Preferences", "What they do")));
    const auto add = [&table](const QString& keys, const QString& title) {
        table += QStringLiteral("| %1 | %2 |\n").arg(keys, title);
    };
    for (const Preference& row : preferences())
        if (std::holds_alternative<PreferenceKeys>(row.values))
            add(row.initial.toString(), row.titleText());
    for (const FixedKeys& fixed : fixedKeys())
        add(fixed.nativeText(), fixed.titleText());
    return table;
}

}  // namespace slipway
