"""What a golden sees: a jump, a colour, a text, a part that is missing or new; and not a shift of a tenth of a unit."""

from dataclasses import replace

import numpy as np
import pytest

from scenes.catalogue import find
from tests.claims import ALONE, SHIFT, Claim, Seen, all_faults, claim, claims_of, faults, kind_of
from tests.golden_text import read, written
from tests.rehearsals import told

LESSONS = [("NudgeTheWeight", "chain"), ("WeightIndices", "wide"), ("SensitivityFlowsBackward", "iris")]


def moved(seen, across, up):
    left, bottom, right, top = seen.box
    return replace(seen, box=(left + across, bottom + up, right + across, top + up))


@pytest.fixture(params=LESSONS, ids="-".join)
def stages(request):
    lesson, network = request.param
    return [(rest.beat, rest.picture) for rest in told(find(lesson), network).rests]


def test_a_shift_of_a_tenth_of_a_unit_changes_no_golden(stages):
    golden = claims_of(stages, {})
    rng = np.random.default_rng(7)
    for _ in range(5):
        shifted = [
            (beat, {name: moved(one, *rng.uniform(-SHIFT, SHIFT, 2)) for name, one in stage.items()})
            for beat, stage in stages
        ]
        assert [fault for beat, stage in shifted for fault in all_faults(golden[beat], stage)] == []
        assert claims_of(shifted, golden) == golden, "a golden that holds is not written anew"


def test_another_colour_or_text_a_part_that_is_missing_and_one_that_is_new_are_seen(stages):
    golden = claims_of(stages, {})
    for beat, stage in stages:
        for name, one in stage.items():
            for other in (replace(one, colour="faint"), replace(one, text=one.text + "0")):
                assert list(faults(name, golden[beat][name], {**stage, name: other}))
            rest = {other: seen for other, seen in stage.items() if other != name}
            assert f"{name}: is missing" in all_faults(golden[beat], rest)
            claims = {other: said for other, said in golden[beat].items() if other != name}
            assert f"{name}: is new, {one.colour} {one.text}" in all_faults(claims, stage)


def test_a_thing_that_moves_by_a_cell_and_more_is_seen(stages):
    golden = claims_of(stages, {})
    for beat, stage in stages:
        for name, one in stage.items():
            for across, up in ((1.1, 0), (-1.1, 0), (0, 1.1), (0, -1.1)):
                assert list(faults(name, golden[beat][name], {**stage, name: moved(one, across, up)})), (beat, name)


DOT = Seen("w", "", (0.0, 0.0, 0.2, 0.2))
AXIS = Seen("quiet", "", (-2.0, 0.05, 2.0, 0.15))
LABEL = Seen("w", "w[1][0,0]", (-0.1, 0.3, 0.3, 0.5))
STAGE = {"line.dot": DOT, "line.axis": AXIS}


@pytest.mark.parametrize(
    ("name", "own", "relation", "jump"),
    [
        ("line.label", LABEL, "above .axis", (0, -0.6)),
        ("line.label", moved(LABEL, 0, -0.6), "below .axis", (0, 0.6)),
        ("line.label", moved(LABEL, 2.3, -0.3), "right of .axis", (-4.6, 0)),
        ("line.label", moved(LABEL, -2.4, -0.3), "left of .axis", (4.6, 0)),
        ("line.dot", DOT, "on .axis", (0, 0.4)),
        ("tag", LABEL, "above line.dot", (0, -0.6)),
    ],
)
def test_a_thing_that_jumps_to_the_other_side_of_its_neighbour_is_seen(name, own, relation, jump):
    stage = {**STAGE, name: own}
    said = claim(name, stage)
    assert said.relation == relation
    assert list(faults(name, said, stage)) == []
    (fault, *_) = (one for one in faults(name, said, {**stage, name: moved(own, *jump)}) if "is not" in one)
    assert fault == f"{name}: is not {relation}"


def test_a_text_far_from_everything_is_told_by_its_place_alone():
    assert claim("title", {"title": LABEL, "line.axis": moved(AXIS, 0, 3)}) == Claim("w", "I5", ALONE, LABEL.text)


def test_names_that_differ_in_what_brackets_hold_are_of_a_kind():
    assert kind_of("lines.by_quantity[w[3][0,0]].ticks[2]") == "lines.by_quantity[].ticks[]"


def test_parts_of_one_name_share_a_line_and_a_tree_that_is_gone_takes_one():
    line = {f"lines[{at}].{part}": Claim("w", f"C{at}", ALONE, f"{part} {at}") for at in (1, 2) for part in ("a", "b")}
    text = written({"see": line, "change": line | {"lines[2].b": Claim("z", "C2", "inside .a", "")}, "leave": {}})
    assert text.splitlines() == [
        "## see",
        "lines[1 2].a: w; at C1 C2; says a 1 ¦ a 2",
        "~.b: w; at C1 C2; says b 1 ¦ b 2",
        "## change",
        "lines[2].b: z; inside .a; says ",
        "## leave",
        "lines…: gone",
    ]
    assert written(read(text)) == text
