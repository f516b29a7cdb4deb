"""The door's set-up, on a pretended machine: PATH is one folder, and what the door calls there are stubs."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ORDINARY = [
    "sh",
    "cat",
    "cmp",
    "cp",
    "dirname",
    "env",
    "grep",
    "mkdir",
    "mktemp",
    "readlink",
    "rm",
    "sleep",
    "tail",
    "true",
]

PYTHON = f"""#!/bin/sh
echo "python $*" >>"$MACHINE/calls"
case "$*" in
    *_base_executable*) echo "$0" ;;
    *ensurepip*) test -e "$MACHINE/has-headers" ;;
    *fcntl*) exec '{sys.executable}' "$@" ;;
    *'%d.%d'*) echo python3.12 ;;
    '-m venv '*)
        mkdir -p "$3/bin" && cp "$0" "$3/bin/python"
        echo "#!$3/bin/python" >"$3/bin/manim" ;;
    *'pip install'*)
        echo "pip in $PWD" >>"$MACHINE/calls"
        echo 'pip says something on stdout'
        if [ -e "$MACHINE/pip-says" ]; then cat "$MACHINE/pip-says"; fi
        if [ -e "$MACHINE/pip-is-slow" ]; then sleep 0.5; fi
        test ! -e "$MACHINE/pip-fails" ;;
    '-P -m studio'*)
        shift 3
        echo "ran in $PWD:"
        for argument do echo "<$argument>"; done
        test ! -e "$MACHINE/command-fails" || exit 2 ;;
esac
"""
NOTED = """#!/bin/sh
echo "${0##*/} $*" >>"$MACHINE/calls"
"""
INSTALLER = (
    NOTED
    + """if [ -e "$MACHINE/apt-says" ]; then cat "$MACHINE/apt-says"; exit 100; fi
case "$*" in *install*) : >"$MACHINE/has-headers"; : >"$MACHINE/has-libraries" ;; esac
case "$*" in *python3.12-venv*) if [ -e "$MACHINE/later" ]; then cp "$MACHINE/later" "${0%/*}/python3.12"; fi ;; esac
"""
)
OLD_PYTHON = """#!/bin/sh
if [ "$1" = --version ]; then echo Python 3.9.2; else exit 1; fi
"""
APT_CACHE = """#!/bin/sh
case "$2" in "$(cat "$MACHINE/packaged")"-venv) ;; *) exit 100 ;; esac
"""
SUDO = (
    NOTED
    + """test -e "$MACHINE/may-sudo" || exit 1
