"""The page's widget in a real browser: its numbers are core's, and it answers to hand, keys and preferences."""

import re

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from selenium.webdriver.common.keys import Keys

from core.files.network_source import NetworkSource
from core.files.network_text import to_text
from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.network import Layer
from core.notation.numeral import MINUS, significant
from core.passes.backward import backward
from core.passes.descent import step
from core.passes.forward import forward
from studio.exports.nudging import SCRIPTS
from studio.making.render_job import ROOT
from tests.hard_networks import HARD
from tests.strategies import networks_with_examples
from tests.studio.exports.browsing import page_of, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MATHEMATICS = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS[:3])
HOSTILE = "<img src=x onerror='document.title=`owned`'>"
GALLERY = ("chain", "iris", "relu", "deep", "wide")


def data_of(network):
    layers = [
        {"activation": layer.activation.name, "W": layer.W.tolist(), "b": layer.b.tolist()} for layer in network.layers
    ]
    return {"layers": layers, "cost": network.cost.name, "moves_biases": network.update_biases}


def assert_near(found, expected):
    expected = np.asarray(expected)
    assert np.allclose(np.asarray(found, dtype=float), expected, rtol=1e-12, atol=1e-12 * np.abs(expected).max())


@given(networks_with_examples())
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
def test_both_passes_and_a_step_are_those_of_core(browser, drawn):
    network, examples = drawn
    data, x, y = data_of(network), examples.X[0], examples.Y[0]
    expected = backward(forward(network, x), y)
    found = browser.execute_script(f"{MATHEMATICS}; return passes(...arguments)", data, x.tolist(), y.tolist())
    assert_near(found["C"], expected.C)
    for number, (seen, slopes) in enumerate(zip(expected.forward_pass.layers, expected.layers, strict=True), 1):
        assert_near(found["z"][number], seen.z)
        assert_near(found["a"][number], seen.a)
        assert_near(found["delta"][number], slopes.delta)
        assert_near(found["dC_dW"][number], slopes.dC_dW)
        assert_near(found["dC_da"][number - 1], slopes.dC_da_prev)
    after = browser.execute_script(
        f"{MATHEMATICS}; return stepped(arguments[0], passes(...arguments), 0.1)", data, x.tolist(), y.tolist()
    )
    for layer, moved in zip(after["layers"], step(network, expected, 0.1).layers, strict=True):
        assert_near(layer["W"], moved.W)
        assert_near(layer["b"], moved.b)


