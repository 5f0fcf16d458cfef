# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that do not belong in the project: unfinished marks, private paths, secrets, sleeping tests."""
import re

RULES = [
    (re.compile(r"\b(TODO|FIXME|XXX|HACK)\b"), "is an unfinished mark; finish it or drop it", None),
    (re.compile(r"\b[Ff]or now\b|\b[Nn]ot implemented yet\b|\bTEMPORARY\b"), "promises work that is not done", None),
    (re.compile(r"(?<![\w}])/(?:home|root|work)/[a-z.]+/?[a-z]*"), "is a path of one machine", None),
    (re.compile(r"\bAKIA(?!IOSFODNN7EXAMPLE)[0-9A-Z]{16}\b"), "looks like a real access key", None),
    (re.compile(r"QTest::qWait\(|QTest::qSleep\(|QThread::m?u?sleep\(|sleep_for\("), "waits by sleeping; wait for a condition", "tests/"),
    (re.compile(r"\b(?:SIGNAL|SLOT)\("), "connects by string; connect by member pointer", None),
    (re.compile(r"\bstd::thread\([^)]*\)\.detach|\.detach\(\)"), "detaches a thread; own it and join it", None),
]
SKIPPED = ("LICENSE", "tools/check/words.py")
BINARY = (".png", ".svg", ".ico", ".npz", ".gz", ".qm")


def check(root, files):
    for name in files:
        if name in SKIPPED or name.endswith(BINARY):
            continue
        text = (root / name).read_text(encoding="utf-8", errors="replace")
        for pattern, sentence, prefix in RULES:
            if prefix and not name.startswith(prefix):
                continue
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                if "check: allow" in text.splitlines()[line - 1]:
                    continue
                yield f"{name}:{line}: '{match[0]}' {sentence}."
