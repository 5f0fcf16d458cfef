// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runner/records/attempt_directory.h"

#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <fstream>
#include <iterator>
#include <string>
#include <thread>

namespace slipway {

inline std::string python(const std::string& code)
{
    return "exec /usr/bin/python3 -u -c '" + code + "'";
}

/// An attempt in a directory of its own, run by the real program.
class AttemptFixture {
public:
    AttemptFixture() : directory(std::filesystem::path(root_.path().toStdString()) / "1")
    {
        std::filesystem::create_directories(directory.streams());
        std::filesystem::create_directories(directory.path() / "work");
        task.task = TaskId("job-test");
        task.env = {{"PATH", "/usr/bin:/bin"}, {"WORK", (directory.path() / "work").string()}};
        task.working_directory = (directory.path() / "work").string();
    }

    ~AttemptFixture()
    {
        if (waiter_.state() != QProcess::NotRunning) {
            directory.requestStop({ExitCause::Stopped, std::chrono::milliseconds(0)});
            waiter_.waitForFinished(10'000);
        }
    }

    void addStage(const std::string& name, const std::string& shell, bool always = false)
    {
        task.stages.push_back({name, {"/bin/sh", "-c", shell}, always});
    }

    void start()
    {
        directory.writeTask(task);
        waiter_.start(program(), {QStringLiteral("wait"), QString::fromStdString(directory.path().string())});
    }

    /// How it ended, once the waiter itself is gone.
    ExitRecord finish()
    {
        waiter_.waitForFinished(30'000);
        const auto record = directory.readExit();
        return record ? *record : ExitRecord{ExitCause::Lost, {}, {}, record.error().message, {}};
    }

    ExitRecord run()
    {
        start();
        return finish();
    }

    std::string log() const { return content(directory.log()); }
    QProcess& waiter() { return waiter_; }

    /// Whether the task has written `text` by now.
    bool logHas(const std::string& text) const { return log().find(text) != std::string::npos; }

    static std::string content(const std::filesystem::path& file)
    {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    static QString program() { return QStringLiteral(SLIPWAY_BINARY_DIR "/bin/slipway-runner"); }

private:
    QTemporaryDir root_;
    QProcess waiter_;

public:
    AttemptDirectory directory;
    TaskFile task;
};

}  // namespace slipway