@pytest.mark.parametrize(
    "name", [*(name for name, row in ACTIVATIONS.items() if row.elementwise), "leaky_relu(0.3)", "elu(2.5)"]
)
def test_every_activation_is_known_near_and_far(browser, name):
    row, far = ACTIVATIONS[name], 700.0 if name == "exp" else 1000.0
    at = [-far, -30.0, -7.5, -2.0, -1.1, -0.9, -0.3, -1e-9, 1e-9, 0.3, 0.9, 1.1, 2.0, 7.5, 30.0, far]
    code = "const row = activationOf(arguments[0]); return arguments[1].map((z) => [row.value(z), row.slope(z)])"
    found = np.array(browser.execute_script(f"{MATHEMATICS}; {code}", row.name, at), dtype=float)
    z = np.array(at)
    assert np.allclose(found[:, 0], row.value(z), rtol=1e-12, atol=1e-300)
    assert np.allclose(found[:, 1], row.slope(z), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", COSTS)
def test_every_cost_is_known_where_outputs_are_all_but_sure(browser, name):
    cost, y = COSTS[name], np.array([1.0, 0.0])
    for activation in (row for row in (ACTIVATIONS["sigmoid"], ACTIVATIONS["softmax"]) if cost.fits(row)):
        for z in (np.array([40.0, -3.0]), np.array([-800.0, 5.0]), np.array([0.5, 0.25])):
            layer = {"activation": activation.name, "W": [[1, 0], [0, 1]], "b": [0, 0]}
            data = {"layers": [layer], "cost": name, "moves_biases": True}
            found = browser.execute_script(f"{MATHEMATICS}; return passes(...arguments)", data, z.tolist(), y.tolist())
            with np.errstate(divide="ignore", invalid="ignore"):
                expected = cost.value_at(activation, z, y), cost.delta_at(activation, z, y)
            if np.isfinite(expected[0]):
                assert np.allclose(found["C"], expected[0], rtol=1e-12)
                assert np.allclose(np.array(found["delta"][1], dtype=float), expected[1], rtol=1e-12, atol=1e-300)


@pytest.mark.parametrize("digits", [3, 4])
def test_numbers_are_written_as_in_the_lessons(browser, digits):
    rng = np.random.default_rng(1)
    drawn = rng.normal(size=400) * 10.0 ** rng.integers(-9, 10, 400)
    ties = [
        0.0,
        1.0625,
        1.0615,
        0.5,
        99999.96,
        0.00099996,
        0.001,
        12.0,
        -3.0,
        1234.5,
        1235.5,
        9999.5,
        1e5,
        1e22,
        1e-300,
    ]
    values = [float(value) for value in (*drawn, *ties, *rng.integers(-4000, 4000, 200) / 1024)]
    code = f"{MATHEMATICS}; return arguments[0].map((value) => significant(value, arguments[1]))"
    assert browser.execute_script(code, values, digits) == [str(significant(value, digits)) for value in values]


@pytest.fixture(params=GALLERY)
def gallery(request, browser, tmp_path):
    """A network of the gallery, its widget open and at rest for those who want less movement."""
    path = ROOT / "networks" / f"{request.param}.toml"
    look(browser, page_of(tmp_path, path.read_text(encoding="utf-8")))
    return NetworkSource.read(path)


def look(browser, page, *, calm=True, wide=1200, scheme="dark"):
    screen = {"width": wide, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    features = {"prefers-reduced-motion": "reduce" if calm else "no-preference", "prefers-color-scheme": scheme}
    told = [{"name": name, "value": value} for name, value in features.items()]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": told})
    browser.get(page.as_uri())
    wait_for(browser, "document.querySelector('.nudge .factor') !== null", "the widget")


def chosen_of(browser):
    """The parameter that is chosen, as its kind, layer, neuron and the neuron behind it."""
    one = browser.execute_script("return document.querySelector('[aria-checked=true]').parameter")
    return one["kind"], one["layer"], one["j"], one.get("k")


def told(browser):
    """What is read off the widget: value, cost, and the factors' numbers, first their product."""
    frame = "requestAnimationFrame(() => requestAnimationFrame(arguments[0]))"
    browser.execute_async_script(frame)
    read = ".nudge .value, .nudge text.cost.beside, .nudge .factor .number"
    code = "return [...document.querySelectorAll(arguments[0])].map((one) => one.textContent)"
    cost, value, *factors = browser.execute_script(code, read)
    return value, cost, [one.strip("()") for one in factors]


def expected_of(network, x, y, chosen):
    """The same by core's passes: the value, the cost and the slope, as they are written."""
    kind, layer, j, k = chosen
    slopes = backward(forward(network, x), y)
    own, found = network.layer(layer), slopes.layers[layer - 1]
    value, slope = (own.W[j, k], found.dC_dW[j, k]) if kind == "w" else (own.b[j], found.dC_db[j])
    return str(significant(value)), str(significant(float(slopes.C))), str(significant(slope))


def moved_by(network, chosen, by):
    kind, number, j, k = chosen
    layers = list(network.layers)
    layer = layers[number - 1]
    W, b = layer.W.copy(), layer.b.copy()
    if kind == "w":
        W[j, k] += by
    else:
        b[j] += by
    layers[number - 1] = Layer(W, b, layer.activation)
    return network.with_layers(tuple(layers))


def test_what_is_shown_is_what_core_computes_before_and_after_a_nudge(browser, gallery):
    x, y = gallery.examples.X[0], gallery.examples.Y[0]
    chosen = chosen_of(browser)
    value, cost, (slope, *factors) = told(browser)
    assert (value, cost, slope) == expected_of(gallery.network, x, y, chosen)
    product = np.prod([float(re.sub("×10.*", "", one.replace(MINUS, "-"))) for one in factors])
    assert (product < 0) == slope.startswith(MINUS)
    reach = browser.execute_script(
        "const slider = document.querySelector('.nudge [type=range]');"
        "slider.value = 50; slider.dispatchEvent(new Event('input'));"
        "const text = (name) => document.querySelector(`.nudge .${name}`).textContent;"
        "const number = (name) => Number(text(name).replace('\\u2212', '-'));"
        "return (number('high') - number('low')) / 2"
    )
    assert reach > 0
    value, cost, (slope, *_) = told(browser)
    by = round(reach, 2) * 50 / 200
    assert (value, cost, slope) == expected_of(moved_by(gallery.network, chosen, by), x, y, chosen)


def test_a_step_downhill_is_cores_and_reset_takes_it_back(browser, gallery):
    x, y = gallery.examples.X[0], gallery.examples.Y[0]
    chosen, before = chosen_of(browser), told(browser)
    network = gallery.network
    for _ in range(3):
        browser.execute_script("document.querySelector('.nudge .step').click()")
        network = step(network, backward(forward(network, x), y), network.learning_rate)
        value, cost, (slope, *_) = told(browser)
        assert (value, cost, slope) == expected_of(network, x, y, chosen)
    assert browser.execute_script("return document.querySelector('.nudge [role=status]').textContent").startswith(
        "Step 3"
    )
    browser.execute_script("document.querySelector('.nudge .step + button').click()")
    assert told(browser) == before


def test_another_example_has_its_own_numbers(browser, gallery):
    last = len(gallery.examples) - 1
    browser.execute_script(
        "const select = document.querySelector('.nudge select'); select.value = arguments[0];"
        "select.dispatchEvent(new Event('change'))",
        last,
    )
    value, cost, (slope, *_) = told(browser)
    x, y = gallery.examples.X[last], gallery.examples.Y[last]
    assert (value, cost, slope) == expected_of(gallery.network, x, y, chosen_of(browser))


def test_strips_are_drawn_to_one_ruler(browser, gallery):
    """Each neuron's strip is as long as its slope; what is negative is hollow."""
    slopes = backward(forward(gallery.network, gallery.examples.X[0]), gallery.examples.Y[0])
    code = (
        "return [...document.querySelectorAll('.nudge path[data-of]')].filter((one) => one.getAttribute('d'))"
        ".map((one) => [one.dataset.of, one.getAttribute('class'), one.getBBox().height])"
    )
    drawn = browser.execute_script(code)
    groups = browser.execute_script(
        "return JSON.parse(document.querySelector('.nudge').dataset.network).shown"
        ".map(({ neurons, after, hidden }) => after === null ? neurons : neurons.toSpliced(after, 0, null))"
    )
    unit = browser.execute_script("return document.querySelector('.nudge .key').textContent").removeprefix("= ")
    (height,) = (height for name, _, height in drawn if name == "key")
    scale = height / float(unit)
    checked = 0
    for name, kind, height in drawn:
        if re.fullmatch(r"in \d+ \d+", name) and "hair" not in kind:
            layer, place = map(int, name.split()[1:])
            delta = slopes.layers[layer - 1].delta[groups[layer][place]]
            assert abs(height - abs(delta) * scale) < 0.15
            assert kind == ("solid" if delta > 0 else "hollow")
            checked += 1
    assert checked


def test_keys_choose_and_nudge(browser, tmp_path):
    text = (ROOT / "networks" / "iris.toml").read_text(encoding="utf-8")
    look(browser, page_of(tmp_path, text))
    shape = browser.find_element("css selector", ".nudge [aria-checked=true]")
    assert shape.get_attribute("tabindex") == "0"
    browser.execute_script("arguments[0].focus()", shape)
    first = chosen_of(browser)
    seen = {first}
    for key in (Keys.ARROW_DOWN, Keys.ARROW_LEFT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_UP):
        browser.switch_to.active_element.send_keys(key)
        seen.add(chosen_of(browser))
        assert browser.execute_script("return document.activeElement.getAttribute('aria-checked')") == "true"
    assert len(seen) > 3
    assert {layer for _, layer, *_ in seen} == {1, 2, 3}
    slider = browser.find_element("css selector", ".nudge [type=range]")
    before = told(browser)
    slider.send_keys(Keys.ARROW_RIGHT * 5)
    assert told(browser) != before
    assert slider.get_attribute("aria-valuetext").startswith(told(browser)[0])


def test_a_nudge_runs_forward_before_its_slopes_run_back(browser, tmp_path):
    """With movement, what lies further from the weight shows the change later, and at rest all agree."""
    text = (ROOT / "networks" / "iris.toml").read_text(encoding="utf-8")
    look(browser, page_of(tmp_path, text), calm=False)
    order = browser.execute_async_script(
        "const done = arguments[0], section = document.querySelector('.nudge');"
        "const slider = section.querySelector('[type=range]'), order = [], begun = performance.now();"
        "const inside = [...section.querySelectorAll('.inside')], at = {"
        " hidden: () => inside[10].textContent, output: () => inside[13].textContent,"
        " cost: () => section.querySelector('text.cost.beside').textContent,"
        " back: () => section.querySelector('[data-of=\"in 3 2\"].solid').getAttribute('d') };"
        "const before = Object.entries(at).map(([name, read]) => [name, read()]);"
        "slider.value = 150; slider.dispatchEvent(new Event('input'));"
        "const watch = () => {"
        " for (const [name, was] of before) if (!order.includes(name) && at[name]() !== was) order.push(name);"
        " if (performance.now() - begun < 3000) requestAnimationFrame(watch); else done(order); };"
        "watch();"
    )
    assert order == ["hidden", "output", "cost", "back"]
    source = NetworkSource.read(tmp_path / "net.toml")
    chosen, (value, cost, (slope, *_)) = chosen_of(browser), told(browser)
    moved = moved_by(source.network, chosen, 2 * 150 / 200)
    assert (value, cost, slope) == expected_of(moved, source.examples.X[0], source.examples.Y[0], chosen)


@pytest.mark.parametrize("wide", [390, 1600])
def test_the_widget_fits_and_is_accessible(browser, gallery, wide):
    from axe_core_python.sync_playwright import Axe

    screen = {"width": wide, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    told(browser)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= wide
    assert len(gallery.network.layers) < browser.execute_script(
        "return document.querySelectorAll('.nudge [role=radio][aria-label*=slope]').length"
    )
    browser.execute_script(Axe().axe_script)
    for scheme in ("light", "dark"):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        report = browser.execute_async_script("axe.run('.nudge').then(arguments[arguments.length - 1])")
        assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in report["violations"]] == []


def test_names_stay_text_and_nothing_is_fetched(browser, tmp_path):
    text = (ROOT / "networks" / "iris.toml").read_text(encoding="utf-8")
    text = text.replace('"sepal length"', f'"{HOSTILE}"').replace('"setosa"', f'"{HOSTILE}"')
    browser.get_log("performance")
    look(browser, page_of(tmp_path, text, HOSTILE))
    assert browser.execute_script("return document.querySelectorAll('.nudge img').length") == 0
    assert "owned" not in browser.title.replace(HOSTILE, "")
    assert browser.execute_script("return document.querySelector('.nudge .called').textContent").startswith(
        "<img src=x"
    )
    sent = [
        line["message"] for line in browser.get_log("performance") if 'Network.requestWillBeSent"' in line["message"]
    ]
    assert not [one for one in sent if '"url":"http' in one]


def test_what_the_page_does_not_know_is_said(browser, tmp_path):
    text = (ROOT / "networks" / "chain.toml").read_text(encoding="utf-8")
    page = page_of(tmp_path, text)
    page.write_text(page.read_text(encoding="utf-8").replace("sigmoid&#34;", "mine&#34;"), encoding="utf-8")
    browser.get(page.as_uri())
    note = browser.execute_script("return document.querySelector('.nudge [data-note]').textContent")
    assert note.endswith("this page does not know mine.")
    assert browser.execute_script("return document.querySelectorAll('.nudge svg').length") == 0


@pytest.mark.parametrize("name", HARD)
def test_what_is_hard_to_draw_is_drawn_all_the_same(browser, tmp_path, name):
    """Dead, saturated, huge or tiny: nothing on the picture is no number, before and after a step and a nudge."""
    look(browser, page_of(tmp_path, to_text(*HARD[name]())))
    browser.get_log("browser")
    code = (
        "document.querySelector('.nudge .step').click(); const slider = document.querySelector('.nudge [type=range]');"
        "slider.value = 150; slider.dispatchEvent(new Event('input'))"
    )
    for act in ("", code):
        browser.execute_script(act)
        told(browser)
        wrong = browser.execute_script(
            "const wrong = /NaN|undefined|Infinity/; return [...document.querySelectorAll('.nudge *')].filter((one) =>"
            " wrong.test(one.textContent) || [...one.attributes].some((its) => wrong.test(its.value)))"
            ".map((one) => one.outerHTML.slice(0, 200))"
        )
        assert wrong == []
    assert [entry["message"] for entry in browser.get_log("browser") if entry["source"] != "network"] == []
