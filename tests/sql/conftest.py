"""The back end that `--backend` names, for all tests of this folder; and lakes for those that are about lakes."""

import hand_world
import pytest
from lake_world import LakeWorlds


@pytest.fixture(scope="session")
def lakes():
    """Lakes on a PostgreSQL server that the tests start."""
    held = LakeWorlds()
    yield held
    held.close()


@pytest.fixture(scope="session", autouse=True)
def _backend(request):
    if request.config.getoption("--backend") == "ducklake":
        hand_world.backend = request.getfixturevalue("lakes")
    yield
    hand_world.backend = None
