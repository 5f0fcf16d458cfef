// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/explain.h"

#include "ui/session/filled_sentence.h"
#include "widgets/table/plain_text.h"

#include <QCoreApplication>

#include <array>
#include <string_view>
#include <utility>

namespace slipway {

namespace {

/// More than any sentence of ours has; a server may send more.
constexpr qsizetype most_characters = 1000;

using Sentence = std::pair<std::string_view, const char*>;

const std::array error_sentences{
    Sentence{"unknown-flavor",
             QT_TRANSLATE_NOOP("Explain", "This flavor does not exist. Choose another one.")},
    Sentence{"bad-link",
             QT_TRANSLATE_NOOP("Explain", "This link cannot be opened: it is malformed. A link looks "
                                          "like slipway://HOST/projects/PROJECT/jobs/NAME.")},
    Sentence{"untrusted-certificate",
             QT_TRANSLATE_NOOP("Explain",
                               "The certificate of the server is not trusted. Trust it after you have "
                               "compared its SHA-256, or name the authority that signed it.")},
    Sentence{"certificate-changed",
             QT_TRANSLATE_NOOP("Explain",
                               "The server shows another certificate than the one that you trusted. Ask "
                               "its administrator whether it was renewed.")},
    Sentence{
        "no-certificate",
        QT_TRANSLATE_NOOP("Explain", "The server shows no certificate. Write its address with https://.")},
    Sentence{"no-http",
             QT_TRANSLATE_NOOP(
                 "Explain", "What answers at this address speaks no HTTP. Check the address and the port.")},
    Sentence{"woken", QT_TRANSLATE_NOOP("Explain", "This computer slept. What happened meanwhile is being "
                                                   "fetched.")},
    Sentence{"redirected",
             QT_TRANSLATE_NOOP("Explain", "The server sends elsewhere. Connect to the address of the Slipway "
                                          "server itself.")},
    Sentence{"too-many-requests",
             QT_TRANSLATE_NOOP("Explain", "The server is asked too often now. It is asked again soon.")},
    Sentence{"unknown-image", QT_TRANSLATE_NOOP("Explain", "This image does not exist. Choose another one.")},
    Sentence{"unknown-dataset",
             QT_TRANSLATE_NOOP("Explain", "A chosen dataset does not exist any more. Choose others.")},
    Sentence{"unknown-volume",
             QT_TRANSLATE_NOOP("Explain", "A chosen volume does not exist any more. Choose others.")},
    Sentence{"not-your-volume",
             QT_TRANSLATE_NOOP("Explain", "A chosen volume is somebody else's own. Choose others.")},
    Sentence{
        "no-gpu-fractions",
        QT_TRANSLATE_NOOP("Explain", "No machine gives out such a part of a GPU. Choose another flavor.")},
    Sentence{"unknown-environment",
             QT_TRANSLATE_NOOP("Explain", "This environment does not exist any more. Choose another one.")},
    Sentence{"unknown-project",
             QT_TRANSLATE_NOOP("Explain",
                               "There is no such project, or you are not a member of it. Check its "
                               "name, or ask its manager to add you.")},
    Sentence{"root-not-allowed",
             QT_TRANSLATE_NOOP(
                 "Explain", "This image runs as root, which the project does not allow. Choose another one, "
                            "or ask an administrator to allow it.")},
    Sentence{"never-fits", QT_TRANSLATE_NOOP("Explain", "No machine of the platform is large enough for this "
                                                        "flavor. Choose a smaller one.")},
    Sentence{"tasks-not-separate",
             QT_TRANSLATE_NOOP("Explain",
                               "With more than one person here, their tasks could read each other's "
                               "files. The platform's administrator can run slipwayd as root on a "
                               "directory such as /var/lib/slipway, or with --trust-members.")},
    Sentence{"no-code", QT_TRANSLATE_NOOP(
                            "Explain", "The uploaded code is not there any more. Submit the folder again.")},
    Sentence{"name-taken",
             QT_TRANSLATE_NOOP("Explain", "This name is taken in the project. Choose another one.")},
    Sentence{"already-exists",
             QT_TRANSLATE_NOOP("Explain", "This name is taken in the project. Choose another one.")},
    Sentence{"bad-name", QT_TRANSLATE_NOOP("Explain", "A name has at most 63 lower-case letters, digits and "
                                                      "hyphens, starts with a letter and does not end with a "
                                                      "hyphen.")},
    Sentence{"bad-signature",
             QT_TRANSLATE_NOOP("Explain", "The secret key does not belong to this access key. "
                                          "Check both.")},
    Sentence{"revoked-key", QT_TRANSLATE_NOOP("Explain", "This access key was revoked. Make a new one.")},
    Sentence{"expired-key", QT_TRANSLATE_NOOP("Explain", "This access key has expired. Make a new one.")},
    Sentence{"clock-skew",
             QT_TRANSLATE_NOOP("Explain", "The clocks of this computer and of the server differ too "
                                          "much. Set them right.")},
    Sentence{"unknown-key",
             QT_TRANSLATE_NOOP(
                 "Explain", "The access key is not known here. Enter another one, or ask an administrator.")},
    Sentence{"needs-role",
             QT_TRANSLATE_NOOP(
                 "Explain", "Your role in this project does not allow this. Ask a manager of the project.")},
    Sentence{"needs-administrator", QT_TRANSLATE_NOOP("Explain", "Only an administrator may do this.")},
    Sentence{"not-yours",
             QT_TRANSLATE_NOOP("Explain", "It belongs to somebody else, and your role does not allow this.")},
    Sentence{"reason-needed", QT_TRANSLATE_NOOP("Explain", "It belongs to somebody else: give a reason.")},
    Sentence{"missing-field", QT_TRANSLATE_NOOP("Explain", "This is needed.")},
    Sentence{"bad-value", QT_TRANSLATE_NOOP("Explain", "This value cannot be used here.")},
    Sentence{"out-of-range", QT_TRANSLATE_NOOP("Explain", "This number is too small or too large.")},
    Sentence{"dataset-not-ready", QT_TRANSLATE_NOOP("Explain", "This dataset is not complete yet.")},
    Sentence{"volume-in-use",
             QT_TRANSLATE_NOOP("Explain", "Something that has not ended mounts this volume. Stop or release "
                                          "it first.")},
    Sentence{"cannot-shrink",
             QT_TRANSLATE_NOOP("Explain", "A volume cannot shrink. Make a smaller one and copy the files.")},
    Sentence{"cannot-grow",
             QT_TRANSLATE_NOOP("Explain", "The storage of this volume cannot grow. Make a larger volume and "
                                          "copy the files.")},
    Sentence{"frozen-field", QT_TRANSLATE_NOOP("Explain", "This cannot change any more.")},
    Sentence{"not-released",
             QT_TRANSLATE_NOOP("Explain", "This changes only while the environment is released.")},
    Sentence{"bad-declaration", QT_TRANSLATE_NOOP("Explain", "This is not decided here. Take it back.")},
    Sentence{"unknown-field", QT_TRANSLATE_NOOP("Explain", "There is no such member. Correct its name.")},
    Sentence{"no-files-yet",
             QT_TRANSLATE_NOOP("Explain", "There are no files yet: they are made when it first starts.")},
    Sentence{
        "files-while-it-runs",
        QT_TRANSLATE_NOOP("Explain", "These files are in a cluster, where they are seen while it runs.")},
    Sentence{"files-of-older-pod",
             QT_TRANSLATE_NOOP("Explain", "It was started by an older server, which cannot show its files. "
                                          "Release and resume it to see them.")},
    Sentence{"no-such-file",
             QT_TRANSLATE_NOOP("Explain", "This is not there any more. List the folder again.")},
    Sentence{"file-exists", QT_TRANSLATE_NOOP("Explain", "This name is taken there. Choose another one.")},
    Sentence{"is-link", QT_TRANSLATE_NOOP("Explain", "Links are not followed here.")},
    Sentence{"file-permission",
             QT_TRANSLATE_NOOP("Explain", "The platform may not do that. Change the file's permissions in a "
                                          "terminal.")},
    Sentence{"disk-full", QT_TRANSLATE_NOOP("Explain", "There is no room there. Delete something first.")},
    Sentence{"being-deleted", QT_TRANSLATE_NOOP("Explain", "It is being deleted.")},
    Sentence{"not-running", QT_TRANSLATE_NOOP("Explain", "It is not running.")},
    Sentence{"already-ended", QT_TRANSLATE_NOOP("Explain", "It has ended already.")},
    Sentence{"already-running", QT_TRANSLATE_NOOP("Explain", "It is running already.")},
    Sentence{"still-stopping",
             QT_TRANSLATE_NOOP("Explain", "It is still being stopped. Try again in a moment.")},
    Sentence{"changed-meanwhile",
             QT_TRANSLATE_NOOP("Explain", "Somebody else changed it meanwhile. Look again and repeat.")},
    Sentence{"empty-folder", QT_TRANSLATE_NOOP("Explain", "There is no file in this folder.")},
    Sentence{"no-folder", QT_TRANSLATE_NOOP("Explain", "There is no such folder on this computer.")},
    Sentence{"unreadable-folder",
             QT_TRANSLATE_NOOP("Explain", "This folder cannot be read. Check its permissions.")},
    Sentence{"code-too-large",
             QT_TRANSLATE_NOOP("Explain",
                               "The code folder is too large. List what is not needed in .slipwayignore.")},
    Sentence{
        "no-server-program",
        QT_TRANSLATE_NOOP("Explain", "The program slipwayd is missing beside this one. Install it again.")},
    Sentence{"server-not-started",
             QT_TRANSLATE_NOOP("Explain",
                               "The platform could not be started on this computer. Its log says why.")},
    Sentence{
        "bad-answer",
        QT_TRANSLATE_NOOP("Explain",
                          "The answer is not that of a Slipway server of this version. Check the address.")},
    Sentence{"bad-profiles",
             QT_TRANSLATE_NOOP("Explain", "The file of connections is damaged at %1. Correct the line or "
                                          "remove the file.")},
    Sentence{"bad-server", QT_TRANSLATE_NOOP("Explain", "This is not an address that can be used.")},
    Sentence{
        "keychain-unavailable",
        QT_TRANSLATE_NOOP("Explain", "The keychain of this desktop cannot be used. Enter the keys again.")},
    Sentence{"no-capacity", QT_TRANSLATE_NOOP("Explain", "Nothing is free for it now. Try again later.")},
    Sentence{"unauthenticated",
             QT_TRANSLATE_NOOP("Explain", "The server does not accept the access key. Check both keys.")},
    Sentence{"permission-denied",
             QT_TRANSLATE_NOOP("Explain",
                               "Your role in this project does not allow this. Ask a manager of the "
                               "project.")},
    Sentence{"not-found", QT_TRANSLATE_NOOP("Explain", "It does not exist, or you may not see it.")},
    Sentence{"conflict",
             QT_TRANSLATE_NOOP("Explain", "This cannot be done in its present state. Look again and "
                                          "repeat.")},
    Sentence{"resource-exhausted",
             QT_TRANSLATE_NOOP("Explain", "A quota or a disk of the platform is full.")},
    Sentence{"too-large", QT_TRANSLATE_NOOP("Explain", "This is larger than the platform takes.")},
    Sentence{"unavailable",
             QT_TRANSLATE_NOOP("Explain", "The server cannot be reached. Check the address and the "
                                          "network.")},
    Sentence{"server-unavailable",
             QT_TRANSLATE_NOOP("Explain", "The server cannot do this now. Try again in a moment.")},
    Sentence{"deadline-exceeded",
             QT_TRANSLATE_NOOP("Explain", "The server took too long to answer. Try again.")},
    Sentence{"data-loss", QT_TRANSLATE_NOOP("Explain", "The data is damaged.")},
    Sentence{"canceled", QT_TRANSLATE_NOOP("Explain", "This was cancelled.")},
    Sentence{"internal",
             QT_TRANSLATE_NOOP("Explain", "The server made an error. Try again; its log says more.")},
};

const std::array reason_sentences{
    Sentence{"waiting-for-gpu", QT_TRANSLATE_NOOP("Explain", "Waits until enough GPUs are free.")},
    Sentence{"waiting-for-capacity",
             QT_TRANSLATE_NOOP("Explain", "Waits until enough CPUs and memory are free.")},
    Sentence{"waiting-for-turn", QT_TRANSLATE_NOOP("Explain", "Waits its turn: others have waited longer.")},
    Sentence{"waiting-for-dataset",
             QT_TRANSLATE_NOOP("Explain", "Waits until a dataset that it uses is complete.")},
    Sentence{"waiting-for-volume",
             QT_TRANSLATE_NOOP("Explain", "Waits until a volume that it mounts is ready.")},
    Sentence{"provisioning", QT_TRANSLATE_NOOP("Explain", "The cluster is making it.")},
    Sentence{"waiting-for-environment",
             QT_TRANSLATE_NOOP("Explain", "Waits until the environment that it uses is ready.")},
    Sentence{"released", QT_TRANSLATE_NOOP("Explain", "It holds nothing but its files.")},
    Sentence{"queued", QT_TRANSLATE_NOOP("Explain", "Waits until it can start.")},
    Sentence{"starting", QT_TRANSLATE_NOOP("Explain", "It is being started.")},
    Sentence{"stopping", QT_TRANSLATE_NOOP("Explain", "It is being stopped.")},
    Sentence{"retry-wait",
             QT_TRANSLATE_NOOP("Explain", "The last attempt failed; the next one starts soon.")},
    Sentence{"exit-code", QT_TRANSLATE_NOOP("Explain", "The command ended with an error. The log says why.")},
    Sentence{"signal",
             QT_TRANSLATE_NOOP("Explain", "The command was ended by a signal. The log may say why.")},
    Sentence{"fetch-code", QT_TRANSLATE_NOOP("Explain", "Its code could not be fetched. The log says why.")},
    Sentence{"withdrawn",
             QT_TRANSLATE_NOOP("Explain", "Not all of its replicas found room in time; it will be "
                                          "tried again.")},
    Sentence{"waiting-for-peers",
             QT_TRANSLATE_NOOP("Explain", "It is ready and waits for the other replicas.")},
    Sentence{"waiting-for-cpu", QT_TRANSLATE_NOOP("Explain", "Waits until enough CPUs are free.")},
    Sentence{"waiting-for-memory", QT_TRANSLATE_NOOP("Explain", "Waits until enough memory is free.")},
    Sentence{"unschedulable", QT_TRANSLATE_NOOP("Explain", "No node of the cluster takes it now.")},
    Sentence{"gated", QT_TRANSLATE_NOOP("Explain", "The cluster holds it back until others let it through.")},
    Sentence{"volume",
             QT_TRANSLATE_NOOP("Explain", "Waits for its volume, which the cluster has not made yet.")},
    Sentence{"image-pull",
             QT_TRANSLATE_NOOP("Explain", "Its image cannot be fetched. Check its name and the registry.")},
    Sentence{"bad-container", QT_TRANSLATE_NOOP("Explain", "Its node cannot start its container.")},
    Sentence{"preparing",
             QT_TRANSLATE_NOOP("Explain", "The environment's Python packages are being prepared.")},
    Sentence{"fetching", QT_TRANSLATE_NOOP("Explain", "Its code and datasets are being fetched.")},
    Sentence{"node-lost", QT_TRANSLATE_NOOP("Explain", "Its node went away or was shut down.")},
    Sentence{"node-unreachable",
             QT_TRANSLATE_NOOP("Explain",
                               "Its node does not answer, so it may run on there. It is waited for; an "
                               "administrator who knows that the node is off can fence it.")},
    Sentence{"dataset-elsewhere",
             QT_TRANSLATE_NOOP("Explain", "A dataset that it uses lies elsewhere. Have it copied there.")},
    Sentence{"cluster-away",
             QT_TRANSLATE_NOOP("Explain", "Its cluster cannot be asked now. What runs there is waited for.")},
    Sentence{"cluster-paused", QT_TRANSLATE_NOOP("Explain", "Its cluster takes nothing new at present.")},
    Sentence{"reach-good", QT_TRANSLATE_NOOP("Explain", "The API server answers.")},
    Sentence{"reach-bad", QT_TRANSLATE_NOOP("Explain", "The API server does not answer as it should.")},
    Sentence{"version-good",
             QT_TRANSLATE_NOOP("Explain", "The version of Kubernetes is one that was tried.")},
    Sentence{"version-warning",
             QT_TRANSLATE_NOOP("Explain", "The version of Kubernetes is older than any that was tried.")},
    Sentence{"rights-good", QT_TRANSLATE_NOOP("Explain", "The account may do all that is needed.")},
    Sentence{"rights-bad",
             QT_TRANSLATE_NOOP("Explain", "The account lacks rights; the request below names them.")},
    Sentence{"rights-untried", QT_TRANSLATE_NOOP("Explain", "What the account may do could not be asked.")},
    Sentence{"nodes-good", QT_TRANSLATE_NOOP("Explain", "There are nodes that take pods.")},
    Sentence{"nodes-bad", QT_TRANSLATE_NOOP("Explain", "No node takes pods now.")},
    Sentence{"nodes-untried", QT_TRANSLATE_NOOP("Explain", "The nodes cannot be seen.")},
    Sentence{"gpus-good", QT_TRANSLATE_NOOP("Explain", "There are nodes with GPUs.")},
    Sentence{"gpus-warning",
             QT_TRANSLATE_NOOP("Explain", "No node offers GPUs, so only work without them can run there.")},
    Sentence{"storage-good", QT_TRANSLATE_NOOP("Explain", "Environments get volumes.")},
    Sentence{"storage-warning",
             QT_TRANSLATE_NOOP("Explain", "Environments get no volume as it is; jobs can run.")},
    Sentence{"storage-bad", QT_TRANSLATE_NOOP("Explain", "The storage class does not exist.")},
    Sentence{"storage-untried", QT_TRANSLATE_NOOP("Explain", "The storage classes cannot be seen.")},
    Sentence{"pods-good", QT_TRANSLATE_NOOP("Explain", "A pod ran.")},
    Sentence{"pods-bad", QT_TRANSLATE_NOOP("Explain", "A pod did not run as it should.")},
    Sentence{"pods-warning",
             QT_TRANSLATE_NOOP("Explain", "The pod that was tried may be left in the cluster.")},
    Sentence{"pods-untried", QT_TRANSLATE_NOOP("Explain", "No pod could be tried.")},
    Sentence{"ways-good", QT_TRANSLATE_NOOP("Explain", "Pods can be followed through the API server.")},
    Sentence{"ways-bad", QT_TRANSLATE_NOOP("Explain", "What pods write cannot be read while they run.")},
    Sentence{"objects-good", QT_TRANSLATE_NOOP("Explain", "Pods reach the store of objects.")},
    Sentence{"objects-untried", QT_TRANSLATE_NOOP("Explain", "Whether pods reach the store was not tried.")},
    Sentence{"objects-bad", QT_TRANSLATE_NOOP("Explain", "Pods do not reach the store of objects.")},
    Sentence{
        "not-followed",
        QT_TRANSLATE_NOOP("Explain", "It runs on but is not followed any more; how it ends will be known.")},
    Sentence{"fenced", QT_TRANSLATE_NOOP("Explain", "Its node is off or gone.")},
    Sentence{"never-fits",
             QT_TRANSLATE_NOOP("Explain", "No machine of the platform is large enough for this flavor.")},
    Sentence{"no-capacity", QT_TRANSLATE_NOOP("Explain", "Waits until enough CPUs and memory are free.")},
    Sentence{"tasks-not-separate",
             QT_TRANSLATE_NOOP("Explain", "Waits until its files are safe from the tasks of others here.")},
    Sentence{"exited",
             QT_TRANSLATE_NOOP("Explain",
                               "It was released because its server ended by itself. Resume it to go on.")},
    Sentence{"duration", QT_TRANSLATE_NOOP(
                             "Explain", "It was released because its duration is over. Resume it to go on.")},
    Sentence{"not-started", QT_TRANSLATE_NOOP("Explain", "It could not be started.")},
    Sentence{"stopped", QT_TRANSLATE_NOOP("Explain", "Stopped on request.")},
    Sentence{"deadline", QT_TRANSLATE_NOOP("Explain", "Stopped when its time limit was over.")},
    Sentence{
        "disk-limit",
        QT_TRANSLATE_NOOP("Explain", "Stopped because it held more on the disk than its flavor allows.")},
    Sentence{"lost",
             QT_TRANSLATE_NOOP("Explain", "It ended, and nobody saw how. Its machine may have restarted.")},
};

/// The sentence in the current language; nothing when there is no translation of it.
template <class Sentences>
QString translated(const Sentences& sentences, std::string_view word, bool also_untranslated)
{
    for (const auto& [known, sentence] : sentences) {
        if (known != word)
            continue;
        const QString source = QString::fromLatin1(sentence);
        const QString text = QCoreApplication::translate("Explain", sentence);
        return also_untranslated || text != source ? text : QString();
    }
    return {};
}

/// The word that our sentences are found by. A project that is not there has no type of its own.
std::string_view wordOf(const Error& error)
{
    if (error.type.empty())
        return name(error.code);
    return error.type == "not-found" && error.field == "project" ? "unknown-project"
                                                                 : std::string_view(error.type);
}

/// "FILE:LINE:COLUMN", which errors in files begin with.
QString placeIn(const std::string& message)
{
    return QString::fromStdString(message.substr(0, message.find(": ")));
}

}  // namespace

QString explain(const Error& error)
{
    QString text = filledSentence(QString::fromStdString(error.message));
    if (text.isEmpty())
        text = translated(error_sentences, wordOf(error), error.message.empty());
    if (error.type == "bad-profiles" && !text.isEmpty())
        text = text.arg(placeIn(error.message));
    if (text.isEmpty())
        text = QString::fromStdString(error.message);
    if (text.isEmpty())
        text = translated(error_sentences, name(error.code), true);
    return blockText(text, most_characters);
}

QString explainReason(const std::string& reason, const std::string& message)
{
    QString text = filledSentence(QString::fromStdString(message));
    if (text.isEmpty())
        text = translated(reason_sentences, reason, message.empty());
    return blockText(text.isEmpty() ? QString::fromStdString(message) : text, most_characters);
}

}  // namespace slipway
