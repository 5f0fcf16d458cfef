// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop workbench.
#include "ui/settings/choices.h"
#include "ui/settings/preference.h"
#include "ui/settings/settings_file.h"
#include "ui/shell/appearance.h"
#include "ui/shell/instance/single_instance.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QSettings>

#include <cstdio>
#include <cstdlib>

namespace {

/// The profile that --server and the environment describe; keys never come from the command line, where
/// others on the machine could read them.
std::optional<slipway::Profile> profileOf(const QString& server)
{
    const char* access_key = std::getenv("SLIPWAY_ACCESS_KEY");
    const char* secret_key = std::getenv("SLIPWAY_SECRET_KEY");
    if (server.isEmpty() || !access_key || !secret_key)
        return std::nullopt;
    slipway::Profile profile;
    profile.name = "command-line";
    profile.server = server.toStdString();
    profile.access_key = access_key;
    profile.secret_key = secret_key;
    return profile;
}

QString settingsFile()
{
    return QString::fromStdString((slipway::configDirectory() / "workbench.ini").string());
}

/// Counts before the first window alone, so it is read without the settings' own object.
void applyScale()
{
    const auto& row = slipway::preference(slipway::settings::scale.key);
    const QSettings file(settingsFile(), QSettings::IniFormat);
    const int percent = row.read(file.value(QLatin1String(row.key))).value_or(row.initial).toInt();
    if (percent != 100 && !qEnvironmentVariableIsSet("QT_SCALE_FACTOR"))
        qputenv("QT_SCALE_FACTOR", QByteArray::number(percent / 100.0));
}

struct Arguments {
    slipway::MainWindowOptions window;
    bool own_keys = false;  ///< Those of the environment, which cannot be handed over.
};

/// Ends the program when they are wrong or ask for no window.
Arguments readArguments(const QApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Environments, jobs and data on your GPUs."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("link"), QStringLiteral("A slipway:// link to open."),
                                 QStringLiteral("[LINK]"));
    const QCommandLineOption profile_option(
        QStringLiteral("profile"), QStringLiteral("Connect as this profile."), QStringLiteral("NAME"));
    const QCommandLineOption server_option(
        QStringLiteral("server"),
        QStringLiteral("Connect to this server with the keys in SLIPWAY_ACCESS_KEY and SLIPWAY_SECRET_KEY."),
        QStringLiteral("URL"));
    const QCommandLineOption gpus_option(
        QStringLiteral("simulate-gpus"),
        QStringLiteral(
            "Let the platform on this computer pretend to have this many GPUs, when it is started."),
        QStringLiteral("COUNT"));
    const QCommandLineOption settings_option(QStringLiteral("settings-markdown"),
                                             QStringLiteral("Print the table of settings, and end."));
    parser.addOptions({profile_option, server_option, gpus_option, settings_option});
    parser.process(application);
    if (parser.isSet(settings_option)) {
        std::fputs(slipway::preferencesMarkdown().toUtf8().constData(), stdout);
        std::exit(0);
    }
    Arguments arguments;
    arguments.window.profile_name = parser.value(profile_option).toStdString();
    arguments.window.profile = profileOf(parser.value(server_option));
    arguments.window.local_server.simulated_gpus = parser.value(gpus_option).toInt();
    arguments.window.link = parser.positionalArguments().value(0);
    arguments.own_keys = parser.isSet(server_option) || parser.isSet(profile_option);
    if (parser.isSet(server_option) && !arguments.window.profile) {
        qCritical("With --server, set SLIPWAY_ACCESS_KEY and SLIPWAY_SECRET_KEY.");
        std::exit(2);
    }
    return arguments;
}

}  // namespace

int main(int argc, char** argv)
{
    applyScale();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("slipway"));
    QApplication::setApplicationDisplayName(QStringLiteral("Slipway"));
    QApplication::setApplicationVersion(QStringLiteral(SLIPWAY_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.slipway.Slipway"));
    Arguments arguments = readArguments(application);

    slipway::SingleInstance instance(QString::fromStdString(slipway::configDirectory().string()));
    if (!arguments.own_keys && instance.handOver({arguments.window.link}))
        return 0;
    const slipway::SettingsTrouble trouble = slipway::checkSettingsFile(settingsFile());
    slipway::SettingsStore settings(settingsFile());
    slipway::Theme theme;
    slipway::Language language;
    slipway::Appearance appearance(theme, language, settings);
    if (trouble.any())
        arguments.window.notice = trouble.text();
    slipway::MainWindow window(appearance, arguments.window);
    QObject::connect(&instance, &slipway::SingleInstance::asked, &window, [&](const slipway::HandOver& wish) {
        window.showInFront();
        if (!wish.link.isEmpty())
            window.openLink(wish.link);
    });
    // Without it every start is the first one; nothing else depends on it.
    if (!arguments.own_keys && !instance.listen())
        qWarning("Another start of Slipway will open a window of its own: its socket cannot be made.");
    window.show();
    return QApplication::exec();
}
