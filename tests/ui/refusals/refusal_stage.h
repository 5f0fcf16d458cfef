// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/window_driver.h"
#include "tests/app/running_platform.h"
#include "ui/session/settings.h"
#include "ui/shell/appearance.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "widgets/theme/theme.h"

#include <QStringList>

#include <memory>
#include <optional>

namespace slipway::test {

/// A real slipwayd with two GPUs, and a window in which Eve works on it while an administrator gets in her
/// way.
///
/// Each scene has a project of its own, in which Eve is an engineer. Buttons and fields are named by their
/// English words, whatever language the window speaks. Throws demo::Failure.
class RefusalStage {
public:
    RefusalStage();
    ~RefusalStage();

    void beginScene(const QString& language);
    void endScene();

    // What Eve does.
    void openWindow(std::optional<Profile> profile);
    void connectAs(Profile profile);
    void enterKeys(const Profile& profile);
    /// A dialog with these entries; no flavor: only its first step.
    void startEnvironment(const QString& name, const QString& flavor);
    void startJob(const QString& name, const QString& flavor);
    void startDataset(const QString& name);
    void check(const char* list, const QString& entry) { user_.check(word(list), entry); }
    void click(const char* button) { user_.click(word(button)); }
    /// Clicks what ends a dialog, and keeps what was entered until then.
    void finish(const char* button);

    // What the administrator does.
    void make(Kind kind, const std::string& name, const std::string& spec);
    void remove(Kind kind, const std::string& name);
    NewAccessKey newKey();
    void revoke(const NewAccessKey& key);

    const Profile& eve() const { return eve_; }
    Profile profileWith(const NewAccessKey& key) const;
    QString project() const { return QString::fromStdString(project_); }
    /// Where the window keeps its connections.
    QString configDirectory() const { return platform_.path(project() + QStringLiteral("-config")); }
    /// The dialog that is open, else the window itself.
    QWidget* frontWindow() const;
    const demo::WindowDriver& user() const { return user_; }
    /// The word of the screen in the language of the scene.
    QString word(const QString& english) const;

    /// Everything that can be typed or chosen in the front window, as it stands.
    QStringList entered() const;
    void remember() { remembered_ = entered(); }
    void remember(QStringList entries) { remembered_ = std::move(entries); }
    const QStringList& remembered() const { return remembered_; }

private:
    QString word(const char* english) const { return word(QString::fromUtf8(english)); }
    void type(const char* field, const QString& text) { user_.type(word(field), text); }

    RunningPlatform platform_;
    Profile eve_;
    std::unique_ptr<SettingsStore> settings_;
    Theme theme_{ColorScheme::Light};
    Language language_;
    std::unique_ptr<Appearance> appearance_;
    std::unique_ptr<MainWindow> window_;
    demo::WindowDriver user_;
    QString language_code_;
    std::string project_;
    int scenes_ = 0;
    QStringList remembered_;
};

}  // namespace slipway::test