shift
exec "$@"
"""
)
PKG_CONFIG = """#!/bin/sh
test -e "$MACHINE/has-libraries"
"""


@dataclass
class Machine:
    """A folder that stands for a computer, with a checkout of the project in it."""

    folder: Path
    checkout: Path = field(init=False)

    def __post_init__(self) -> None:
        self.checkout = self.folder / "a check out"
        self.checkout.mkdir()
        for name in ("lecture", "pyproject.toml", "constraints.txt"):
            shutil.copy(ROOT / name, self.checkout)
        (self.folder / "bin").mkdir()
        for name in ORDINARY:
            (self.folder / "bin" / name).symlink_to(shutil.which(name))
        self.program("python3", PYTHON)
        self.program("cc", NOTED)
        self.program("id", "#!/bin/sh\necho 0\n")
        self.program("pkg-config", PKG_CONFIG)
        self.has("has-headers", "has-libraries")

    def program(self, name: str, text: str) -> None:
        path = self.folder / "bin" / name
        path.write_text(text)
        path.chmod(0o755)

    def has(self, *names: str) -> None:
        for name in names:
            (self.folder / name).touch()

    def lacks(self, *names: str) -> None:
        for name in names:
            (self.folder / name).unlink()

    def start(self, *arguments: str, door: Path | str | None = None, cwd: Path | None = None) -> subprocess.Popen:
        return subprocess.Popen(
            [door or self.checkout / "lecture", *arguments],
            cwd=cwd or self.folder,
            env={"PATH": str(self.folder / "bin"), "MACHINE": str(self.folder), "TMPDIR": str(self.folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def call(self, *arguments: str, **where: Path | str) -> subprocess.CompletedProcess:
        process = self.start(*arguments, **where)
        out, err = process.communicate(timeout=30)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def calls(self, word: str = "") -> list[str]:
        path = self.folder / "calls"
        return [line for line in path.read_text().splitlines() if word in line] if path.exists() else []

    def forget_calls(self) -> None:
        self.lacks("calls")


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


@pytest.fixture
def bare(machine):
    """A Debian with Python and nothing else, used by root."""
    machine.lacks("has-headers", "has-libraries")
    machine.program("apt-get", INSTALLER)
    return machine


def test_the_first_call_sets_up_and_then_runs_the_command(machine):
    result = machine.call("numbers", "a file.toml", "")
    assert result.returncode == 0
    assert result.stdout == f"ran in {machine.folder}:\n<numbers>\n<a file.toml>\n<>\n"
    assert "installing pinned Python packages" in result.stderr
    (install,) = machine.calls("pip install")
    assert install.endswith("--constraint constraints.txt --editable .")
    assert machine.calls("pip in /") == [f"pip in {machine.checkout}"]


def test_the_second_call_only_runs_the_command(machine):
    machine.call("list")
    machine.forget_calls()
    assert machine.call("list").stderr == ""
    assert machine.calls() == ["python -P -m studio list"]


def test_the_command_has_the_last_word_on_the_exit_code(machine):
    machine.has("command-fails")
    assert machine.call("check").returncode == 2


@pytest.mark.parametrize("relative", [True, False])
def test_it_may_be_called_by_a_link_from_anywhere(machine, relative):
    links = machine.folder / "links"
    links.mkdir()
    target = machine.checkout / "lecture"
    (links / "first").symlink_to(os.path.relpath(target, links) if relative else target)
    (links / "second").symlink_to("first")
    result = machine.call("list", door=links / "second", cwd=links)
    assert result.stdout.startswith(f"ran in {links}:")
    assert (machine.checkout / ".venv/.ready-base").exists()


def test_changed_pins_are_installed_into_the_environment_that_is_there(machine):
    machine.call("list")
    machine.forget_calls()
    with (machine.checkout / "constraints.txt").open("a") as constraints:
        constraints.write("zzz==1\n")
    assert machine.call("list").returncode == 0
    assert len(machine.calls("pip install")) == 1
    assert machine.calls("-m venv") == []


@pytest.mark.parametrize("how", ["moved", "copied"])
def test_where_a_checkout_was_moved_or_copied_its_programs_are_its_own(machine, how):
    machine.call("test")
    machine.forget_calls()
    there = machine.folder / how
    if how == "moved":
        machine.checkout.rename(there)
    else:
        shutil.copytree(machine.checkout, there, symlinks=True)
    first, second = (machine.call("list", door=there / "lecture") for _ in range(2))
    assert (first.returncode, second.returncode) == (0, 0)
    assert f"this folder was at {machine.checkout} when .venv was made; making it anew" in first.stderr
    assert second.stderr == ""
    assert len(machine.calls("pip install")) == 1
    assert (there / ".venv/bin/manim").read_text() == f"#!{there}/.venv/bin/python\n"
    assert not (there / ".venv/.ready-test").exists()


@pytest.mark.parametrize("name", ["it's mine", 'a "quoted" one', "costs $HOME and `id`", "copy [2]", "-x", "50% #1"])
def test_it_may_lie_in_a_folder_of_any_name(machine, name):
    there = machine.folder / name
    machine.checkout.rename(there)
    results = [machine.call("list", door=there / "lecture"), machine.call("list", door="./lecture", cwd=there)]
    assert [result.returncode for result in results] == [0, 0]
    assert results[1].stderr == ""
    assert machine.calls("pip in /") == [f"pip in {there}"]
    assert machine.calls("pip install")[0].endswith("--editable .")
    assert ("do not quote" in results[0].stderr) == any(character in name for character in '"$`')


def test_a_set_up_that_was_cut_off_starts_over(machine):
    machine.call("list")
    leftover = machine.checkout / ".venv/half a package"
    for path in (leftover, machine.checkout / ".venv/.unfinished"):
        path.touch()
    result = machine.call("list")
    assert result.returncode == 0
    assert "starting over" in result.stderr
    assert not leftover.exists()


def test_an_interpreter_that_is_gone_is_replaced(machine):
    machine.call("list")
    python = machine.checkout / ".venv/bin/python"
    python.unlink()
    python.symlink_to("nowhere")
    assert machine.call("list").returncode == 0
    assert python.exists()


def test_a_failure_shows_why_and_the_next_call_tries_again(machine):
    machine.has("pip-fails")
    failed = machine.call("list")
    assert failed.returncode == 1
    assert failed.stdout == ""
    assert "pip says something" in failed.stderr
    assert "this failed" in failed.stderr
    machine.lacks("pip-fails")
    assert machine.call("list").returncode == 0


@pytest.mark.parametrize(
    "says",
    [
        "WARNING: Retrying after connection broken by 'NewConnectionError('Failed to establish a new one')'",
        "WARNING: ... NameResolutionError(\"Failed to resolve 'index.example' ([Errno -3] Temporary failure)\")",
    ],
)
def test_offline_it_is_the_network_that_is_named(machine, says):
    machine.has("pip-fails")
    (machine.folder / "pip-says").write_text(f"{says}\nERROR: No matching distribution found for setuptools>=77\n")
    failed = machine.call("list")
    assert failed.returncode == 1
    assert failed.stderr.splitlines()[-1].startswith("lecture: the network cannot be reached")
    (machine.folder / "pip-says").write_text("ERROR: No matching distribution found for manim==0.0\n")
    assert "cannot be reached" not in machine.call("list").stderr


def test_two_at_once_set_up_once(machine):
    machine.has("pip-is-slow")
    both = [machine.start("list"), machine.start("list")]
    messages = [process.communicate(timeout=30)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert len(machine.calls("pip install")) == 1
    assert sum("waiting" in message for message in messages) == 1


@pytest.mark.parametrize(
    ("arguments", "extras"),
    [
        (["test"], "[test]"),
        (["test", "--torch", "-x"], "[test,torch]"),
        (["test", "--torch", "--browser"], "[test,torch,browser]"),
        (["list", "test"], ""),
        (["import", "mine.onnx", "-o", "mine.toml"], "[onnx]"),
        (["import", "-o", "mine.toml", "a model.safetensors"], "[safetensors]"),
        (["import", "mine.keras"], "[keras]"),
        (["import", "mine.weights.h5"], "[keras]"),
        (["import", "mine.npz"], ""),
        (["check", "mine.onnx"], ""),
        (["render", "mine.toml", "--on", "local"], "[cluster]"),
        (["render", "--on=tcp://10.0.0.5:8786"], "[cluster]"),
        (["render", "mine.toml", "--only", "ChainRule"], ""),
    ],
)
def test_what_a_command_needs_beyond_the_rest_is_installed_when_it_is_first_run(machine, arguments, extras):
    machine.call(*arguments)
    (install,) = machine.calls("pip install")
    assert install.endswith(f"--editable .{extras}")
    machine.call("list")
    assert len(machine.calls("pip install")) == 1


def test_system_libraries_come_through_apt(bare):
    assert bare.call("list").returncode == 0
    update, install = bare.calls("apt-get")
    assert update == "apt-get update"
    for package in ("build-essential", "pkg-config", "libcairo2-dev", "libpango1.0-dev", "python3.12-venv"):
        assert package in install


def test_sudo_is_used_where_it_asks_no_password(bare):
    bare.program("id", "#!/bin/sh\necho 1000\n")
    bare.program("sudo", SUDO)
    bare.has("may-sudo")
    assert bare.call("list").returncode == 0
    assert any("apt-get install" in line for line in bare.calls("sudo -n"))


@pytest.mark.parametrize("has_sudo", [True, False])
def test_who_may_not_install_is_told_the_exact_line(bare, has_sudo):
    bare.program("id", "#!/bin/sh\necho 1000\n")
    if has_sudo:
        bare.program("sudo", SUDO)
    result = bare.call("list")
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1] == (
        "    sudo apt-get update && sudo apt-get install --yes --no-install-recommends build-essential pkg-config"
        " libcairo2-dev libpango1.0-dev python3.12-dev python3.12-venv"
    )
    assert bare.calls("apt-get") == []
    assert not (bare.checkout / ".venv").exists()


def test_on_a_mac_they_come_through_homebrew(bare):
    bare.lacks("bin/apt-get")
    bare.program("brew", INSTALLER)
    assert bare.call("list").returncode == 0
    assert bare.calls("brew") == ["brew install cairo pango pkg-config"]


def test_a_system_without_either_is_told_what_is_needed(bare):
    bare.lacks("bin/apt-get")
    result = bare.call("list")
    assert result.returncode == 1
    assert "a C compiler" in result.stderr


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("E: dpkg was interrupted, you must manually run 'dpkg --configure -a'", "    sudo dpkg --configure -a"),
        ("Err:1 bookworm InRelease\n  Temporary failure resolving 'mirror.example'", "the network cannot be reached"),
    ],
)
def test_what_stops_apt_is_explained(bare, says, told):
    (bare.folder / "apt-says").write_text(says)
    result = bare.call("list")
    assert result.returncode == 1
    assert told in result.stderr.splitlines()[-1]


@pytest.fixture
def old(machine):
    """A Debian whose Python is too old."""
    machine.program("python3", OLD_PYTHON)
    machine.program("apt-get", INSTALLER)
    machine.program("apt-cache", APT_CACHE)
    (machine.folder / "packaged").write_text("python3.9")
    return machine


@pytest.mark.parametrize("is_root", [True, False])
def test_an_old_python_is_refused_before_anything_is_installed(old, is_root):
    old.program("id", f"#!/bin/sh\necho {0 if is_root else 1000}\n")
    result = old.call("list")
    assert result.returncode == 1
    assert "Python 3.11 or newer is needed. This system has Python 3.9.2, and no newer one" in result.stderr
    assert old.calls("install") == []
    assert not (old.checkout / ".venv").exists()


def test_a_newer_python_among_the_packages_is_installed_beside_the_old_one(old):
    old.lacks("has-headers", "has-libraries")
    (old.folder / "packaged").write_text("python3.12")
    (old.folder / "later").write_text(PYTHON)
    (old.folder / "later").chmod(0o755)
    assert old.call("list").returncode == 0
    (install,) = old.calls("apt-get install")
    assert install.endswith("python3.12-dev python3.12-venv")
