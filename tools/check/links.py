# SPDX-License-Identifier: GPL-3.0-or-later
"""Every link between our pages leads to a file that is there, and to a heading that it has."""
import re
from pathlib import PurePosixPath

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"^\s*(```|~~~).*?^\s*\1|`[^`\n]*`", re.M | re.S)
HEADING = re.compile(r"^#{1,6} (.+?)\s*$", re.M)


def blanked(text):
    """Without what stands in code, line for line."""
    return CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def anchors(text):
    """As forges make them of headings."""
    words = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", found).lower() for found in HEADING.findall(re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)))
    return {re.sub(r"[^\w\- ]", "", word).replace(" ", "-") for word in words}


def target_of(page, link):
    """The path below the root that a link of a page leads to."""
    parts = []
    for part in (PurePosixPath(page).parent / link).parts:
        if part == "..":
            parts = parts[:-1] if parts else [".."]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def check(root, files):
    known = set(files) | {str(parent) for name in files for parent in PurePosixPath(name).parents}
    texts = {name: (root / name).read_text(encoding="utf-8") for name in files if name.endswith(".md")}
    for page, text in texts.items():
        plain = blanked(text)
        for found in LINK.finditer(plain):
            if re.match(r"[a-z][a-z0-9+.-]*:", found[1]):
                continue
            line = plain.count("\n", 0, found.start()) + 1
            path, _, anchor = found[1].partition("#")
            target = target_of(page, path) if path else page
            if target not in known:
                yield f"{page}:{line}: links to {found[1]}, which is not there; run ./dev guide if it is a picture of the guide."
            elif anchor and target in texts and anchor not in anchors(texts[target]):
                yield f"{page}:{line}: links to {found[1]}, but {target} has no such heading."
