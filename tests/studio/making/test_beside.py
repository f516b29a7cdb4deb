"""Two networks beside each other: which clip tells of them, what is in its name and record, and how it is audited."""

import hashlib
import json
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from core.files.network_file import read, write
from core.files.network_source import NetworkSource
from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.errors import InputError
from core.model.network import Examples, Layer, Network
from core.passes.backward import backward
from core.passes.forward import forward
from core.proof.audit import audit, checked_record
from scenes.beyond.before_and_after_training import BeforeAndAfterTraining
from scenes.watching.lint import findings
from scenes.watching.rehearsal import rehearse as tell
from scenes.watching.rehearsal import rehearsing
from scenes.watching.stills import watch_rests
from studio.command_line import lecture
from studio.making import render_job
from studio.making.besides import Besides
from studio.making.fingerprint import fingerprint
from studio.making.plan import plan
from tests.rehearsals import NETWORKS

NAME = "BeforeAndAfterTraining"
IRIS = NETWORKS["iris"]
pytestmark = pytest.mark.xdist_group(NAME)


def run(*arguments):
    return CliRunner().invoke(lecture, list(map(str, arguments)))


def softmax():
    """Iris with a softmax of its outputs and a cross-entropy."""
    network, examples = read(IRIS)
    *others, last = network.layers
    layers = (*others, Layer(last.W, last.b, ACTIVATIONS["softmax"]))
    return replace(network.with_layers(layers), cost=COSTS["cross_entropy"], name="3 shares"), examples


def other_shape():
    """A network for iris with as many layers, of other widths, that is silent on no example."""
    rng = np.random.default_rng(3)
    widths = ((9, 4), (2, 9), (3, 2))
    layers = [Layer(rng.normal(size=size), np.zeros(size[0]), ACTIVATIONS["tanh"]) for size in widths]
    return Network(tuple(layers), name="nine hidden neurons"), read(IRIS)[1]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("networks")
    found = {}
    for name, (network, examples) in (("softmax", softmax()), ("nine", other_shape())):
        found[name] = folder / f"{name}.toml"
        write(found[name], network, examples)
    return found


def joined(other):
    return NetworkSource.read(IRIS).beside(NetworkSource.read(other))


@pytest.fixture(scope="module")
def told(files):
    return tell(lambda: BeforeAndAfterTraining(joined(files["softmax"])))


@pytest.fixture(scope="module")
def record(told):
    return json.loads(json.dumps(told.record_of_clip()))


@pytest.mark.parametrize("name", ["softmax", "nine"])
def test_two_networks_are_laid_out_clean_and_every_number_is_true(name, files):
    found = []
    lesson = watch_rests(
        lambda: BeforeAndAfterTraining(joined(files[name])), lambda lesson, beat: found.extend(findings(lesson, beat))
    )
    assert found == []
    true = checked_record(json.loads(json.dumps(lesson.record_of_clip())))
    assert [str(one) for one in audit(true, *read(IRIS), read(files[name])[0])] == []


def test_both_flows_stand_on_one_ruler_as_their_own_networks_say(files):
    with rehearsing():
        lesson = BeforeAndAfterTraining(joined(files["softmax"]))
        lesson.setup()
    pair, examples = lesson.pair, read(IRIS)[1]
    units = {unit for flow in pair.flows for unit in flow.places.rulers.units}
    assert len(units) == 1
    pair.at(pair.end)
    (unit,) = units
    for flow, file in zip(pair.flows, (IRIS, files["softmax"]), strict=True):
        network = read(file)[0]
        swept = backward(forward(network, examples.X[0]), examples.Y[0])
        for layer, j, k in flow.bands:
            ports = flow.knots[layer - 1, k].ports()
            brought = network.layer(layer).W[j, k] * swept.layers[layer - 1].delta[j]
            length = ports[flow._order(layer - 1, k).index(j)].length
            assert length == pytest.approx(unit * brought, rel=1e-9, abs=1e-12)


