"""What all tests share: folders of their own, so that none reads or empties those of anyone who runs them, and how
many examples a property test tries.

`pytest` tries the same few examples every time. `pytest -m hypothesis --hypothesis-profile thorough` tries many new
ones; `.ci/run` does so once. Neither looks at a clock, so that a busy machine fails nothing.
"""

import gc
import os
import signal

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("quick", deadline=None, derandomize=True, database=None, max_examples=30)
settings.register_profile(
    "thorough",
    deadline=None,
    derandomize=False,
    database=None,
    max_examples=200,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("quick")


def pytest_xdist_auto_num_workers(config):
    """For all the quick tests a worker for each processor, and one more, as there is always one that waits. None for a few
    files, which are over before workers have started, for the slow ones, which listen in real time, and if what tests print
    is to be seen."""
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    quick = config.option.markexpr == "not slow"
    return (os.cpu_count() or 1) + 1 if whole and quick and config.option.capture != "no" else 0


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is collected stays to the end: without looking for garbage in it again and again, this takes a third less."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


FOLDERS = ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")

SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


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


@pytest.fixture(scope="session", autouse=True)
def signals_are_heard():
    """By tests and the programs that they start, even if all this was started in the background or by nohup."""
    for number in SIGNALS:
        if signal.getsignal(number) == signal.SIG_IGN:
            interrupt = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
            signal.signal(number, interrupt)


@pytest.fixture(autouse=True)
def handlers_are_put_back(signals_are_heard):
    """What a test interrupts in its midst may leave its handlers of signals behind."""
    before = {number: signal.getsignal(number) for number in SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
