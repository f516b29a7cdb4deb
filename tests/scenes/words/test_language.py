"""What lessons say: whole sentences in Fluent files, the same messages in every language, no number by hand."""

import re
from pathlib import Path

import pytest

from core.files.network_file import read as network_of
from core.model.fact import Fact
from core.model.quantity import C, w
from core.notation.reading import Named
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes.catalogue import lessons
from scenes.words.language import LANGUAGE, WORDS, Words, file_of, languages, words_of
from scenes.words.phrasing import phrases
from scenes.words.speech import SPOKEN

ROOT = Path(__file__).parents[3]
SAID = tuple(entry for entry in lessons() if file_of(entry.stem).is_file())
FILE = """
claim = What is true.
-thing = the sum
a_beat = { $w } makes { -thing } { $kind ->
    [even] evenly
   *[odd] oddly, { $cost }
}, { $many ->
    [one] one weight
   *[other] { $many } weights
}.
"""


@pytest.fixture
def words(tmp_path):
    return written(tmp_path, FILE)


@pytest.fixture
def moment():
    return Moment(Trace(*network_of(ROOT / "networks" / "chain.toml")))


def written(folder, text):
    file = folder / "a_lesson.ftl"
    file.write_text(text, encoding="utf-8")
    return Words(file)


def facts_of(moment, kind, many="#weights"):
    return {
        "w": Named(w(1)),
        "cost": moment.read(C),
        "kind": kind,
        "many": moment.count(Fact.parse(many)),
    }


def test_what_is_said_is_found_at_its_place(words, moment):
    facts = facts_of(moment, "odd")
    sentence = words.say("a_beat", facts)
    assert sentence.text == f"w⁽¹⁾ makes the sum oddly, {facts['cost'].shown}, 3 weights."
    assert [(sentence.text[at : at + len(fact.shown)], fact) for at, fact in sentence.said] == [
        (facts[name].shown, facts[name]) for name in ("w", "cost", "many")
    ]


def test_words_and_counts_choose_between_variants(words, moment):
    assert words.say("a_beat", facts_of(moment, "even")).text == "w⁽¹⁾ makes the sum evenly, 3 weights."
    assert words.say("a_beat", facts_of(moment, "even", "#outputs")).text.endswith("evenly, one weight.")


def test_what_is_not_said_is_not_recorded(words, moment):
    assert moment.read(C) not in [fact for _, fact in words.say("a_beat", facts_of(moment, "even")).said]


@pytest.mark.parametrize(
    ("message", "change", "told"),
    [
        ("another", {}, "expected a message 'another'"),
        ("a_beat", {"kind": "wavy"}, "expected one of even, odd, found 'wavy'"),
        ("a_beat", {"w": None}, r"expected facts \['w'\]"),
    ],
)
def test_what_does_not_fit_is_an_error(words, moment, message, change, told):
    facts = {name: fact for name, fact in (facts_of(moment, "odd") | change).items() if fact is not None}
    with pytest.raises(LookupError, match=told):
        words.say(message, facts)


def test_a_name_of_the_users_is_data(tmp_path):
    words = written(tmp_path, "a_beat = In “{ $name }”.\n")
    assert words.say("a_beat", {"name": "{ $w } \ue000 -thing"}).text == "In “{ $w } \N{REPLACEMENT CHARACTER} -thing”."


def test_a_file_that_is_no_fluent_is_an_error(tmp_path):
    with pytest.raises(ValueError, match="expected Fluent, found 'a_beat Say'"):
        written(tmp_path, "a_beat Say\n")


def test_a_message_may_carry_the_question_that_it_answers(tmp_path):
    words = written(tmp_path, "a_beat = Said.\n    .asks = What is\n        said?\nother = Said, too.\n")
    assert (words.asks("a_beat"), words.asks("other")) == ("What is said?", "")
    assert words.say("a_beat", {}).text == "Said."
    assert ("a_beat", "What is\nsaid?") in words.texts()
    with pytest.raises(LookupError, match="expected a message 'another'"):
        words.asks("another")


@pytest.mark.parametrize(
    ("carried", "found"),
    [
        (".asks = What is { $w }?", "found a fact in it"),
        (".asks = What is { -thing }?", "found a fact in it"),
        (".ask = What is said?", "found .ask"),
    ],
)
def test_a_question_is_plain_text(tmp_path, carried, found):
    with pytest.raises(ValueError, match=f"a_beat: expected at most .asks, as plain text, {found}"):
        written(tmp_path, f"-thing = the sum\na_beat = Said.\n    {carried}\n").asks("a_beat")


@pytest.mark.parametrize("entry", SAID, ids=lambda entry: entry.name)
def test_a_question_is_one_sentence_that_can_be_read_at_once(entry):
    words = words_of(entry.stem)
    for asked in filter(None, map(words.asks, words.messages)):
        assert re.fullmatch(r"[A-Z][^.?!]*\?", asked)
        assert len(phrases(asked)) == 1, f"{asked!r} takes more than two lines"


