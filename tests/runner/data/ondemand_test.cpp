// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hash.h"
#include "tests/runner/data/dataset_pod.h"

#include <QTest>

#include <sys/stat.h>

#include <csignal>
#include <fstream>

using namespace slipway;
using namespace slipway::test;

namespace {

std::string python(const std::string& code)
{
    return "/usr/bin/python3 -u -c '\nimport os, sys\nset = os.environ[\"SET\"]\n" + code + "'";
}

/// A store that is not ready to answer.
class AwayService final : public net::Service {
public:
    std::variant<net::BodyPolicy, net::Response> admit(const net::RequestHead&) override
    {
        return net::BodyPolicy{net::BodyPolicy::Mode::Buffered, 1u << 20};
    }
    net::Response handle(net::Request) override
    {
        ++asked;
        net::Response response;
        response.status = 503;
        return response;
    }
    std::atomic<int> asked = 0;
};

}  // namespace

/// Datasets whose files are fetched when a task opens them, by the real runner from a real object service.
class OndemandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void opensAreServed_data();
    void opensAreServed();
    void whatWouldOpenUnseenIsRefused_data();
    void whatWouldOpenUnseenIsRefused();
    void filesLookAsIfTheyWereThere();
    void filesKeepTheirLooks();
    void manyAtOnceReadWhatIsStored();
    void aCacheKeepsItsBoundAndContent();
    void whatIsOpenStays();
    void aFileLargerThanTheCacheIsServed();
    void theRestIsFetchedAhead();
    void aDamagedObjectIsAnError();
    void aStoreThatWasAwayIsWaitedFor();
    void aTaskWhoseRunnerWasKilledReadsNothingWrong();
    void aStopReachesTheTask();
    void whereOpensCannotBeWatchedAllIsCopied();

private:
    std::unique_ptr<DatasetPod> pod_;
};

void OndemandTest::init()
{
    pod_ = std::make_unique<DatasetPod>();
    pod_->put("a/one", "content of one\n");
}

void OndemandTest::cleanup()
{
    if (QTest::currentTestFailed())
        qInfo("the log:\n%s", pod_->log().c_str());
    pod_.reset();
}

void OndemandTest::opensAreServed_data()
{
    QTest::addColumn<QByteArray>("command");
    const auto row = [](const char* name, const std::string& command) {
        QTest::newRow(name) << QByteArray::fromStdString(command);
    };
    row("a shell's redirection", "cat < $SET/a/one");
    row("an absolute path", "cat $SET/a/one");
    row("a relative path", "cd $SET/a && cat one");
    row("a path through a parent", "cat $SET/a/../a/one");
    row("a symbolic link", "ln -s $SET work && cat work/a/one");
    row("a file that has no other name",
        "ln $SET/a/one mine 2>/dev/null || ln -L $SET/a/one mine 2> /dev/null || cat $SET/a/one");
    row("a link beside it", "printf 'content of one\\n' > mine && ln mine yours && cat yours");
    row("a working directory in /proc", "cd $SET && cat /proc/self/cwd/a/one");
    row("a root in /proc", "cat /proc/self/root$SET/a/one");
    row("a link to a place in /proc", "cd $SET && ln -s /proc/self/cwd $HOME/here && cat $HOME/here/a/one");
    row("a descriptor of a directory",
        python("d = os.open(set, os.O_RDONLY)\nf = os.open(\"a/one\", os.O_RDONLY, dir_fd=d)\n"
               "sys.stdout.write(os.read(f, 99).decode())"));
    row("a descriptor without access, opened again",
        python("f = os.open(set + \"/a/one\", os.O_PATH)\n"
               "sys.stdout.write(open(\"/dev/fd/%d\" % f).read())"));
    row("a thread's own directory of descriptors",
        python("f = os.open(set, os.O_PATH)\n"
               "sys.stdout.write(open(\"/proc/thread-self/fd/%d/a/one\" % f).read())"));
    row("a mapping", python("import mmap\nf = open(set + \"/a/one\", \"rb\")\n"
                            "m = mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ)\nf.close()\n"
                            "sys.stdout.write(m[:].decode())"));
    row("openat2", python("import ctypes\nc = ctypes.CDLL(None)\nhow = (ctypes.c_uint64 * 3)(0, 0, 0)\n"
                          "f = c.syscall(437, -100, (set + \"/a/one\").encode(), how, 24)\n"
                          "sys.stdout.write(os.read(f, 99).decode())"));
    row("openat2 with conditions",
        python("import ctypes\nc = ctypes.CDLL(None)\nhow = (ctypes.c_uint64 * 3)(0, 0, 8)\n"
               "d = os.open(set, os.O_RDONLY)\nf = c.syscall(437, d, b\"a/one\", how, 24)\n"
               "sys.stdout.write(os.read(f, 99).decode())"));
    row("a call of 32-bit programs", "$OPENER compatible $SET/a/one");
    row("signals in between", "$OPENER alarmed $SET/a/one");
    row("a child of a thread",
        python("import subprocess, threading\nt = threading.Thread(target=lambda: subprocess.run([\"cat\", "
               "set + \"/a/one\"]))\nt.start()\nt.join()"));
    row("a process that left its parent", "(setsid sh -c 'cat $SET/a/one > out.part; mv out.part out' &) ; "
                                          "while [ ! -e out ]; do :; done; cat out");
    row("made, if it were not there", python("f = os.open(set + \"/a/one\", os.O_RDONLY | os.O_CREAT)\n"
                                             "sys.stdout.write(os.read(f, 99).decode())"));
    row("for writing, once its owner allows that",
        "chmod u+w $SET/a/one && printf C 1<> $SET/a/one && sed s/Content/content/ $SET/a/one");
}

