"""Cues: short, between phrases, in the time of their beat; names of users stay data."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from scenes.words.cues import cues, plain
from scenes.words.phrasing import LINE, phrases

CAPTIONS = (
    "The cost scores the miss: the distance from a to y, squared. Here C₀ = 0.1; 0 says that it is example 0's own.",
    "Halve the nudge, and halve it again: the answer shrinks too, but the ratio settles: −0.07852, −0.08137, −0.08275.",
    "One weight and one bias a step set it all: 6 numbers, and the cost C is made from all of them.",
    "The input petal length in centimetres = 2.0 goes in. Each neuron makes a number from the one before it.",
    "The oven is held at 180 °C for 25 minutes, the dough at 24 °C for 12 hours, and then it rests for 2.5 hours more.",
)


def record_of(*said, seconds=6.0):
    beats = [
        {"name": f"beat_{i}", "start": i * seconds, "end": (i + 1) * seconds, "caption": caption}
        for i, caption in enumerate(said)
    ]
    return {"beats": beats}


@pytest.mark.parametrize("text", CAPTIONS)
def test_a_cue_has_at_most_two_short_lines_and_no_word_is_lost(text):
    parts = phrases(text)
    assert " ".join(line for lines in parts for line in lines) == text
    assert all(1 <= len(lines) <= 2 for lines in parts)
    assert all(cell_len(line) <= LINE for lines in parts for line in lines)


@pytest.mark.parametrize("text", CAPTIONS)
def test_a_number_stays_with_its_sign_its_unit_and_its_equals_sign(text):
    for line in (line for lines in phrases(text) for line in lines):
        assert not re.search(r"(?:^|\s)(?:=|\d+)$", line), line
        assert not re.match(r"[=°]", line), line
    assert any("= 2.0" in line for lines in phrases(CAPTIONS[3]) for line in lines)


def test_it_is_parted_where_sentences_and_clauses_end():
    assert phrases(CAPTIONS[0]) == [
        ("The cost scores the miss:", "the distance from a to y, squared."),
        ("Here C₀ = 0.1;", "0 says that it is example 0's own."),
    ]


def test_a_text_without_spaces_is_parted_by_its_width_and_not_before_its_marks():
    text = (
        "入力は花びらの長さ(センチメートル)です。「重み」が大きいほど、活性化はもっと強くなります。それが傾きをきめる。"
    )
    lines = [line for part in phrases(text) for line in part]
    assert "".join(lines) == text
    assert all(cell_len(line) <= LINE for line in lines)
    assert not [line for line in lines if line[0] in "。、」)ー" or line[-1] in "「("]
    assert [len(line) for part in phrases("x" * 100) for line in part] == [LINE, LINE, 100 - 2 * LINE]


@given(st.text(max_size=300))
def test_any_text_is_parted_into_short_lines_that_hold_all_of_it(text):
    lines = [line for part in phrases(plain(text)) for line in part]
    assert "".join(lines).replace(" ", "") == plain(text).replace(" ", "")
    assert all(cell_len(line) <= LINE for line in lines)


def test_cues_share_the_time_of_their_beat_by_their_characters():
    found = cues(record_of(CAPTIONS[0], "Short."), 100.0)
    assert [cue.text.count("\n") for cue in found] == [1, 1, 0]
    assert found[0].start == 100
    assert found[1].end == found[2].start == 106
    assert found[2].end == 112
    assert found[0].end == found[1].start == pytest.approx(100 + 6 * 59 / 107)
    long, short = cues(
        record_of("A first sentence of quite some length, which takes two lines. Here is a second, short.")
    )
    assert (long.end - long.start) / (short.end - short.start) == pytest.approx(61 / 24, rel=0.05)


def test_signs_that_belong_to_the_spelling_of_a_name_are_kept():
    for name in ("می\u200cشود", "👩\u200d🔬", "naïve e\u0301"):
        assert plain(name) == name


def spoken(seen, caption="First it is told of. Then comes 0.25, a number.", seconds=4.0):
    """A record of one beat that says a number, which the picture shows at a time."""
    said = {"at": 0.0, "quantity": "C", "value": 0.25, "shown": "0.25"}
    beat = {"name": "beat", "start": 0.0, "end": seconds, "caption": caption}
    says = [{"at": caption.index("0.25"), "value": 0}]
    return {"beats": [beat | {"says": says}], "values": [said, said | {"at": seen}]}


def test_a_cue_that_says_a_number_stays_until_the_picture_shows_it():
    text = "Then comes 0.25, a number, in the picture. After it another sentence follows, as long as it is."
    even, late = (cues(spoken(seen, text, 8.0)) for seen in (0.5, 4.0))
    assert [one.text for one in even] == [one.text for one in late]
    assert even[0].end < 4.0 < late[0].end < 4.5
    assert late[1].end == even[1].end == 8.0


def test_no_cue_waits_so_long_that_another_is_read_too_fast():
    text = "Then comes 0.25, a number, in the picture. After it another sentence follows, as long as it is."
    found = cues(spoken(6.9, text, 7.0))
    last = found[-1]
    assert len(last.text.replace("\n", "")) / (last.end - last.start) == pytest.approx(18, abs=0.1)


def test_with_a_voice_no_cue_waits():
    text = "Then comes 0.25, a number, in the picture. After it another sentence follows, as long as it is."
    early, late = (spoken(seen, text, 7.0) for seen in (0.5, 4.0))
    assert cues(early) != cues(late)
    for record in (early, late):
        record["beats"][0]["voice"] = 6.5
    assert cues(early) == cues(late)
