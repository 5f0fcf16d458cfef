# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual page of each program."""
import os
import subprocess

import man_pages

KEPT = [("~/.config/slipway/", "Profiles and settings."), ("~/.local/share/slipway/", "What the server on this computer keeps.")]
PAGES = [("slipway", 1), ("slipwayctl", 1), ("slipwayd", 8)]


def said(program, *words):
    """What a program prints of itself, on either of its outputs."""
    done = subprocess.run([str(program), *words], capture_output=True, text=True, check=False,
                          env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", "XDG_RUNTIME_DIR": "/tmp"})
    return done.stdout or done.stderr


def others(name):
    return [page for page in PAGES if page[0] != name]


def platform_pages(programs, version):
    """{file: roff} of the programs that need no screen."""
    page = man_pages.heading("slipwayctl", 1, "command line of Slipway", version)
    page += ".SH SYNOPSIS\n.B slipwayctl\n[OPTIONS] COMMAND\n" + man_pages.of_markdown(said(programs / "slipwayctl", "--help-markdown"))
    pages = {"man1/slipwayctl.1": page + man_pages.footer(KEPT, others("slipwayctl"))}
    page = man_pages.heading("slipwayd", 8, "platform server of Slipway", version)
    page += man_pages.of_help(said(programs / "slipwayd", "--help").split("\n", 1)[1])
    pages["man8/slipwayd.8"] = page + man_pages.footer([("/var/lib/slipway/", "What the service keeps.")], others("slipwayd"))
    page = man_pages.heading("slipway-runner", 1, "goes beside each task of Slipway", version)
    page += ".SH DESCRIPTION\nslipwayd starts it; people need not.\n" + man_pages.block(said(programs / "slipway-runner"))
    pages["man1/slipway-runner.1"] = page + man_pages.footer([], others(""))
    page = man_pages.heading("slipway-assemble", 1, "puts slipway-runner together in a pod", version)
    page += ".SH DESCRIPTION\nslipwayd hands it to pods of a cluster, whose first program it is; people need not start it.\n"
    pages["man1/slipway-assemble.1"] = page + man_pages.footer([], others(""))
    return pages


def workbench_pages(programs, version):
    page = man_pages.heading("slipway", 1, "workbench for machine learning on your GPUs", version)
    usage = said(programs / "slipway", "--help").replace(str(programs / "slipway"), "slipway")
    return {"man1/slipway.1": page + man_pages.of_help(usage) + man_pages.footer(KEPT, others("slipway"))}