def test_the_captions_say_what_two_passes_give(record, files):
    said = {beat["name"]: beat["caption"] for beat in record["beats"]}
    examples = read(IRIS)[1]
    first, second = (backward(forward(read(one)[0], examples.X[0]), examples.Y[0]) for one in (IRIS, files["softmax"]))
    for name, swept in (("Fisher's iris", first), ("3 shares", second)):
        assert f"“{name}” costs {float(swept.C):.3g}" in said["run_both_sweeps"]
        assert f"{np.abs(swept.layers[-1].delta).sum():.3g}" in said["run_both_sweeps"]
    assert not [word for word in ("before", "after", "training", "now") if word in " ".join(said.values()).split()]


def test_the_record_names_both_and_an_audit_of_one_alone_fails(record, files):
    assert record["network"]["file"] == "iris.toml"
    digest = hashlib.sha256(files["softmax"].read_bytes()).hexdigest()
    assert record["beside"] == {"name": "3 shares", "file": "softmax.toml", "sha256": digest}
    assert {entry.get("network") for entry in record["values"]} == {None, "beside"}
    true = checked_record(record)
    network, examples = read(IRIS)
    assert audit(true, network, examples)
    assert audit(true, network, examples, network)
    assert audit(true, network, examples, read(files["nine"])[0])


def test_a_record_of_two_networks_is_audited_from_the_files_beside_it(record, files, tmp_path):
    clip = tmp_path / "clip.json"
    clip.write_text(json.dumps(record), encoding="utf-8")
    (tmp_path / "iris.toml").write_bytes(IRIS.read_bytes())
    assert run("audit", clip).exit_code == 1
    assert run("audit", clip, "--beside", files["softmax"]).exit_code == 0
    (tmp_path / "beside").mkdir()
    there = tmp_path / "beside" / "softmax.toml"
    there.write_bytes(files["softmax"].read_bytes())
    assert run("audit", clip).exit_code == 0
    there.write_text(there.read_text(encoding="utf-8") + "\n# another", encoding="utf-8")
    changed = run("audit", clip)
    assert changed.exit_code == 1
    assert "beside.sha256:" in changed.stdout
    place = next(i for i, entry in enumerate(record["values"]) if entry.get("network") == "beside" and entry["value"])
    record = json.loads(json.dumps(record))
    record["values"][place]["value"] *= 1.001
    clip.write_text(json.dumps(record), encoding="utf-8")
    assert f"values[{place}]:" in run("audit", clip, "--beside", files["softmax"]).stdout


def test_a_file_beside_a_record_of_one_network_is_refused(record, files, tmp_path):
    clip = tmp_path / "clip.json"
    clip.write_text(json.dumps({key: value for key, value in record.items() if key != "beside"}), encoding="utf-8")
    refused = run("audit", clip, "--beside", files["softmax"])
    assert refused.exit_code == 2
    assert "leave --beside out" in refused.stderr


@pytest.mark.parametrize("beside", [{"name": "x"}, {"name": 1, "file": "f", "sha256": "s"}, "x"])
def test_what_names_no_network_is_no_record(record, beside):
    with pytest.raises(InputError) as refused:
        checked_record(record | {"beside": beside})
    assert refused.value.place.startswith("beside")


def planned(files, tmp_path, *only):
    return plan(IRIS, only, output=tmp_path / "lectures", besides=Besides.typed(None, other=files["softmax"]))


def test_one_lesson_tells_of_both_in_a_clip_of_its_own_name_and_both_files_lie_beside_it(files, tmp_path):
    made = planned(files, tmp_path)
    told = {job.lesson: job for job in made.jobs if job.besides.other}
    assert set(told) == {NAME}
    assert told[NAME].stem == f"{NAME}--iris-beside-softmax"
    made.lay_out()
    assert (made.folder / "iris.toml").read_bytes() == IRIS.read_bytes()
    assert (made.folder / "beside" / "softmax.toml").read_bytes() == files["softmax"].read_bytes()
    assert told[NAME].besides.other.read_bytes() == files["softmax"].read_bytes()


