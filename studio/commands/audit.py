"""``./lecture audit``: every value that a clip showed, found again."""

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

GALLERY = Path(__file__).parents[2] / "networks"


@click.command("audit")
@click.argument("clip", type=click.Path(path_type=Path))
@click.option("--network", type=click.Path(path_type=Path), help="The network file, where it is not beside the record.")
@click.option("--beside", type=click.Path(path_type=Path), help="The file of the network beside it, likewise.")
def command(clip: Path, network: Path | None, beside: Path | None) -> None:
    """Re-derive every value that a clip showed, and name what is not true.

    CLIP is the record that was written beside the clip, NAME--network.json. Exit code 1 if any entry
    is wrong, or if the network file is gone or has changed.
    """
    from core.files.network_file import read
    from core.model.errors import InputError
    from core.passes.trace import BESIDE
    from core.proof.audit import audit

    record = read_record(clip)
    file = network or find_network(record["network"], (clip.parent, GALLERY), clip)
    other = None
    if told := record.get("beside"):
        other = beside or find_network(told, (clip.parent / BESIDE, clip.parent, GALLERY), clip)
    elif beside:
        raise InputError(str(clip), "beside", "expected the record of two networks", "found one", "leave --beside out")
    wrong = [str(one) for one in audit(record, *read(file), read(other)[0] if other else None)]
    wrong = changed("network", record, file) + (changed("beside", record, other) if other else []) + wrong
    for line in wrong:
        click.echo(line)
    count = len(record["values"])
    if wrong:
        click.echo(f"{clip}: {len(wrong)} of its entries are not true.", err=True)
        sys.exit(1)
    click.echo(f"{clip}: all {count} values are true, and so are the numbers of {len(record['beats'])} captions.")


def read_record(clip: Path) -> Mapping[str, Any]:
    """Return a clip's record.

    Raises
    ------
    InputError
        If the file is not one.
    """
    from core.files.user_file import MOST_BYTES, read_bytes
    from core.model.errors import InputError
    from core.proof.audit import checked_record

    expected, remedy = "expected JSON", "give the .json that was written beside the clip"
    data = read_bytes(clip, "the record of a clip", MOST_BYTES)
    try:
        return checked_record(json.loads(data))
    except InputError as error:
        raise error.within(str(clip)) from None
    except RecursionError:
        raise InputError(str(clip), "record", expected, "found brackets nested too deeply", remedy) from None
    except ValueError:
        raise InputError(str(clip), "record", expected, "found something else", remedy) from None


def find_network(told: Mapping[str, Any], folders: Sequence[Path], clip: Path) -> Path:
    """Return the file of a network that a record names, in one of several folders."""
    name = told.get("file")
    if not isinstance(name, str):
        message = f"{clip}: the record names no network file; give it with --network"
        raise click.ClickException(message)
    for folder in folders:
        if (found := folder / Path(name).name).is_file():
            return found
    message = f"{clip}: {name!r} is neither beside the record nor in networks/; give it with --network"
    raise click.ClickException(message)


def changed(place: str, record: Mapping[str, Any], file: Path) -> list[str]:
    """Return a line if the network file is not the one that the clip was made from."""
    told = record[place].get("sha256")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return [] if told == digest else [f"{place}.sha256: {file}: expected {told}, found {digest}"]