void OndemandTest::opensAreServed()
{
    QFETCH(QByteArray, command);
    const ExitRecord record = pod_->run(command.toStdString());
    QCOMPARE(pod_->log(), std::string("content of one\n"));
    QCOMPARE(record.code.value_or(-1), 0);
}

void OndemandTest::whatWouldOpenUnseenIsRefused_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("error");
    const std::string call = "import ctypes\nc = ctypes.CDLL(None, use_errno=True)\n";
    const auto row = [&call](const char* name, const std::string& code, const char* error) {
        QTest::newRow(name) << QByteArray::fromStdString(call + code +
                                                         "\nprint(os.strerror(ctypes.get_errno()))")
                            << QByteArray(error);
    };
    row("io_uring", "c.syscall(425, 8, 0)", "Function not implemented\n");
    row("open_by_handle_at", "c.syscall(304, -100, 0, 0)", "Operation not permitted\n");
    row("hiding one's memory", "c.prctl(4, 0, 0, 0, 0)", "Operation not permitted\n");
    row("calls of x32", "c.syscall(0x40000000 + 39)", "Function not implemented\n");
}

void OndemandTest::whatWouldOpenUnseenIsRefused()
{
#if !defined(__x86_64__)
    QSKIP("The numbers of the calls are x86-64's.");
#endif
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, error);
    pod_->run(python(code.toStdString()));
    QCOMPARE(pod_->log(), error.toStdString());
}