def test_networks_of_one_file_name_keep_apart(files, tmp_path):
    other = tmp_path / "iris.toml"
    other.write_bytes(files["softmax"].read_bytes())
    made = plan(IRIS, (NAME,), output=tmp_path / "lectures", besides=Besides.typed(None, other=other))
    made.lay_out()
    (job,) = made.jobs
    assert job.network.read_bytes() == IRIS.read_bytes() == (made.folder / "iris.toml").read_bytes()
    assert job.besides.other.read_bytes() == other.read_bytes() == (made.folder / "beside" / "iris.toml").read_bytes()


def test_the_other_network_is_part_of_what_a_clip_is_made_of_but_a_comment_in_its_file_is_not(files, tmp_path):
    other = tmp_path / "other.toml"
    text = files["softmax"].read_text(encoding="utf-8")
    made, prints = [], []
    for changed in (text, text + "\n# a comment\n", text.replace("cross_entropy", "squared_error")):
        other.write_text(changed, encoding="utf-8")
        one = plan(IRIS, (NAME,), output=tmp_path / "lectures", besides=Besides.typed(None, other=other))
        one.lay_out()
        prints.append(fingerprint(one.jobs[0]))
        made.append((one.jobs[0], render_job.tell(one.jobs[0])))
    assert len(set(prints)) == 3
    (job, first), (_, commented), (_, changed) = made
    assert first.identity == commented.identity != changed.identity
    clip = job.clip.with_suffix(".json")
    clip.write_text(json.dumps(first.record), encoding="utf-8")
    render_job.renew_record(job, commented)
    assert (
        json.loads(clip.read_text(encoding="utf-8"))["beside"] == commented.record["beside"] != first.record["beside"]
    )


def test_a_network_that_does_not_run_the_examples_is_left_out_with_its_reason(files, tmp_path):
    network, examples = read(files["softmax"])
    source = NetworkSource.read(IRIS)
    assert not BeforeAndAfterTraining.why_not_told(source.beside(NetworkSource.read(files["softmax"])))
    shares = replace(source, examples=Examples(examples.X, 3 * examples.Y))
    assert "desired outputs from 0 to 1" in BeforeAndAfterTraining.why_not_told(
        shares.beside(NetworkSource.read(files["softmax"]))
    )
    huge = network.with_layers((Layer(1e300 * np.ones((4, 4)), np.zeros(4), ACTIVATIONS["exp"]), *network.layers[1:]))
    write(tmp_path / "huge.toml", huge, Examples(np.zeros((1, 4)), examples.Y[:1]))
    assert "beyond all numbers" in BeforeAndAfterTraining.why_not_told(joined(tmp_path / "huge.toml"))


@pytest.mark.parametrize("command", [("render", "--only"), ("stills",)])
@pytest.mark.parametrize(
    ("lesson", "other", "says"),
    [
        (NAME, "relu.toml", "layers: expected 4 inputs, 3 outputs and 3 layers as in"),
        (NAME, "none.toml", "expected a network file, found nothing there"),
        ("NudgeTheWeight", "iris.toml", "--beside: expected a lesson that tells of two networks"),
    ],
)
def test_a_mistake_is_one_line_and_2_and_nothing_is_made(command, lesson, other, says, tmp_path):
    (tmp_path / "out").mkdir()
    result = run(*command, lesson, IRIS, "--beside", IRIS.parent / other, "--output", tmp_path / "out" / "sheet.png")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert says in result.stderr
    assert not [path for path in (tmp_path / "out").rglob("*") if path.suffix in {".png", ".mp4", ".json"}]


def test_the_options_of_a_watching_render_name_it(files):
    assert Besides.typed(None, other=files["nine"]).options() == [f"--beside={files['nine']}"]
