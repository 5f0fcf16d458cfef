# SPDX-License-Identifier: GPL-3.0-or-later
"""The user guide: both languages say the same with the same chapters, pictures and commands, in the words of the window."""
import re
import xml.etree.ElementTree as ElementTree

FOLDER = "docs/guide"
LANGUAGES = ("en", "zh")
TRANSLATIONS = "translations/slipway_zh_CN.ts"
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
BLOCK = re.compile(r"^\s*```.*?^\s*```", re.M | re.S)
BOLD = re.compile(r"\*\*(.+?)\*\*")
NOT_OF_THE_WINDOW = {"Slipway"}


def skeleton(text, language):
    """What must be the same in both languages: links without the language, and the number of blocks."""
    links = [link.replace(f"-{language}.png", ".png") for link in LINK.findall(text) if "README.md" not in link]
    return sorted(links), len(BLOCK.findall(text))


def words_of_window(root):
    """{English: all that it is in Chinese}."""
    words = {}
    for message in ElementTree.parse(root / TRANSLATIONS).getroot().iter("message"):
        words.setdefault(message.find("source").text, set()).add(message.find("translation").text)
    return words


def check_words(chapter, texts, words):
    bold = {language: set(BOLD.findall(BLOCK.sub("", texts[language]))) - NOT_OF_THE_WINDOW for language in LANGUAGES}
    known = {"en": set(words), "zh": set().union(*words.values())}
    for language in LANGUAGES:
        for word in sorted(bold[language] - known[language]):
            yield f"{FOLDER}/{language}/{chapter}:1: has **{word}**, which the window says nowhere."
    for word in sorted(bold["en"] & known["en"]):
        if not words[word] & bold["zh"]:
            yield f"{FOLDER}/zh/{chapter}:1: has nothing for **{word}**, which is {' or '.join(sorted(filter(None, words[word])))} in the window."


def check(root, files):
    chapters = {language: {name.split("/")[-1] for name in files if name.startswith(f"{FOLDER}/{language}/")} for language in LANGUAGES}
    for name in sorted(chapters["en"] ^ chapters["zh"]):
        yield f"{FOLDER}/{'en' if name in chapters['en'] else 'zh'}/{name}:1: has no chapter of that name in the other language."
    words = words_of_window(root)
    for name in sorted(chapters["en"] & chapters["zh"]):
        texts = {language: (root / FOLDER / language / name).read_text(encoding="utf-8") for language in LANGUAGES}
        if skeleton(texts["en"], "en") != skeleton(texts["zh"], "zh"):
            yield f"{FOLDER}/zh/{name}:1: has other links, pictures or blocks than the English chapter."
        yield from check_words(name, texts, words)
    shown = {(root / name).parent.joinpath(link).resolve() for name in files if name.startswith(f"{FOLDER}/") and name.endswith(".md")
             for link in LINK.findall((root / name).read_text(encoding="utf-8"))}
    for name in (one for one in files if one.startswith(f"{FOLDER}/images/")):
        if (root / name).resolve() not in shown:
            yield f"{name}:1: is shown in no chapter."
    for name in sorted(chapters["en"] - {"README.md"}):
        if f"]({name})" not in (root / FOLDER / "en/README.md").read_text(encoding="utf-8"):
            yield f"{FOLDER}/en/README.md:1: does not list the chapter {name}."
