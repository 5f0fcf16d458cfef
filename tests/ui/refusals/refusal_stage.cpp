// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/refusals/refusal_stage.h"

#include "ui/shell/workbench_view.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QLineEdit>
#include <QListWidget>

namespace slipway::test {

using namespace Qt::StringLiterals;

namespace {

/// Words of the screen, by which it is used, and how they read in Chinese.
const QHash<QString, QString> chinese{{u"Access key"_s, u"访问密钥"_s},
                                      {u"Address"_s, u"地址"_s},
                                      {u"Command"_s, u"命令"_s},
                                      {u"Connect again…"_s, u"重新连接…"_s},
                                      {u"Connect"_s, u"连接"_s},
                                      {u"Create environment"_s, u"创建环境"_s},
                                      {u"Create"_s, u"创建"_s},
                                      {u"Datasets"_s, u"数据集"_s},
                                      {u"Flavor"_s, u"规格"_s},
                                      {u"Folder"_s, u"文件夹"_s},
                                      {u"Jobs"_s, u"作业"_s},
                                      {u"Launch job"_s, u"启动作业"_s},
                                      {u"Launch"_s, u"启动"_s},
                                      {u"Name"_s, u"名称"_s},
                                      {u"Next"_s, u"下一步"_s},
                                      {u"Secret key"_s, u"私有密钥"_s},
                                      {u"Upload dataset"_s, u"上传数据集"_s},
                                      {u"Upload *"_s, u"上传 *"_s}};

template <class T>
T require(Result<T> result)
{
    if (!result)
        throw demo::Failure(QString::fromStdString(result.error().message));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

}  // namespace

RefusalStage::RefusalStage()
{
    if (!platform_.start())
        throw demo::Failure(u"slipwayd does not start."_s);
    settings_ = std::make_unique<SettingsStore>(platform_.path(u"settings.ini"_s));
    appearance_ = std::make_unique<Appearance>(theme_, language_, *settings_);
    eve_ = require(platform_.profileOf("eve"));
    make(Kind::Flavor, "gpu-64", R"({"cpus":1,"gpus":64})");
    QDir().mkpath(platform_.path(u"pictures"_s));
    QFile picture(platform_.path(u"pictures/a.png"_s));
    if (!picture.open(QIODevice::WriteOnly) || picture.write("abc") != 3)
        throw demo::Failure(picture.errorString());
}

RefusalStage::~RefusalStage()
{
    endScene();
}

void RefusalStage::beginScene(const QString& language)
{
    language_code_ = language;
    appearance_->setLanguage(language);
    remembered_.clear();
    project_ = "p" + std::to_string(++scenes_);
    make(Kind::Project, project_, "{}");
    make(Kind::Member, "eve", R"({"user":"eve","role":"engineer"})");
}

void RefusalStage::endScene()
{
    delete QApplication::activeModalWidget();
    window_.reset();
}

QString RefusalStage::word(const QString& english) const
{
    return language_code_ == u"en"_s ? english : chinese.value(english, u"no Chinese for "_s + english);
}

QWidget* RefusalStage::frontWindow() const
{
    QWidget* dialog = QApplication::activeModalWidget();
    return dialog ? dialog : window_.get();
}

QStringList RefusalStage::entered() const
{
    const QWidget* window = frontWindow();
    QStringList all;
    for (const auto* edit : window->findChildren<QLineEdit*>())
        all << edit->objectName() + u'=' + edit->text();
    for (const auto* box : window->findChildren<QComboBox*>())
        all << box->objectName() + u'=' + box->currentData().toString();
    for (const auto* list : window->findChildren<QListWidget*>())
        for (int row = 0; row < list->count(); ++row)
            if (list->item(row)->checkState() == Qt::Checked)
                all << list->objectName() + u'=' + list->item(row)->text();
    return all;
}

void RefusalStage::make(Kind kind, const std::string& name, const std::string& spec)
{
    Resource resource;
    resource.kind = kind;
    resource.project = info(kind).scope == NameScope::Platform ? std::string() : project_;
    resource.name = name;
    resource.spec = spec;
    require(platform_.make(resource));
}

void RefusalStage::remove(Kind kind, const std::string& name)
{
    require(platform_.remove(kind, info(kind).scope == NameScope::Platform ? std::string() : project_, name));
}

NewAccessKey RefusalStage::newKey()
{
    return require(platform_.run<NewAccessKey>(
        [&](Answer<NewAccessKey> done) { return platform_.session().createAccessKey({}, done); }));
}

void RefusalStage::revoke(const NewAccessKey& key)
{
    require(platform_.run<Resource>([&](Answer<Resource> done) {
        return platform_.session().act(Kind::AccessKey, {}, key.name, "revoke", done);
    }));
}

Profile RefusalStage::profileWith(const NewAccessKey& key) const
{
    Profile profile = eve_;
    profile.access_key = key.access_key;
    profile.secret_key = key.secret_key;
    return profile;
}

void RefusalStage::openWindow(std::optional<Profile> profile)
{
    MainWindowOptions options;
    options.config_directory = configDirectory().toStdString();
    options.profile = std::move(profile);
    window_ = std::make_unique<MainWindow>(*appearance_, options);
    window_->resize(1280, 800);
    window_->show();
}

void RefusalStage::connectAs(Profile profile)
{
    profile.project = project_;
    openWindow(std::move(profile));
    user_.waitUntil(u"the workbench shows the platform"_s, [this] {
        const Workspace& workspace = window_->workbench()->workspace();
        return workspace.loaded() && workspace.link().state == Link::State::Live &&
               !workspace.account().user.empty();
    });
}

void RefusalStage::enterKeys(const Profile& profile)
{
    openWindow(std::nullopt);
    type("Address", QString::fromStdString(profile.server));
    type("Access key", QString::fromStdString(profile.access_key));
    type("Secret key", QString::fromStdString(profile.secret_key));
}

void RefusalStage::startEnvironment(const QString& name, const QString& flavor)
{
    click("Create environment");
    type("Name", name);
    if (flavor.isEmpty())
        return;
    click("Next");
    user_.choose(word("Flavor"), flavor);
}

void RefusalStage::startJob(const QString& name, const QString& flavor)
{
    click("Jobs");
    click("Launch job");
    type("Command", u"python3 train.py"_s);
    type("Name", name);
    if (flavor.isEmpty())
        return;
    click("Next");
    user_.choose(word("Flavor"), flavor);
}

void RefusalStage::startDataset(const QString& name)
{
    click("Datasets");
    click("Upload dataset");
    type("Folder", platform_.path(u"pictures"_s));
    // What is guessed from the folder would change under the hands otherwise.
    user_.waitUntil(u"the folder is read"_s,
                    [this] { return !user_.find<QLineEdit>(word("Name"))->text().isEmpty(); });
    type("Name", name);
}

void RefusalStage::finish(const char* button)
{
    remember();
    click(button);
}

}  // namespace slipway::test
