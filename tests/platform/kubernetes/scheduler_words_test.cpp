// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/view/scheduler_words.h"

#include <QTest>

using namespace slipway;

class SchedulerWordsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sentence_data();
    void sentence();
};

void SchedulerWordsTest::sentence_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char* name, const char* message, const char* sentence) {
        QTest::newRow(name) << QByteArray(message) << QByteArray(sentence);
    };
    row("too few GPUs", "0/3 nodes are available: 3 Insufficient nvidia.com/gpu.",
        "No node can take it now: 3 have too little nvidia.com/gpu free. It starts once something ends; a "
        "smaller flavor "
        "may start sooner.");
    row("several causes",
        "0/4 nodes are available: 1 Insufficient cpu, 1 Insufficient memory, 2 node(s) were unschedulable.",
        "No node can take it now: 1 has too little cpu free, 1 has too little memory free, 2 are closed for "
        "maintenance. "
        "It starts once something ends; a smaller flavor may start sooner.");
    row("a taint as 1.20 writes it",
        "0/2 nodes are available: 2 node(s) had taint {dedicated: vision}, that the pod didn't tolerate.",
        "No node can take it now: 2 are kept for others (dedicated: vision). Ask the cluster's administrator "
        "for nodes that "
        "take it, or choose another flavor.");
    row("a taint as 1.24 writes it, with preemption",
        "0/5 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, "
        "4 Insufficient "
        "nvidia.com/gpu. preemption: 0/5 nodes are available: 1 Preemption is not helpful for scheduling, 4 "
        "No preemption "
        "victims found for incoming pod.",
        "No node can take it now: 1 is kept for others (node-role.kubernetes.io/control-plane), 4 have too "
        "little "
        "nvidia.com/gpu free. It starts once something ends; a smaller flavor may start sooner.");
    row("nodes that are away",
        "0/1 nodes are available: 1 node(s) had taint {node.kubernetes.io/unreachable: }, that the pod "
        "didn't tolerate.",
        "No node can take it now: 1 does not answer. It starts once a node is back; ask the cluster's "
        "administrator.");
    row("two ways not to answer are one",
        "0/2 nodes are available: 1 node(s) had taint {node.kubernetes.io/unreachable: }, that the pod "
        "didn't tolerate, 1 "
        "node(s) had taint {node.kubernetes.io/not-ready: }, that the pod didn't tolerate.",
        "No node can take it now: 2 do not answer. It starts once a node is back; ask the cluster's "
        "administrator.");
    row("no node of the kind",
        "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.",
        "No node can take it now: 2 are not of the kind that was asked for. Ask the cluster's administrator "
        "for nodes that "
        "take it, or choose another flavor.");
    row("no node of the kind, as 1.20 writes it",
        "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity.",
        "No node can take it now: 2 are not of the kind that was asked for. Ask the cluster's administrator "
        "for nodes that "
        "take it, or choose another flavor.");
    row("a claim without a volume",
        "0/1 nodes are available: 1 pod has unbound immediate PersistentVolumeClaims. preemption: 0/1 nodes "
        "are available: 1 "
        "Preemption is not helpful for scheduling.",
        "No node can take it now: a volume that it needs is not there yet. Look whether the cluster has a "
        "storage class that "
        "makes it.");
    row("a claim without a volume, uncounted", "pod has unbound immediate PersistentVolumeClaims",
        "No node can take it now: a volume that it needs is not there yet. Look whether the cluster has a "
        "storage class that "
        "makes it.");
    row("a claim that is not there", "persistentvolumeclaim \"data\" not found",
        "No node can take it now: a volume that it needs is not there yet. Look whether the cluster has a "
        "storage class that "
        "makes it.");
    row("a volume in another zone", "0/3 nodes are available: 3 node(s) had volume node affinity conflict.",
        "No node can take it now: 3 cannot reach its volume. It can only run where its volume is.");
    row("a node that is full of pods", "0/1 nodes are available: 1 Too many pods.",
        "No node can take it now: 1 has as many pods as allowed. Ask the cluster's administrator for nodes "
        "that take it, or "
        "choose another flavor.");
    row("what is not known is told as it was", "0/7 nodes are available: 7 node(s) had bad luck.",
        "No node can take it now: 7 nodes: node(s) had bad luck. Ask the cluster's administrator for nodes "
        "that take it, or "
        "choose another flavor.");
    row("what is no such message", "skip schedule deleting pod",
        "The cluster has not found a node for it yet.");
    row("nothing", "", "The cluster has not found a node for it yet.");
    row("no node at all", "0/0 nodes are available: .", "The cluster has not found a node for it yet.");
}

void SchedulerWordsTest::sentence()
{
    QFETCH(QByteArray, message);
    QTEST(QByteArray::fromStdString(schedulerSentence(readSchedulerWords(message.toStdString()))),
          "sentence");
}

QTEST_GUILESS_MAIN(SchedulerWordsTest)
#include "scheduler_words_test.moc"
