"""The peers' own virtual environments, below out/, made from pinned requirements when missing."""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import sys
import venv
import zlib
from pathlib import Path

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "out" / "peers"
REQUIREMENTS = {"peers": "requirements.txt", "numpy1": "requirements-numpy1.txt"}
"""mesa-frames wants NumPy 1, JAX and others NumPy 2: two environments."""
PROJECT = "project"

_VERSIONS = """
import importlib.metadata as m, json, sys
found = {}
for name in sys.argv[1:]:
    try:
        found[name] = m.version(name)
    except m.PackageNotFoundError:
        pass
print(json.dumps(found))
"""


def note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def python(name: str) -> str:
    """The interpreter of an environment."""
    return sys.executable if name == PROJECT else str(OUT / f"venv-{name}" / "bin" / "python")


def _pip(name: str, *arguments: str) -> bool:
    command = [python(name), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def ensure(name: str) -> None:
    """Make an environment that is missing or out of date; what cannot be installed is noted."""
    if name == PROJECT:
        return
    requirements = HERE / REQUIREMENTS[name]
    text = requirements.read_text(encoding="utf-8")
    folder = OUT / f"venv-{name}"
    stamp = folder / f".ready-{zlib.crc32((sys.version + text).encode()):08x}"
    if stamp.exists():
        return
    note(f"setting up the peers' environment {folder.name} (a minute or two, once)")
    venv.create(folder, clear=True, with_pip=True)
    if not _pip(name, "-r", str(requirements)):
        for line in text.splitlines():
            if line.strip() and not _pip(name, "-c", str(requirements), line):
                note(f"not installed: {line}")
    stamp.touch()


def versions(name: str, packages: list[str]) -> dict[str, str]:
    """Versions of the installed ones among some packages."""
    if name == PROJECT:
        return {package: importlib.metadata.version(package) for package in packages}
    command = [python(name), "-c", _VERSIONS, *packages]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return {}
    return dict(json.loads(answer))


def processor() -> str:
    """The processor's model as the system calls it."""
    try:
        found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    except OSError:
        found = None
    return found.group(1).strip() if found else "unknown processor"
