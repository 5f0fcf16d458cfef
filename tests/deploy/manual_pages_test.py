# SPDX-License-Identifier: GPL-3.0-or-later
"""Manual pages: all that programs say of themselves is there, and the formatter has nothing to complain of."""
import os
import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "deploy/debian"))

import program_pages  # noqa: E402

PROGRAMS = Path(os.environ["SLIPWAY_PROGRAMS"])


def shown(page):
    """What people read, and what the formatter warns of."""
    done = subprocess.run(["man", "--warnings", "--local-file", "-"], input=page, text=True, capture_output=True, check=True,
                          env={**os.environ, "MANWIDTH": "200", "LC_ALL": "C.UTF-8", "PAGER": "cat"})
    return done.stdout, done.stderr


class ManualPages(unittest.TestCase):
    pages = program_pages.platform_pages(PROGRAMS, "1.2.3")

    def test_the_formatter_warns_of_nothing(self):
        for name, page in self.pages.items():
            self.assertEqual(shown(page)[1], "", name)

    def test_every_command_and_option_of_slipwayctl_is_told(self):
        text = shown(self.pages["man1/slipwayctl.1"])[0]
        for line in (SOURCE / "docs/cli.md").read_text().splitlines():
            row = re.match(r"^(?:### (slipwayctl .*)|\| .*`(--[a-z-]+)`.*\|)$", line)
            if row:
                self.assertIn(row[1] or row[2], text)

    def test_every_option_of_slipwayd_is_told_with_what_it_does(self):
        text = shown(self.pages["man8/slipwayd.8"])[0]
        for line in program_pages.said(PROGRAMS / "slipwayd", "--help").splitlines():
            row = re.match(r"^  (\S+).*  +(\S.*)$", line)
            if row:
                self.assertIn(row[1], text)
                self.assertIn(row[2], text)

    def test_lines_that_begin_with_a_dot_are_text(self):
        self.assertIn(".bashrc is 'read' \\ first", shown(".TH A 1\n.SH B\n" + program_pages.man_pages.escaped(".bashrc is 'read' \\ first"))[0])


if __name__ == "__main__":
    if not shutil.which("man"):
        sys.exit(77)
    unittest.main()