void OndemandTest::filesLookAsIfTheyWereThere()
{
    pod_->put("b/two", noise(100'000, 2));
    pod_->put("empty", "");
    const ExitRecord record =
        pod_->run("cd $SET && find . -type f -printf '%P %s %m\\n' | sort && "
                  "find . -type d -printf '%m\\n' | sort -u && du -s --apparent-size -B1 . > /dev/null && "
                  "[ $(stat -c %b b/two) = 0 ] && cat empty && touch x 2>/dev/null || echo read-only");
    QCOMPARE(record.code.value_or(-1), 0);
    QCOMPARE(pod_->log(),
             std::string("0 8192 444\na/one 15 444\nb/two 100000 444\nempty 0 444\n500\nread-only\n"));
}

void OndemandTest::filesKeepTheirLooks()
{
    pod_->put("b", noise(4'000, 2));
    struct stat status {};
    QCOMPARE(::stat(pod_->stored("a/one").c_str(), &status), 0);
    // The other takes the room that it had.
    pod_->run(
        "look() { stat -c '%Y %i %s %a' $SET/a/one; }; look > first; cat $SET/a/one $SET/b > /dev/null; "
        "look | diff first - && stat -c '%b' $SET/a/one && cut -d ' ' -f 1 first");
    QCOMPARE(pod_->log(), "0\n" + std::to_string(status.st_mtim.tv_sec) + "\n");
}

void OndemandTest::manyAtOnceReadWhatIsStored()
{
    Sha256 all;
    for (std::uint32_t i = 0; i < 300; ++i) {
        const std::string content = noise(2'000 + i, i);
        pod_->put("m/" + std::to_string(1'000 + i), content);
        all.update(content);
    }
    pod_->run(python("import hashlib\nfrom concurrent.futures import ThreadPoolExecutor\n"
                     "read = lambda name: open(set + \"/m/\" + name, \"rb\").read()\n"
                     "with ThreadPoolExecutor(64) as threads:\n"
                     "    parts = list(threads.map(read, sorted(os.listdir(set + \"/m\"))))\n"
                     "print(hashlib.sha256(b\"\".join(parts)).hexdigest())"));
    QVERIFY2(pod_->log().ends_with(hex(all.finish()) + "\n"), pod_->log().c_str());
}

void OndemandTest::aCacheKeepsItsBoundAndContent()
{
    Sha256 all;
    for (std::uint32_t i = 0; i < 100; ++i) {
        const std::string content = noise(1'000'000, i);
        pod_->put("m/" + std::to_string(1'000 + i), content);
        all.update(content);
    }
    pod_->plan.dataset_cache = Bytes(10'000'000);
    pod_->run(python("import hashlib\nnames = sorted(os.listdir(set + \"/m\"))\nmost = 0\n"
                     "for turn in range(2):\n    digest = hashlib.sha256()\n    for name in names:\n"
                     "        digest.update(open(set + \"/m/\" + name, \"rb\").read())\n"
                     "        held = sum(os.stat(set + \"/m/\" + n).st_blocks * 512 for n in names)\n"
                     "        most = max(most, held)\n    print(digest.hexdigest())\n"
                     "print(5e6 < most <= 10e6 or most)"));
    const std::string digest = hex(all.finish()) + "\n";
    QCOMPARE(pod_->log(), digest + digest + "True\n");
}

void OndemandTest::whatIsOpenStays()
{
    std::string expected;
    for (std::uint32_t i = 0; i < 8; ++i)
        pod_->put("m/" + std::to_string(i), noise(1'000'000, i));
    pod_->plan.dataset_cache = Bytes(2'100'000);
    // One stays open, one mapped; the others come and go.
    pod_->run(python("import hashlib, mmap\nof = lambda n: open(set + \"/m/%d\" % n, \"rb\")\n"
                     "opened = of(0)\nfile = of(1)\n"
                     "mapped = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)\nfile.close()\n"
                     "for n in range(2, 8): of(n).read()\n"
                     "print(hashlib.sha256(opened.read() + mapped[:]).hexdigest())"));
    const std::string digest = hex(sha256(noise(1'000'000, 0) + noise(1'000'000, 1))) + "\n";
    QVERIFY2(pod_->log().ends_with(digest), pod_->log().c_str());
    QVERIFY(pod_->logHas("open at once need more than the cache"));
}

void OndemandTest::aFileLargerThanTheCacheIsServed()
{
    pod_->put("large", noise(3'000'000, 1));
    pod_->plan.dataset_cache = Bytes(1'000'000);
    pod_->run("sha256sum < $SET/large; cat $SET/a/one; sha256sum < $SET/large");
    const std::string digest = hex(sha256(noise(3'000'000, 1))) + "  -\n";
    const std::string said = "The file set/large is larger than the cache for datasets, which is to hold 977 "
                             "KiB. It is fetched all the same.\n";
    QCOMPARE(pod_->log(), said + digest + "content of one\n" + digest);
}

void OndemandTest::theRestIsFetchedAhead()
{
    for (std::uint32_t i = 0; i < 40; ++i)
        pod_->put("m/" + std::to_string(i), noise(50'000, i));
    pod_->plan.dataset_cache = Bytes();
    // Its blocks tell when a file is there.
    pod_->run(python("names = os.listdir(set + \"/m\")\n"
                     "while any(os.stat(set + \"/m/\" + n).st_blocks == 0 for n in names): pass\n"
                     "print(\"all\")"));
    QCOMPARE(pod_->log(), std::string("all\n"));
}

void OndemandTest::aDamagedObjectIsAnError()
{
    pod_->put("b", "as it was");
    const auto stored_at = std::filesystem::last_write_time(pod_->stored("b"));
    std::fstream(pod_->stored("b"), std::ios::in | std::ios::out | std::ios::binary) << "X";
    std::filesystem::last_write_time(pod_->stored("b"), stored_at);
    pod_->run("cat $SET/b; cat $SET/a/one");
    QVERIFY2(pod_->logHas("The file set/b could not be fetched, so that it cannot be opened: What came for "),
             pod_->log().c_str());
    QVERIFY2(pod_->logHas("set/b: Input/output error\n"), pod_->log().c_str());
    QVERIFY2(pod_->log().ends_with("content of one\n"), pod_->log().c_str());
}

void OndemandTest::aStoreThatWasAwayIsWaitedFor()
{
    pod_->start("echo ready; while [ ! -e go ]; do :; done; cat $SET/a/one");
    QTRY_VERIFY_WITH_TIMEOUT(pod_->logHas("ready"), 20'000);
    const std::string address = pod_->server().address();
    pod_->stopServer();
    net::ServerOptions options;
    options.address = address;
    const auto away = std::make_shared<AwayService>();
    auto meanwhile = net::Server::start(options, away);
    QVERIFY(meanwhile);
    std::ofstream(pod_->attempt().path() / "work/go") << "";
    QTRY_VERIFY_WITH_TIMEOUT(away->asked >= 2, 30'000);
    QCOMPARE(pod_->log(), std::string("ready\n"));
    (*meanwhile)->stop(std::chrono::milliseconds(0));
    meanwhile->reset();
    pod_->startServer();
    QCOMPARE(pod_->finish().code.value_or(-1), 0);
    QCOMPARE(pod_->log(), std::string("ready\ncontent of one\n"));
}

void OndemandTest::aTaskWhoseRunnerWasKilledReadsNothingWrong()
{
    pod_->start(python("import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint(\"ready\")\n"
                       "while not os.path.exists(\"go\"): pass\n"
                       "try:\n    print(open(set + \"/a/one\").read())\n"
                       "except OSError as error:\n    print(error.strerror)"));
    QTRY_VERIFY_WITH_TIMEOUT(pod_->logHas("ready"), 20'000);
    ::kill(static_cast<pid_t>(pod_->runner().processId()), SIGKILL);
    QVERIFY(pod_->runner().waitForFinished(10'000));
    std::ofstream(pod_->attempt().path() / "work/go") << "";
    // Its waiter ends it, as nobody could serve it any more.
    QTRY_VERIFY_WITH_TIMEOUT(pod_->attempt().readExit().has_value(), 30'000);
    QCOMPARE(pod_->log(), std::string("ready\nFunction not implemented\n"));
}

void OndemandTest::aStopReachesTheTask()
{
    pod_->start("trap 'echo asked; exit 7' TERM; echo ready; while true; do sleep 0.1; done");
    QTRY_VERIFY_WITH_TIMEOUT(pod_->logHas("ready"), 20'000);
    pod_->runner().terminate();
    const ExitRecord record = pod_->finish();
    QCOMPARE(record.cause, ExitCause::Stopped);
    QVERIFY2(pod_->log().ends_with("asked\n"), pod_->log().c_str());
}

void OndemandTest::whereOpensCannotBeWatchedAllIsCopied()
{
    const QStringList forbidding{QString::fromStdString(openerProgram()), QStringLiteral("forbidden")};
    pod_->run("cat $SET/a/one", forbidding);
    const std::string log = pod_->log();
    QVERIFY2(log.starts_with("The datasets are copied before the command runs, since "), log.c_str());
    QVERIFY2(log.ends_with(".\ncontent of one\n"), log.c_str());
}

QTEST_GUILESS_MAIN(OndemandTest)
#include "ondemand_test.moc"
