# SPDX-License-Identifier: GPL-3.0-or-later
"""What makes images of releases makes those of tests too."""
import sys
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[3] / "deploy/image"
sys.path.insert(0, str(TOOLS))

from debian_root import make_layer, run, settings_files  # noqa: E402,F401
from oci_archive import write_archive  # noqa: E402,F401
