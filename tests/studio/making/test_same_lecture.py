"""The same network gives the same lecture."""

import av
import pytest

from scenes.catalogue import lessons

pytestmark = pytest.mark.xdist_group("workshop")


def contents(folder):
    """Return what a lecture consists of: every packet of its films, its captions, records and pages."""
    found = {}
    for path in sorted(folder.iterdir()):
        if path.suffix == ".mp4":
            with av.open(str(path)) as film:
                found[path.name] = [(packet.pts, bytes(packet)) for packet in film.demux(video=0)]
        elif not path.name.startswith("."):
            found[path.name] = path.read_bytes()
    return found


SOME = [one.name for one in lessons()[::4]]
"""What is made twice in a thorough run; the whole lecture where movement is looked at."""


@pytest.mark.parametrize(
    "names",
    [pytest.param(SOME, id="some", marks=pytest.mark.thorough), pytest.param([], id="all", marks=pytest.mark.movement)],
)
def test_a_lecture_made_twice_is_the_same_in_every_frame(names, render, monkeypatch):
    lectures = []
    for seed in ("1", "2"):  # nothing may depend on the order of a set
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        code, said = render.run(*names, options=["--force"])
        assert code == 0, said
        lectures.append(contents(render.clips))
    first, second = lectures
    assert len([name for name in first if name.endswith(".mp4")]) > (len(names) // 2 or 20)
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
