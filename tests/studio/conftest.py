"""What several tests of the studio stand on."""

import shutil

import pytest

from tests.studio.tiny_render import TinyRender


@pytest.fixture
def render(tmp_path):
    render = TinyRender(tmp_path)
    yield render
    shutil.rmtree(render.workshop, ignore_errors=True)
