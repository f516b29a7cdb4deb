"""Ctrl-C is heard whenever it comes."""

import signal

import pytest

from studio import interrupt


@pytest.fixture
def listening():
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, interrupt._press)
    yield
    interrupt._pressed.clear()
    signal.signal(signal.SIGINT, before)


class PressesWhenNamed:
    def __set_name__(self, owner, name):
        signal.raise_signal(signal.SIGINT)


@pytest.mark.usefixtures("listening")
def test_ctrl_c_while_a_class_is_made_is_ctrl_c():
    """Python 3.11 makes a RuntimeError of whatever is raised there, as when a module is imported."""
    with pytest.raises(KeyboardInterrupt), interrupt.unmasked():
        type("Made", (), {"named": PressesWhenNamed()})
    interrupt.heed()


@pytest.mark.usefixtures("listening")
def test_another_error_after_ctrl_c_stays_what_it_is():
    interrupt._pressed.append(signal.SIGINT)
    with pytest.raises(ValueError, match="its own"), interrupt.unmasked():
        raise ValueError("its own")
