# SPDX-License-Identifier: GPL-3.0-or-later
"""Manual pages, made of what the programs say of themselves: there is no second text to keep right."""
import re

FOOTER = """.SH FILES
{files}.SH SEE ALSO
{others}
"""


def escaped(text):
    """Plain text as roff, which gives backslashes, hyphens and leading dots meanings of their own."""
    text = text.replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.M)


def inline(text):
    """`Words` between backquotes in bold."""
    return re.sub(r"`([^`]+)`", lambda found: rf"\fB{found[1]}\fR", escaped(text))


def heading(name, section, summary, version):
    return f'.TH {name.upper()} {section} "" "Slipway {version}" "Slipway"\n.SH NAME\n{escaped(name)} \\- {escaped(summary)}\n'


def footer(files, others):
    listed = "".join(f".TP\n.I {escaped(path)}\n{escaped(what)}\n" for path, what in files)
    text = ", ".join(rf"\fB{escaped(name)}\fR({section})" for name, section in others)
    return FOOTER.format(files=listed, others=text) if files else f".SH SEE ALSO\n{text}\n"


def block(text):
    return f".PP\n.nf\n{escaped(text)}\n.fi\n"


def of_help(text):
    """The options and commands that `--help` lists: lines of two columns below a word with a colon."""
    page, column = "", 0
    for line in text.splitlines():
        section = re.match(r"^([A-Z][A-Za-z ]+):$", line)
        entry = re.match(r"^  (\S.*?)(?:  +(\S.*))?$", line)
        usage = re.match(r"^Usage: (.*)$", line)
        if usage:
            page += f".SH SYNOPSIS\n.B {escaped(usage[1])}\n.SH DESCRIPTION\n"
        elif section:
            page += f".SH {section[1].upper()}\n"
        elif entry:
            page += f".TP\n.B {escaped(entry[1])}\n"
            column = entry.start(2)
            if entry[2]:
                page += escaped(entry[2]) + "\n"
        elif line.strip():
            page += escaped(line.strip()) + "\n"
    return page if column else page.replace(".SH DESCRIPTION\n", "")


def of_markdown(text):
    """What `--help-markdown` prints: headings, tables of two columns, blocks, paragraphs."""
    page = ".SH DESCRIPTION\n"
    in_block = False
    for line in text.splitlines()[1:]:
        row = re.match(r"^\| (.+?) \| (.*?) ?\|$", line)
        if line.startswith("```"):
            in_block = not in_block
            page += ".PP\n.nf\n" if in_block else ".fi\n"
        elif in_block:
            page += escaped(line) + "\n"
        elif line.startswith("### "):
            page += f'.SS "{escaped(line[4:])}"\n'
        elif line.startswith("## "):
            page += f'.SH "{escaped(line[3:]).upper()}"\n'
        elif row and row[1] != "option":
            page += f".TP\n{inline(row[1])}\n{inline(row[2])}\n"
        elif line.strip() and not line.startswith("|"):
            page += f".PP\n{inline(line)}\n"
    return page
