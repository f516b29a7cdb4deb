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


def pytest_addoption(parser):
    parser.addoption(
        "--update-goldens", action="store_true", help="write the goldens anew instead of comparing with them"
    )
