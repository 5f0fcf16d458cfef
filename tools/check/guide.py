# SPDX-License-Identifier: GPL-3.0-or-later
"""The user guide: both languages have the same chapters, pictures and commands, and every link leads somewhere."""
import re

FOLDER = "docs/guide"
LANGUAGES = ("en", "zh")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
BLOCK = re.compile(r"^\s*```.*?^\s*```", re.M | re.S)


def skeleton(text, language):
    """What must be the same in both languages: links without the language, and the number of blocks."""
    links = [link.replace(f"-{language}.png", ".png") for link in LINK.findall(text) if "README.md" not in link]
    return sorted(links), len(BLOCK.findall(text))


def check(root, files):
    chapters = {language: {name.split("/")[-1] for name in files if name.startswith(f"{FOLDER}/{language}/")} for language in LANGUAGES}
    for name in sorted(chapters["en"] ^ chapters["zh"]):
        yield f"{FOLDER}/{'en' if name in chapters['en'] else 'zh'}/{name}:1: has no chapter of that name in the other language."
    for name in sorted(chapters["en"] & chapters["zh"]):
        texts = {language: (root / FOLDER / language / name).read_text(encoding="utf-8") for language in LANGUAGES}
        if skeleton(texts["en"], "en") != skeleton(texts["zh"], "zh"):
            yield f"{FOLDER}/zh/{name}:1: has other links, pictures or blocks than the English chapter."
    shown = set()
    for name in (one for one in files if one.startswith(f"{FOLDER}/") and one.endswith(".md")):
        for link in LINK.findall((root / name).read_text(encoding="utf-8")):
            target = (root / name).parent / link
            shown.add(target.resolve())
            if not target.exists():
                yield f"{name}:1: links to {link}, which is not there; run ./dev guide if it is a picture."
    for name in (one for one in files if one.startswith(f"{FOLDER}/images/")):
        if (root / name).resolve() not in shown:
            yield f"{name}:1: is shown in no chapter."
