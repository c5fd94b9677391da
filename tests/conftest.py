"""What every test stands on: no call out of the machine, no trace in a person's own folders, `../shared` where it is.

Not here: rows and cases for one stage; they lie beside the tests that use them.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# A busy two-core machine is no reason to fail, and a found example must be found again by the next run.
settings.register_profile("crumbline", deadline=None, derandomize=True)
settings.load_profile("crumbline")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the browser tests and run them last: while playwright runs, its event loop occupies the main thread."""
    browser = ROOT / "tests" / "browser"
    for item in items:
        if browser in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Cases, logs and settings of the test run lie in a temporary folder, never in the person's own."""
    home = tmp_path_factory.mktemp("home")
    names = {
        "CRUMBLINE_CASES": home / "cases",
        "CRUMBLINE_LOGS": home / "logs",
        "XDG_DATA_HOME": home / "data",
        "XDG_STATE_HOME": home / "state",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, folder in names.items():
            patch.setenv(name, str(folder))
        yield


@pytest.fixture(scope="session", autouse=True)
def no_calls_out() -> Iterator[None]:
    """Any connection that leaves this machine is an error: Crumbline never calls out."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        inside = self.family == getattr(socket, "AF_UNIX", None) or address[0] in ("127.0.0.1", "::1", "localhost")
        if not inside:
            raise AssertionError(f"The program tried to reach {address}; nothing may leave the machine.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real exports beside the checkout; tests that need it are skipped where it is not."""
    folder = Path(os.environ.get("CRUMBLINE_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip("../shared/data is not here: the files of real tenants are no part of the project")
    return folder
