"""Caption files: names of users stay data in every one of them."""

import re

import srt

from studio.making.captions import captions, cues, to_srt, to_vtt

INJECTED = (
    'net\n\n9\n00:00:00,000 --> 00:10:00,000\nINJ\r\n\r\n00:00.000 --> 09:00.000\u2028# "heading"\x1b[31m\u202egnp\x00'
)


def record_of(*said):
    beats = [
        {"name": f"beat_{i}", "start": 6.0 * i, "end": 6.0 * (i + 1), "caption": caption}
        for i, caption in enumerate(said)
    ]
    return {"beats": beats}


def test_a_name_makes_no_cue_of_its_own():
    record = record_of(f"In “{INJECTED}” we follow one neuron in each layer.", "Then we stop.")
    found = cues(record)
    assert [cue.text for cue in found] == [cue.content for cue in srt.parse(to_srt(found))]
    assert to_srt(found).count("-->") == to_vtt(found).count("-->") == len(found)
    for text in (to_srt(found), to_vtt(found), *captions(record)):
        assert not re.search("[\x00-\x09\x0b-\x1f\u2028\u202e]", text)
    assert len(captions(record)) == 2
    assert not any("\n" in caption for caption in captions(record))


def test_a_name_makes_no_cue_when_a_line_begins_with_it():
    """Players look for the arrow on any line, and a name may be where a line begins."""
    for before in range(60):
        text = to_srt(cues(record_of("x" * before + " 00:00:00,000 --> 00:10:00,000 and so on, and on, and on.")))
        assert len(list(srt.parse(text))) == len(re.findall(r"-->", text)) <= 3


def test_tags_in_names_are_shown_and_not_obeyed():
    found = cues(record_of(r"Output <i>a</i> <font size=99> {\an8}b, where 1 < 2."))
    assert not re.search(r"<[A-Za-z/]|\{\\", to_srt(found))
    assert "1 < 2" in to_srt(found)
    assert "&lt;i&gt;a&lt;/i&gt;" in to_vtt(found)
