// SPDX-License-Identifier: GPL-3.0-or-later
// Drives the main job through the real workbench against a fresh platform, and tells how it went.
#include "app/demo/ground.h"
#include "app/demo/keyboard_driver.h"
#include "app/demo/story.h"
#include "ui/session/settings.h"
#include "ui/shell/appearance.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "widgets/theme/theme.h"

#include <nlohmann/json.hpp>

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QTest>

#include <cstdlib>
#include <iostream>
#include <signal.h>

namespace {

namespace fs = std::filesystem;

/// Ends the platform that the workbench started, by the process id in its ready file.
class PlatformEnd {
public:
    explicit PlatformEnd(fs::path data) : data_(std::move(data)) {}
    ~PlatformEnd()
    {
        const auto ready =
            nlohmann::json::parse(slipway::demo::readFile(data_ / "ready.json"), nullptr, false);
        if (!ready.is_object() || !ready.contains("pid"))
            return;
        const auto pid = ready["pid"].get<pid_t>();
        kill(pid, SIGTERM);
        if (!QTest::qWaitFor([pid] { return kill(pid, 0) != 0; }, 15'000))
            kill(pid, SIGKILL);
    }
    PlatformEnd(const PlatformEnd&) = delete;
    PlatformEnd& operator=(const PlatformEnd&) = delete;

private:
    fs::path data_;
};

enum class Hands { Pointer, Keyboard };

struct Demo {
    QString pictures;
    QString digits;
    QString home;
    QString engine;
    QString cluster_namespace;  ///< The only one that slipwayd may use; empty for no such limit.
    QString programs;           ///< Where slipwayd is installed; empty: beside this program.
    QSize size;                 ///< Of the window.
    slipway::demo::Pictures taking = slipway::demo::Pictures::Take;
    Hands hands;
};

/// "1280x800"; an empty size for anything else.
QSize parseSize(const QString& text)
{
    const QStringList parts = text.split(QLatin1Char('x'));
    return parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
}

int tell(const Demo& demo)
{
    const fs::path data = slipway::dataDirectory() / "platform";
    slipway::SettingsStore settings(demo.home + QStringLiteral("/workbench.ini"));
    settings.set(slipway::settings::language, QStringLiteral("en"));
    settings.set(slipway::settings::theme, QStringLiteral("light"));
    slipway::Theme theme;
    slipway::Language language;
    slipway::Appearance appearance(theme, language, settings);
    std::unique_ptr<slipway::demo::Ground> ground;
    try {
        ground = demo.engine == QStringLiteral("kubernetes")
                     ? slipway::demo::makeClusterGround(data, demo.home.toStdString(),
                                                        demo.cluster_namespace.toStdString())
                     : slipway::demo::makeLocalGround(data);
    } catch (const std::exception& failure) {
        std::cerr << "slipway-demo: " << failure.what() << '\n';
        return 1;
    }
    const PlatformEnd end(data);
    slipway::MainWindowOptions options;
    options.local_server = ground->server();
    if (!demo.programs.isEmpty())
        options.local_server.program = fs::path(demo.programs.toStdString()) / "slipwayd";
    slipway::MainWindow window(appearance, options);
    window.resize(demo.size);
    window.show();
    const slipway::demo::Watchdog watchdog;
    using slipway::demo::WindowDriver;
    const auto judge = [&watchdog](const WindowDriver::Condition& condition) {
        const slipway::demo::Watchdog::Excuse looking(watchdog);
        return condition();
    };
    slipway::demo::Album album(appearance, QDir(demo.pictures), watchdog, demo.taking);
    std::unique_ptr<WindowDriver> user = std::make_unique<WindowDriver>(judge);
    if (demo.hands == Hands::Keyboard)
        user = std::make_unique<slipway::demo::KeyboardDriver>(judge);
    // What goes by keys is no measurement, and runs beside other tests.
    const auto limit = demo.hands == Hands::Pointer ? ground->releaseLimit() : std::chrono::seconds(20);
    try {
        slipway::demo::Story(window, album, *user, demo.digits.toStdString(), data, *ground, watchdog, limit)
            .run();
    } catch (const std::exception& failure) {
        QWidget* front = QApplication::activeModalWidget();
        (front ? front : &window)->grab().save(demo.pictures + QStringLiteral("/failure.png"));
        std::cerr << "slipway-demo: " << failure.what() << '\n';
        return 1;
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    // A home of its own: nothing of the user's is read or changed.
    QTemporaryDir home;
    setenv("XDG_CONFIG_HOME", (home.path() + QStringLiteral("/config")).toUtf8().constData(), 1);
    setenv("XDG_DATA_HOME", (home.path() + QStringLiteral("/data")).toUtf8().constData(), 1);
    if (!std::getenv("DISPLAY") && !std::getenv("WAYLAND_DISPLAY") && !std::getenv("QT_QPA_PLATFORM"))
        setenv("QT_QPA_PLATFORM", "offscreen", 1);

    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("slipway"));
    QCommandLineParser parser;
    parser.addHelpOption();
    const QCommandLineOption output(QStringLiteral("output"), QStringLiteral("Where pictures go."),
                                    QStringLiteral("FOLDER"), QStringLiteral("demo"));
    const QCommandLineOption digits(QStringLiteral("digits"), QStringLiteral("The example to train."),
                                    QStringLiteral("FOLDER"),
                                    QStringLiteral(SLIPWAY_SOURCE_DIR "/examples/digits"));
    const QCommandLineOption size(QStringLiteral("size"), QStringLiteral("Of the window."),
                                  QStringLiteral("WIDTHxHEIGHT"), QStringLiteral("1280x800"));
    const QCommandLineOption engine(QStringLiteral("engine"),
                                    QStringLiteral("What runs tasks: local or kubernetes."),
                                    QStringLiteral("ENGINE"), QStringLiteral("local"));
    const QCommandLineOption only(
        QStringLiteral("cluster-namespace"),
        QStringLiteral("Make this namespace of the cluster, and have rights in it alone."),
        QStringLiteral("NAMESPACE"));
    const QCommandLineOption programs(
        QStringLiteral("programs"),
        QStringLiteral("Try the slipwayd that is installed there instead of the one beside this program."),
        QStringLiteral("FOLDER"));
    const QCommandLineOption without(QStringLiteral("no-pictures"),
                                     QStringLiteral("Take none, as when only the time counts."));
    const QCommandLineOption keyboard(QStringLiteral("keyboard"),
                                      QStringLiteral("Use keys alone, and take no pictures."));
    parser.addOptions({output, digits, size, engine, only, programs, without, keyboard});
    parser.process(application);
    if (!QDir().mkpath(parser.value(output))) {
        std::cerr << "slipway-demo: cannot make the folder " << parser.value(output).toStdString() << '\n';
        return 2;
    }
    const QSize window_size = parseSize(parser.value(size));
    if (window_size.isEmpty()) {
        std::cerr << "slipway-demo: give the size as WIDTHxHEIGHT, such as 1920x1080\n";
        return 2;
    }
    return tell({parser.value(output), parser.value(digits), home.path(), parser.value(engine),
                 parser.value(only), parser.value(programs), window_size,
                 parser.isSet(without) || parser.isSet(keyboard) ? slipway::demo::Pictures::Skip
                                                                 : slipway::demo::Pictures::Take,
                 parser.isSet(keyboard) ? Hands::Keyboard : Hands::Pointer});
}
