"""Options of the tests, and what every test may count on."""

import signal

from hypothesis import settings
from hypothesis.internal.conjecture import providers

# Hypothesis throws in the constants of whatever local modules are loaded by then, which differs between
# workers; without them, what is derandomized is the same in every run.
providers._get_local_constants = providers.Constants
settings.register_profile("shared machine", deadline=None)  # how long one example takes says how busy the machine is
settings.load_profile("shared machine")

# A shell without job control starts what it puts in the background deaf to Ctrl-C, and our tests press it; nohup makes
# deaf to hanging up, which they do, too.
for deaf, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(deaf) is signal.SIG_IGN:
        signal.signal(deaf, usual)


class AtOnce:
    """Names each test that fails when it fails: of a run that is cut off, what was found so far is told."""

    def __init__(self, config):
        self._plugins = config.pluginmanager

    def pytest_runtest_logreport(self, report):
        told = self._plugins.get_plugin("terminalreporter")
        if report.failed and told is not None:
            crash = getattr(report.longrepr, "reprcrash", None)
            why = crash.message.splitlines()[0] if crash is not None and crash.message else ""
            told.ensure_newline()
            told.write_line(f"\nFAILED at {report.when}: {report.nodeid}: {why}"[:300])


def pytest_configure(config):
    if not hasattr(config, "workerinput"):  # a worker's reports come to the one that started it
        config.pluginmanager.register(AtOnce(config), "at once")


def pytest_addoption(parser):
    parser.addoption(
        "--update-goldens", action="store_true", help="write the goldens anew instead of comparing with them"
    )
