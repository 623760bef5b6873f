"""What tests of kills and full disks share: the small world after one day, and what it ends as after two."""

import pytest
import small_world


@pytest.fixture(scope="session")
def one_day(tmp_path_factory):
    """A data root of one day, to be copied."""
    home = tmp_path_factory.mktemp("one")
    small_world.main(home, 1)
    return home


@pytest.fixture(scope="session")
def unbroken(tmp_path_factory):
    """The fingerprint after two days that nothing disturbed."""
    return small_world.main(tmp_path_factory.mktemp("two"), 2)
