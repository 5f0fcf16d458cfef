# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps what Windows or macOS lack out of the window and the command line, but for files that are apart by name."""
import re

# What a person's own computer runs; everything else is a server's or a task's, and for Linux.
EVERYWHERE = ("ui/", "widgets/", "client/", "core/", "net/fetch/", "app/slipway.cpp", "app/slipwayctl/")
APART = re.compile(r"_(posix|linux|freedesktop)\.(cpp|h)$")
# Of servers and tasks, though it lies with the vocabulary; files apart may use it.
OF_SERVERS = "core/file_descriptor.h"
RULES = [
    (re.compile(r'^\s*#\s*include\s+"[^"]*_(?:posix|linux|freedesktop)\.h"|^\s*#\s*include\s+"core/file_descriptor\.h"', re.M), "is for some systems alone"),
    (re.compile(r"^\s*#\s*include\s+<(?:unistd\.h|fcntl\.h|poll\.h|c?signal(?:\.h)?|termios\.h|dirent\.h|dlfcn\.h|pwd\.h|grp\.h|netdb\.h|"
                r"spawn\.h|pthread\.h|semaphore\.h|sys/|arpa/|netinet/|net/|linux/|systemd/|X11/|xcb/)[^>]*>", re.M), "is no header of every system"),
    (re.compile(r'"/(?:proc|sys|dev|etc|run)/'), "is a path of some systems alone"),
    (re.compile(r"\bQDBus\w*|\bQSocketNotifier\b"), "is no class for every desktop"),
    (re.compile(r"\b(?:pid_t|uid_t|gid_t|ssize_t|mkostemp|mkstemp|getpid|geteuid|getuid|isatty|setenv|unsetenv)\b|::(?:fork|kill|unlink|fsync|chmod)\("),
     "is no word of every system"),
    (re.compile(r"#\s*(?:el)?if(?:n?def)?\b.*\b(?:__linux__|__unix__|__APPLE__|_WIN32|Q_OS_\w+)"), "asks for the system; make a file apart by name"),
]


def check(root, files):
    for name in files:
        if not name.startswith(EVERYWHERE) or not name.endswith((".cpp", ".h")) or APART.search(name) or name == OF_SERVERS:
            continue
        text = (root / name).read_text(encoding="utf-8")
        for pattern, sentence in RULES:
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1 + (len(match[0]) - len(match[0].lstrip("\n")))
                yield f"{name}:{line}: '{match[0].strip()}' {sentence}; it belongs in a file named _posix, _linux or _freedesktop."