def differences(folder, other):
    """What two languages do not have in common."""
    names = {path.name for path in folder.glob("*.ftl")} ^ {path.name for path in other.glob("*.ftl")}
    found = [f"{name}: in one language alone" for name in sorted(names)]
    for path in sorted(folder.glob("*.ftl")):
        if not (other / path.name).is_file():
            continue
        here, there = Words(path, folder.name), Words(other / path.name, other.name)
        found += [f"{path.name}: {message}" for message in sorted({*here.messages} ^ {*there.messages})]
        both = [message for message in here.messages if message in there.messages]
        found += [f"{path.name}: {one}: facts" for one in both if here.variables(one) != there.variables(one)]
        found += [f"{path.name}: {one}: asks" for one in both if bool(here.asks(one)) != bool(there.asks(one))]
        found += [f"{path.name}: {one}: variants" for one in both if here.variants(one) != there.variants(one)]
    return found


def test_every_language_says_the_same():
    assert LANGUAGE in languages()
    assert [differences(WORDS / LANGUAGE, WORDS / language) for language in languages()] == [[]] * len(languages())


def test_a_language_that_says_something_else_is_seen(tmp_path):
    for language, text in (
        ("en", FILE),
        ("de", "claim = Was wahr ist.\na_beat = { $w } macht { $x }.\nmore = Mehr.\n"),
    ):
        (tmp_path / language).mkdir()
        written(tmp_path / language, text)
    found = differences(tmp_path / "en", tmp_path / "de")
    assert found == ["a_lesson.ftl: more", "a_lesson.ftl: a_beat: facts", "a_lesson.ftl: a_beat: variants"]


def test_a_variant_that_is_left_out_or_misspelt_is_seen(tmp_path):
    for language, text in (("en", FILE), ("de", FILE.replace("[even]", "[evne]"))):
        (tmp_path / language).mkdir()
        written(tmp_path / language, text)
    assert differences(tmp_path / "en", tmp_path / "de") == ["a_lesson.ftl: a_beat: variants"]


def test_a_question_that_is_left_out_is_seen(tmp_path):
    for language, text in (("en", FILE + "    .asks = What for?\n"), ("de", FILE)):
        (tmp_path / language).mkdir()
        written(tmp_path / language, text)
    assert differences(tmp_path / "en", tmp_path / "de") == ["a_lesson.ftl: a_beat: asks"]


def test_a_language_is_called_as_users_call_it(tmp_path, moment):
    words = Words(written(tmp_path, FILE).file, "pt-BR")
    assert words.say("a_beat", facts_of(moment, "even", "#outputs")).text.endswith("one weight.")


def test_every_file_of_words_is_a_lessons_or_says_symbols():
    stems = {entry.stem for entry in lessons()}
    assert {path.stem for path in WORDS.rglob("*.ftl")} <= {*stems, SPOKEN}


@pytest.mark.parametrize("entry", SAID, ids=lambda entry: entry.name)
def test_every_message_is_said(entry):
    source = (ROOT / entry.file).read_text(encoding="utf-8")
    beats = re.findall(r"@beat\n    def (\w+)", source)
    messages = {*words_of(entry.stem).messages}
    drawn = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "scenes" / "figures").glob("*.py"))
    asked = {message for message in messages if f'"{message}"' in source + drawn}
    assert beats
    of_two = [f"{beat}_of_two" for beat in beats] if entry.load().compares else []
    assert messages == {*beats, *of_two, *asked, "claim"}


@pytest.mark.parametrize("file", sorted(WORDS.rglob("*.ftl")), ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_no_number_stands_in_words(file):
    for message, text in Words(file, file.parent.name).texts():
        assert not re.search(r"\d", text), (message, text)


@pytest.mark.parametrize("entry", SAID, ids=lambda entry: entry.name)
def test_no_colour_is_named(entry):
    """Calm and light pictures have others, and some viewers see none."""
    named = re.compile(r"\b(black|white|gr[ea]y|red|orange|vermilion|yellow|green|blue|sky|purple)\b", re.IGNORECASE)
    assert [text for _, text in words_of(entry.stem).texts() if named.search(text)] == []


def test_several_numbers_are_said_as_a_list_each_at_its_place(tmp_path, moment):
    words = written(tmp_path, "claim = True.\na_beat = The sums move by { $moves }.")
    moves = tuple(moment.count(number) for number in (3, 1, 2))
    for count, told in ((1, "3"), (2, "3 and 1"), (3, "3, 1, and 2")):
        sentence = words.say("a_beat", {"moves": moves[:count]})
        assert sentence.text == f"The sums move by {told}."
        assert [sentence.text[at] for at, _ in sentence.said] == [one.shown for one in moves[:count]]
