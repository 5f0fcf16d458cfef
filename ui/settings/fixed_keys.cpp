// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/fixed_keys.h"

#include <QCoreApplication>
#include <QKeySequence>

#include <array>

namespace slipway {

QString FixedKeys::nativeText() const
{
    return QKeySequence::fromString(QLatin1String(keys), QKeySequence::PortableText)
        .toString(QKeySequence::NativeText);
}

QString FixedKeys::titleText() const
{
    return QCoreApplication::translate("Preferences", title);
}

std::span<const FixedKeys> fixedKeys()
{
    static constexpr std::array rows{
        FixedKeys{"Tab", QT_TRANSLATE_NOOP("Preferences", "To the next control")},
        FixedKeys{"Shift+Tab", QT_TRANSLATE_NOOP("Preferences", "To the control before")},
        FixedKeys{"Space", QT_TRANSLATE_NOOP("Preferences", "Press the button, check the box")},
        FixedKeys{"Return", QT_TRANSLATE_NOOP("Preferences", "Open what is selected, or go on in a dialog")},
        FixedKeys{"Esc", QT_TRANSLATE_NOOP("Preferences", "Close the dialog, or clear the filter")},
        FixedKeys{"Shift+F10", QT_TRANSLATE_NOOP("Preferences", "Open the menu of what is selected")},
        FixedKeys{"Ctrl+C", QT_TRANSLATE_NOOP("Preferences", "Copy what is selected")},
        FixedKeys{"Ctrl+A", QT_TRANSLATE_NOOP("Preferences", "Select everything")},
        FixedKeys{"Ctrl+Space", QT_TRANSLATE_NOOP("Preferences", "Offer words for the filter")},
        FixedKeys{"Del", QT_TRANSLATE_NOOP("Preferences", "Delete what is selected")},
        FixedKeys{"F2", QT_TRANSLATE_NOOP("Preferences", "Rename a file")},
        FixedKeys{"Backspace", QT_TRANSLATE_NOOP("Preferences", "To the folder above")},
        FixedKeys{"F3", QT_TRANSLATE_NOOP("Preferences", "To the next match in a log")},
        FixedKeys{"Shift+F3", QT_TRANSLATE_NOOP("Preferences", "To the match before in a log")},
        FixedKeys{"F8", QT_TRANSLATE_NOOP("Preferences", "To the next mistake in YAML")},
        FixedKeys{"+", QT_TRANSLATE_NOOP("Preferences", "Look closer at a chart")},
        FixedKeys{"-", QT_TRANSLATE_NOOP("Preferences", "See more of a chart")},
        FixedKeys{"0", QT_TRANSLATE_NOOP("Preferences", "See the whole chart")},
    };
    return rows;
}

}  // namespace slipway
