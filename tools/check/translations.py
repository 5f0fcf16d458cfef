# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text that users see has its translation, and no translation is left over."""
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

SOURCES = ["ui", "widgets", "app"]
LUPDATE = ["/usr/lib/qt6/bin/lupdate", "lupdate"]


def entries(file):
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name"), message


def check(root, files):
    tool = next((name for name in LUPDATE if shutil.which(name)), None)
    if tool is None:
        yield "translations:1: lupdate is not installed (qt6-l10n-tools)."
        return
    for name in (name for name in files if name.endswith(".ts")):
        with tempfile.TemporaryDirectory() as directory:
            fresh = Path(directory) / Path(name).name
            shutil.copy(root / name, fresh)
            # English is the source: its own file holds plurals alone. -I finds the classes that texts belong to.
            plurals = ["-pluralonly"] if name.endswith("_en.ts") else []
            subprocess.run([tool, *SOURCES, "-I.", *plurals, "-no-obsolete", "-locations", "none", "-silent", "-ts", str(fresh)],
                           cwd=root, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for context, message in entries(fresh):
                translation = message.find("translation")
                text = "".join(translation.itertext()).strip() if translation is not None else ""
                if translation is None or translation.get("type") == "unfinished" or not text:
                    yield f"{name}:1: '{message.findtext('source')}' ({context}) has no translation."
        for context, message in entries(root / name):
            if message.find("translation").get("type") in ("obsolete", "vanished"):
                yield f"{name}:1: '{message.findtext('source')}' ({context}) is not used any more."
