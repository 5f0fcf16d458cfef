# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps files, classes and functions small. Exceptions stand in size_exceptions.txt with their reasons."""
import re

HEADER_LINES, SOURCE_LINES, FUNCTION_LINES, CLASS_LINES, FOLDER_FILES = 150, 500, 60, 120, 30

STRINGS = re.compile(r'R"([^(\s]*)\((?:.|\n)*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|/\*(?:.|\n)*?\*/')
NOT_FUNCTIONS = re.compile(r"(?:^|[^\w])(?:if|for|while|switch|catch|namespace|enum|union|do|else|try|extern)\b[^;{}]*$")
CLASS = re.compile(r"\b(?:class|struct)\s+(?:\w+\s+)*?(\w+)[^;(){}]*$")
FUNCTION = re.compile(r"([~\w:<>]+(?:\s*operator[^\s(]+)?)\s*\([^{}]*\)[^{};]*$")


def blank(match):
    return re.sub(r"[^\n]", " ", match[0])


def blocks(text):
    """Yields (kind, name, first line, last line) of every class and every outermost function."""
    code = STRINGS.sub(blank, text)
    code = re.sub(r"^[ \t]*#[^\n]*(?:\\\n[^\n]*)*", blank, code, flags=re.M)
    stack, head_start = [], 0
    for position, char in enumerate(code):
        if char == "{":
            head = code[head_start:position]
            line = code.count("\n", 0, position) + 1
            inside = any(kind == "function" for kind, *_ in stack)
            kind, name = "other", ""
            if not inside and not NOT_FUNCTIONS.search(head.strip().split("\n")[0] if head.strip() else ""):
                class_match, function_match = CLASS.search(head), FUNCTION.search(head)
                if function_match and "=" not in head.split("(")[0]:
                    kind, name = "function", function_match[1]
                elif class_match:
                    kind, name = "class", class_match[1]
            first = code.count("\n", 0, head_start + len(head) - len(head.lstrip())) + 1 if kind != "other" else line
            stack.append((kind, name, first))
            head_start = position + 1
        elif char == "}":
            if stack:
                kind, name, first = stack.pop()
                if kind != "other":
                    yield kind, name, first, code.count("\n", 0, position) + 1
            head_start = position + 1
        elif char == ";" and not (code.rfind("for", head_start, position) >= 0 and code.count("(", head_start, position) > code.count(")", head_start, position)):
            head_start = position + 1


def exceptions(root):
    listed = {}
    for line in (root / "tools/check/size_exceptions.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            what, _, reason = line.partition(" ")
            listed[what] = reason.strip()
    return listed


def check(root, files):
    listed, used = exceptions(root), set()

    def over(what, finding):
        if listed.get(what):
            used.add(what)
            return []
        return [finding]

    folders = {}
    for name in files:
        if not name.endswith((".cpp", ".h")):
            continue
        folders.setdefault(name.rsplit("/", 1)[0], []).append(name)
        text = (root / name).read_text(encoding="utf-8")
        lines, limit = text.count("\n"), HEADER_LINES if name.endswith(".h") else SOURCE_LINES
        if lines > limit:
            yield from over(name, f"{name}:1: has {lines} lines, more than {limit}; split it by meaning.")
        for kind, block, first, last in blocks(text):
            if block.endswith("_data") and name.startswith("tests/"):
                continue  # a table of cases, however many
            size, most = last - first + 1, CLASS_LINES if kind == "class" else FUNCTION_LINES
            if size > most:
                yield from over(f"{name}:{block}", f"{name}:{first}: {kind} {block} has {size} lines, more than {most}.")
    for folder, names in folders.items():
        if len({name.rsplit(".", 1)[0] for name in names}) > FOLDER_FILES:
            yield from over(folder, f"{folder}:1: holds {len(names)} files; split it by feature.")
    for what in sorted(set(listed) - used):
        yield f"tools/check/size_exceptions.txt:1: '{what}' needs no exception any more; remove it."
