"""What all tests share: folders of their own, so that none reads or empties those of whoever runs them."""

import os

import pytest

FOLDERS = ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory):
    """The user's folders, in the environment, so that programs which tests start have them too."""
    home = tmp_path_factory.mktemp("home")
    before = {name: os.environ.get(name) for name in FOLDERS}
    os.environ.update({name: str(home / name.lower()) for name in FOLDERS})
    yield home
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value
