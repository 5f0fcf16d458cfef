# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds every include against the table of layers in docs/architecture.md."""
import re

ROW = re.compile(r"^\| `(?P<folder>[a-z/_]+)/` \| `[a-z_]+`[^|]*\| (?P<rights>.*?) \|$", re.M)
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)
# Headers so heavy that they stay inside the .cpp files.
HEAVY = re.compile(r"^\s*#\s*include\s+<(nlohmann/json\.hpp|boost/|soci/|curl/|sqlite3\.h)", re.M)
# Folders that the table need not name: they may use everything.
FREE = ("app", "tests", "bench")


def read_table(root):
    text = (root / "docs/architecture.md").read_text(encoding="utf-8")
    table = {}
    for row in ROW.finditer(text):
        names = re.findall(r"`([^`]+)`", row["rights"])
        table[row["folder"]] = " ".join(names).split() if names else []
        if row["rights"].startswith("all"):
            table[row["folder"]] = ["*"]
    return table


def layer_of(path, table):
    parts = path.split("/")
    for length in range(len(parts) - 1, 0, -1):
        folder = "/".join(parts[:length])
        if folder in table:
            return folder
    return None


def allowed(layer, target, rights):
    if layer == target or "*" in rights:
        return True
    for right in rights:
        if right == target or (right.endswith("/*") and target.startswith(right[:-1]) and not target.startswith("platform/engines/")):
            return True
    return False


def check(root, files):
    table = read_table(root)
    if not table:
        yield "docs/architecture.md:1: has no table of layers."
        return
    for name in files:
        if not name.endswith((".cpp", ".h")) or name.split("/")[0] in FREE:
            continue
        layer = layer_of(name, table)
        if layer is None:
            yield f"{name}:1: lies in a folder that the table of layers does not name."
            continue
        text = (root / name).read_text(encoding="utf-8")
        for include in INCLUDE.finditer(text):
            line = text.count("\n", 0, include.start()) + 1
            target = layer_of(include[1], table)
            if target is None and not include[1].endswith(".moc") and not include[1].startswith("moc_"):
                yield f"{name}:{line}: includes \"{include[1]}\", which is no header of a layer."
            elif target is not None and not allowed(layer, target, table[layer]):
                yield f"{name}:{line}: {layer} may not use {target} (docs/architecture.md, Layers)."
        # The network's own coroutines are declared in its private headers; everybody else keeps them out.
        if name.endswith(".h") and not name.startswith("net/"):
            for include in HEAVY.finditer(text):
                line = text.count("\n", 0, include.start()) + 1
                yield f"{name}:{line}: <{include[1]}...> belongs in a .cpp file."
