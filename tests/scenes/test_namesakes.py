"""Two network files of one name never share what is made of them."""

import pytest

from scenes.namesakes import NOTES, file_stem, own_name


@pytest.fixture
def files(tmp_path):
    found = []
    for week in ("week1", "week2"):
        file = tmp_path / week / "network.toml"
        file.parent.mkdir()
        file.write_text(week, encoding="utf-8")
        found.append(file)
    return found


def test_each_file_keeps_a_name_of_its_own(files, tmp_path):
    room = tmp_path / "lectures"
    assert [own_name(room, file) for file in files * 2] == ["network", "network-week2"] * 2


def test_a_file_that_is_gone_gives_its_name_back(files, tmp_path):
    room = tmp_path / "lectures"
    assert own_name(room, files[0]) == "network"
    files[0].unlink()
    assert own_name(room, files[1]) == "network"


def test_a_name_that_is_taken_is_given_to_no_file(files, tmp_path):
    assert own_name(tmp_path / "lectures", files[0], taken=("network",)) == "network-week1"


def test_namesakes_in_folders_of_one_name_differ_too(tmp_path):
    room, names = tmp_path / "lectures", set()
    for year in ("2025", "2026", "2027"):
        file = tmp_path / year / "week1" / "Network.toml"
        file.parent.mkdir(parents=True)
        file.write_text("", encoding="utf-8")
        names.add(own_name(room, file).casefold())
    assert len(names) == 3


def test_a_note_that_was_cut_off_is_written_again(files, tmp_path):
    room = tmp_path / "lectures"
    (room / NOTES).mkdir(parents=True)
    (room / NOTES / "network").write_text("", encoding="utf-8")
    assert own_name(room, files[0]) == "network"
    assert own_name(room, files[1]) == "network-week2"


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("iris", "iris"),
        ("my net", "my net"),
        ("it's", "it's"),
        ("..", "network"),
        ("{0}", "0"),
        ("ири́сы и 鸢尾花", "ири́сы и 鸢尾花"),
        ("سوسن", "سوسن"),
        ("می\u200cشود", "می-شود"),
        ("🌸", "🌸"),
        ("cafe\u0301", "caf\u00e9"),
        ("花" * 80, "花" * 30),
        ("a" + "花" * 80, "a" + "花" * 29),
        ("a\nb", "a-b"),
        ("\x1b[31mred", "[31mred"),
        ("\u202egnp", "gnp"),
        ("a/b\\c:d", "a-b-c-d"),
        ("网络", "网络"),
        ("100%", "100"),
        (".hidden", "hidden"),
    ],
)
def test_a_name_becomes_part_of_a_file_name_and_no_more(told, name):
    assert file_stem(told) == name
