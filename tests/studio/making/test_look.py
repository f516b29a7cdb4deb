"""What clips look like, whatever they show: another ground, none at all, captions drawn into the pictures."""

import json
import os
import re
from fractions import Fraction
from itertools import pairwise

import av
import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from core.model.errors import InputError
from scenes.colours import rgb_of
from scenes.theme import CAPTION_BAND, PALETTES
from studio.command_line import lecture as program
from studio.making.captions import cues
from studio.making.look import Look
from studio.making.opacity import decoded, part, write
from studio.making.pieces import names_of
from studio.making.quality import Quality
from studio.making.render_job import ROOT, RenderJob, render, tell

pytestmark = pytest.mark.xdist_group("workshop")
SIZE, FPS = (320, 180), 4
BAND = round((1 - CAPTION_BAND) * SIZE[1])


def job_of(folder, look):
    return RenderJob(
        lesson="SensitivityFlowsBackward",
        module="scenes.many_neurons.sensitivity_flows_backward",
        network=ROOT / "networks" / "chain.toml",
        stem="SensitivityFlowsBackward--chain",
        quality=Quality(*SIZE, FPS),
        look=look,
        folder=folder / look.name,
        workshop=folder / f"workshop-{look.name}",
    )


LOOKS = {
    "plain": Look(),
    "captioned": Look(captions=True),
    "white": Look("light", ground="#FFFFFF"),
    "none": Look("light", ground="none"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The same lesson in each look, and its pictures with their opacity."""
    folder = tmp_path_factory.mktemp("looks")
    jobs = {name: job_of(folder, look) for name, look in LOOKS.items()}
    for job in jobs.values():
        render(job)
    return jobs, {name: pictures(job.clip) for name, job in jobs.items()}


def pictures(clip):
    with av.open(str(clip)) as source:
        return np.array([frame.to_ndarray(format="rgba") for frame in decoded(source, source.streams.video[0])])


def record(job):
    return json.loads(job.clip.with_suffix(".json").read_text(encoding="utf-8"))


def test_captions_are_drawn_in_their_time_and_nothing_else_changes(made):
    jobs, seen = made
    plain, captioned = seen["plain"][..., :3].astype(int), seen["captioned"][..., :3].astype(int)
    assert plain.shape == captioned.shape
    assert np.abs(plain[:, :BAND] - captioned[:, :BAND]).max() < 40  # both were compressed
    written = (captioned[:, BAND:] - plain[:, BAND:]).max(axis=(1, 2, 3)) > 60
    said = cues(record(jobs["captioned"]))
    assert len(said) > 5
    for frame, is_written in enumerate(written):
        spoken = any(round(cue.start * FPS) <= frame < round(cue.end * FPS) for cue in said)
        assert is_written == spoken, frame
    assert record(jobs["captioned"]) == record(jobs["plain"])


def test_each_caption_is_another_picture(made):
    jobs, seen = made
    bands = seen["captioned"][:, BAND:, :, :3].astype(int)
    said = cues(record(jobs["captioned"]))
    for one, other in pairwise(said):
        before, after = (bands[round((cue.start + cue.end) / 2 * FPS)] for cue in (one, other))
        assert np.abs(before - after).max() > 60, (one.text, other.text)


def test_the_ground_is_the_one_that_was_asked_for(made):
    _, seen = made
    assert np.abs(seen["white"][:, :6, :6, :3].astype(int) - 255).max() <= 2
    own = (255 * rgb_of(PALETTES["dark"].ground)).round()
    assert np.abs(seen["plain"][:, :6, :6, :3] - own).max() <= 3


def test_without_a_ground_what_is_behind_shines_through_as_if_it_were_the_ground(made):
    jobs, seen = made
    assert jobs["none"].clip.suffix == ".webm"
    opacity = seen["none"][..., 3:] / 255
    assert opacity[:, :6, :6].max() <= 2 / 255
    assert opacity.max() >= 253 / 255
    on_white = seen["none"][..., :3] * opacity + 255 * (1 - opacity)
    assert len(on_white) == len(seen["white"])
    assert np.abs(on_white - seen["white"][..., :3])[8::8].mean() < 1.5
    with Image.open(jobs["none"].clip.with_suffix(".png")) as poster:
        assert poster.mode == "RGBA"
        assert poster.getextrema()[3] == (0, 255)


def test_a_film_with_opacity_comes_back_as_it_was(made, tmp_path):
    jobs, seen = made
    for ending in (".webm", ".mov"):
        target = tmp_path / f"part{ending}"
        write((frame for _, frame in part(jobs["none"].clip, 2.0, 4.0)), Fraction(FPS), target, ending)
        again = pictures(target)
        assert len(again) == 2 * FPS
        first = seen["none"][2 * FPS :][: len(again)]
        assert np.abs(again[..., 3].astype(int) - first[..., 3]).mean() < 1
        seen_well = first[..., 3] > 200
        assert np.abs(again[..., :3].astype(int) - first[..., :3])[seen_well].mean() < 6


def test_what_is_told_afterwards_has_its_own_look(made, monkeypatch):
    monkeypatch.setenv("THEME", "light")
    monkeypatch.delenv("GROUND", raising=False)
    jobs, _ = made
    before = dict(os.environ)
    tell(jobs["white"])
    assert dict(os.environ) == before


def test_a_clip_is_another_in_each_look(tmp_path):
    identities = [tell(job_of(tmp_path, look)).identity for look in LOOKS.values()]
    assert len(set(identities)) == len(LOOKS)
    assert names_of("X", "clip", ending=LOOKS["none"].ending) == ("X.webm",)


@pytest.mark.parametrize(
    ("theme", "ground", "expected"),
    [
        (None, None, Look()),
        (None, "#ffffff", Look("light", ground="#FFFFFF")),
        (None, "#1B2A41", Look("dark", ground="#1B2A41")),
        ("light", "none", Look("light", ground="none")),
    ],
)
def test_a_ground_chooses_the_theme_that_can_be_seen_on_it(theme, ground, expected):
    assert Look.typed(theme, ground, calm=False, open_captions=False) == expected


@pytest.mark.parametrize(
    ("theme", "ground", "says"),
    [
        (None, "#808080", "contrast of 4.5 or more, found '#808080' with"),
        ("dark", "#FFFFFF", "--ground: expected a ground on which 'text' has a contrast of 4.5 or more"),
        (None, "white", "--ground: expected a colour such as '#FFFFFF', found 'white'"),
        (None, "#FFFFFF\n", "expected a colour"),
    ],
)
def test_a_ground_on_which_something_cannot_be_seen_is_refused(theme, ground, says):
    with pytest.raises(InputError, match=re.escape(says)):
        Look.typed(theme, ground, calm=False, open_captions=False)


def test_what_a_look_says_is_what_was_typed():
    for look in LOOKS.values():
        told = dict(one.removeprefix("--").partition("=")[::2] for one in look.options())
        again = Look.typed(
            told["theme"], told.get("ground"), calm="calm" in told, open_captions="open-captions" in told
        )
        assert again == look


def test_only_loops_are_made_of_clips_without_a_ground():
    result = CliRunner().invoke(program, ["kit", "--for", "deck", "--ground", "none"])
    assert result.exit_code == 2
    assert "--ground: expected --for loops of clips without a ground, found deck." in result.stderr
