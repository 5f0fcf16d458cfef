// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop workbench.
#include "ui/session/settings.h"
#include "ui/shell/appearance.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QCommandLineParser>

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

}  // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("slipway"));
    QApplication::setApplicationDisplayName(QStringLiteral("Slipway"));
    QApplication::setApplicationVersion(QStringLiteral(SLIPWAY_VERSION));

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Environments, jobs and data on your GPUs."));
    parser.addHelpOption();
    parser.addVersionOption();
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
    parser.addOptions({profile_option, server_option, gpus_option});
    parser.process(application);

    slipway::MainWindowOptions options;
    options.profile_name = parser.value(profile_option).toStdString();
    options.profile = profileOf(parser.value(server_option));
    options.local_server.simulated_gpus = parser.value(gpus_option).toInt();
    if (parser.isSet(server_option) && !options.profile) {
        qCritical("With --server, set SLIPWAY_ACCESS_KEY and SLIPWAY_SECRET_KEY.");
        return 2;
    }

    const auto settings_file = slipway::configDirectory() / "workbench.ini";
    slipway::SettingsStore settings(QString::fromStdString(settings_file.string()));
    slipway::Theme theme;
    slipway::Language language;
    slipway::Appearance appearance(theme, language, settings);
    slipway::MainWindow window(appearance, options);
    window.show();
    return QApplication::exec();
}
