"""What `from core import ...` gives, and what it does not make anyone wait for."""

import subprocess
import sys
from pathlib import Path

import core

ROOT = Path(__file__).parents[2]


def test_every_public_name_is_there():
    for name in core.__all__:
        assert hasattr(core, name), name


def test_numbers_do_not_wait_for_symbols_or_pictures():
    code = "import sys, core; print(sorted({'sympy', 'mpmath', 'manim', 'sklearn'} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout == "[]\n"
