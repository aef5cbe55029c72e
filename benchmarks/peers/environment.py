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
    command = [
        python(name),
        "-m",
        "pip",
        "install",
        "-qq",
        "--disable-pip-version-check",
        "--retries",
        "1",
        *arguments,
    ]
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def ensure(name: str, packages: list[str]) -> None:
    """Make an environment that is missing or out of date; the rest, if a package cannot be had."""
    if name == PROJECT:
        return
    requirements = HERE / REQUIREMENTS[name]
    folder = OUT / f"venv-{name}"
    text = sys.version + requirements.read_text(encoding="utf-8")
    stamp = folder / f".ready-{zlib.crc32(text.encode()):08x}"
    if stamp.exists():
        return
    note(f"setting up the peers' environment {folder.name} (a minute or two, once)")
    try:
        venv.create(folder, clear=True, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        note(f"{folder.name}: {error}")
        return
    if _pip(name, "-r", str(requirements)):
        stamp.touch()
        return
    for package in packages:
        if not _pip(name, "-c", str(requirements), package):
            note(f"{package}: could not be installed")


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
