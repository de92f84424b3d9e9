"""What the scripts say when something is wrong."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script and return what it said."""
    return subprocess.run(
        command, cwd=folder, env=os.environ | environment, capture_output=True, text=True, check=False, timeout=120
    )


def test_a_port_that_is_taken() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = run("script/server", str(port))
    assert result.returncode == 1
    assert f"port {port} cannot be used (Address already in use)" in result.stderr
    assert f"script/server {port + 1}" in result.stderr


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "80 80"])
def test_what_is_no_port(port: str) -> None:
    result = run("script/server", port)
    assert result.returncode == 1
    assert "usage: script/server [PORT]" in result.stderr


def test_setup_refuses_what_it_does_not_know() -> None:
    result = run("script/setup", "--everything")
    assert result.returncode == 1
    assert "usage: script/setup [--dev]" in result.stderr


def test_a_package_that_cannot_be_installed(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "script", tmp_path / "script")
    (tmp_path / "requirements.lock").write_text("no-such-package-anywhere==1.0\n", encoding="utf-8")
    result = run("script/setup", folder=tmp_path, PIP_NO_INDEX="1")
    assert result.returncode == 1
    assert "No matching distribution found for no-such-package-anywhere==1.0" in result.stderr
    assert "a Python package could not be installed" in result.stderr
    assert not (tmp_path / ".venv" / "stamp").exists()
