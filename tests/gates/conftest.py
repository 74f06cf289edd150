"""`LABKEEPER_TEST_CONTAINERLAB=/path/to/containerlab` holds the gate against that one in the place of PATH's."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if named := os.environ.get("LABKEEPER_TEST_CONTAINERLAB"):
    binary = Path(named).resolve(strict=True)
    folder = Path(tempfile.mkdtemp(prefix="labkeeper-test-containerlab-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "containerlab").symlink_to(binary)
    os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"
