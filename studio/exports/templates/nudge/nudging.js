// The widget: one weight or bias is chosen and nudged, and everything that hangs on it follows.
const NOTCHES = 200;
const made = (name, attributes = {}, ...children) => {
  const one = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
  one.append(...children);
  return one;
};
const symbol = (letter, layer, ...indices) => made("span", { class: `symbol ${letter}` }, made("i", {}, letter), made("sub", {}, indices.join(",")), made("sup", {}, `(${layer})`));
const slopeBy = (below) => made("span", { class: "slope" }, "∂", made("i", { class: "C" }, "C"), "/∂", below);

class Nudging {
  constructor(section, data) {
    const stillness = matchMedia("(prefers-reduced-motion: reduce)");
    Object.assign(this, { section, data, network: { layers: data.layers, cost: data.cost, moves_biases: data.moves_biases }, steps: 0 });
    this.start = this.network;
    this.timeline = new Timeline(data.layers.length, () => stillness.matches);
    this.example = data.example;
    this.lay();
    this.timeline.jump(this.seen());
    this.pick(this.steepest());
    new ResizeObserver(() => this.fit()).observe(this.stage);
    this.fit();
    this.flow.say(this.timeline.latest);
  }

  get shown() {
    return this.data.examples[this.example];
  }

  seen() {
    return passes(this.network, this.shown.x, this.shown.y);
  }

  // The weight with the largest slope among those drawn, in a layer from which the way to the cost is seen.
  steepest() {
    const layer = Math.max(1, this.data.layers.length - 1), seen = this.timeline.latest;
    const all = this.data.shown[layer].neurons.flatMap((j) => this.data.shown[layer - 1].neurons.map((k) => ({ kind: "w", layer, j, k })));
    return all.reduce((one, other) => (Math.abs(slopeOf(seen, other)) > Math.abs(slopeOf(seen, one)) ? other : one));
  }

  // An example by its number, and by the one output that it wants.
  nameOf(at) {
    const { y } = this.data.examples[at], wanted = y.flatMap((one, j) => (one === 1 ? [this.data.names[1][j]] : y.length > 1 && one === 0 ? [] : [undefined]));
    return `example ${at}${wanted.length === 1 && wanted[0] ? `: ${wanted[0]}` : ""}`;
  }

  lay() {
    const { data } = this, id = this.section.id;
    const options = data.examples.map((_, at) => made("option", { value: at }, this.nameOf(at)));
    this.select = made("select", { id: `${id}-example` }, ...options);
    this.select.value = this.example;
    this.picture = drawn("svg", { class: "flow", role: "group", "aria-label": "The network, its activations, and the cost's slopes running back" });
    this.stage = made("div", { class: "stage" }, this.picture);
    this.slider = made("input", { type: "range", id: `${id}-slider`, min: -NOTCHES, max: NOTCHES, step: 1, value: 0 });
    this.label = made("label", { for: `${id}-slider` });
    this.value = made("output", { class: "value", for: `${id}-slider`, "aria-live": "off" });
    this.foretold = made("p", { class: "foretold" });
    this.factors = made("div", { class: "factors" });
    this.stepping = made("button", { type: "button", class: "step" }, "Step downhill");
    this.resetting = made("button", { type: "button" }, "Reset");
    this.status = made("p", { class: "told", role: "status" });
    this.plot = drawn("svg", { class: "curve", role: "img", "aria-label": "The cost over this weight" });
    this.graph = made("div", { class: "graph" }, this.plot);
    const rate = made("span", { class: "quiet" }, `learning rate ${fewest(data.rate)}`);
    const bar = made("div", { class: "bar" }, made("label", { for: `${id}-example`, class: "hidden" }, "Example"), this.select, this.stepping, this.resetting, rate);
    const hand = made("div", { class: "hand" }, made("div", { class: "line" }, this.label, this.value), this.slider, this.foretold, this.factors);
    this.section.append(bar, this.status, this.stage, made("div", { class: "panes" }, hand, this.graph));
    this.flow = new Flow(this.picture, data, (one, focused) => this.pick(one, focused));
    this.curve = new Curve(this.plot);
    this.slider.addEventListener("input", () => this.nudge());
    this.slider.addEventListener("change", () => this.flow.say(this.timeline.latest));
    this.select.addEventListener("change", () => this.turn(Number(this.select.value)));
    this.stepping.addEventListener("click", () => this.step());
    this.resetting.addEventListener("click", () => this.reset());
  }

  fit() {
    const wide = [this.stage, this.graph].map((one) => Math.floor(one.clientWidth));
    if (!wide[0] || `${wide}` === this.fitted) return;
    this.fitted = `${wide}`;
    this.flow.build(wide[0]);
    this.curve.build(wide[1]);
    this.flow.mean(this.chosen);
    this.draw();
    this.flow.say(this.timeline.latest);
  }

  // Choose a weight or a bias; the slider then stands in the middle of its reach.
  pick(one, focused = false) {
    this.chosen = one;
    this.middle = parameter(this.network, one);
    this.first = this.timeline.latest;
    this.reach = Curve.reachOf(this.network, one, this.shown);
    this.slider.value = 0;
    const what = one.kind === "w" ? ["weight ", symbol("w", one.layer, one.j, one.k)] : ["bias ", symbol("b", one.layer, one.j)];
    this.label.replaceChildren("Nudge the ", ...what);
    set(this.plot, { "aria-label": `The cost over ${parameterName(one)}` });
    if (this.fitted) {
      this.flow.mean(one, focused);
      this.draw();
    }
  }

  nudge() {
    const value = this.middle + this.reach * Number(this.slider.value) / NOTCHES;
    this.network = withParameter(this.network, this.chosen, value);
    this.timeline.note(this.seen(), this.chosen.layer);
    this.run();
  }

  turn(example) {
    this.example = example;
    this.follow(this.network, 0);
    this.status.textContent = "";
  }

  step() {
    const before = this.timeline.latest, network = stepped(this.network, before, this.data.rate);
    const after = passes(network, this.shown.x, this.shown.y);
    if (![after.C, ...after.delta.flat()].every((one) => one === null || Number.isFinite(one))) {
      this.status.textContent = "No further: the next step leaves what can be computed.";
      return;
    }
    this.steps += 1;
    const moved = significant(before.C) === significant(after.C) ? "stays at" : after.C < before.C ? "falls to" : "rises to";
    this.status.textContent = `Step ${this.steps}: every weight${this.data.moves_biases ? " and bias" : ""} moves against its slope. The cost of example ${this.example} ${moved} ${significant(after.C)}, from ${significant(before.C)}.`;
    this.follow(network, 1);
  }

  reset() {
    this.steps = 0;
    this.status.textContent = "The weights of the file are back.";
    this.follow(this.start, 1);
  }

  // Go to another network by way of those between, and let all that hangs on it follow.
  follow(network, from) {
    const before = this.network, begun = performance.now();
    this.network = network;
    if (this.timeline.still()) this.timeline.jump(this.seen());
    else this.going = { before, begun, from };
    if (this.timeline.still()) this.settle();
    else this.run();
  }

  settle() {
    this.going = null;
    this.pick(this.chosen);
    this.flow.say(this.timeline.latest);
  }

  run() {
    if (this.running) return;
    this.running = true;
    const frame = () => {
      this.travel();
      this.draw();
      this.running = Boolean(this.going) || !this.timeline.rests;
      if (this.running) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  travel() {
    if (!this.going) return;
    const { before, begun, from } = this.going, share = Math.min(1, (performance.now() - begun) / TWEEN), eased = share * share * (3 - 2 * share);
    const network = share < 1 ? between(before, this.network, eased) : this.network;
    this.timeline.note(passes(network, this.shown.x, this.shown.y), from);
    this.middle = parameter(network, this.chosen);
    this.slider.value = 0;
    if (share === 1) this.settle();
  }

  draw() {
    const times = this.timeline.at(), latest = this.timeline.latest;
    this.flow.show(times, this.chosen, this.shown.y);
    this.curve.show(latest, this.chosen, this.middle, this.reach, this.shown);
    this.tell(latest);
  }

  tell(latest) {
    const value = significant(parameter(latest.network, this.chosen));
    this.value.textContent = value;
    set(this.slider, { "aria-valuetext": `${value}, cost ${significant(latest.C)}` });
    this.foretell(latest);
    this.multiply(latest);
  }

  // What the slope at the start said that a nudge would do, beside what it did.
  foretell(latest) {
    const by = parameter(latest.network, this.chosen) - this.middle, did = latest.C - this.first.C;
    const said = slopeOf(this.first, this.chosen) * by;
    this.foretold.textContent = by === 0 || this.going
      ? "Move it, and see what the cost does."
      : `Moved by ${signed(by)}. Its slope foretold ${signed(said)} for the cost; it was ${signed(did)}.`;
  }

  multiply(latest) {
    const { kind, layer, j, k } = this.chosen, found = factorsOf(latest, this.chosen), product = significant(slopeOf(latest, this.chosen));
    const written = found.map((one) => significant(one.value));
    const key = `${kind} ${layer} ${j} ${k} ${found.map((one) => one.what)}`;
    this.value.className = `value ${kind}`;
    this.slider.className = kind;
    if (key !== this.multiplied) this.arrange(key, found);
    written.forEach((text, at) => {
      this.cells[at + 1].textContent = at ? bracketed(text) : text;
    });
    this.cells[0].textContent = product;
    this.equal.textContent = written.every((text) => /\d/.test(text)) && closes(product, written) ? "=" : "≈";
  }

  arrange(key, found) {
    const { kind, layer, j, k } = this.chosen;
    const own = kind === "w" ? symbol("w", layer, j, k) : symbol("b", layer, j);
    const a = symbol("a", layer, j), z = symbol("z", layer, j), ahead = layer === this.data.layers.length ? "from the cost" : "from all neurons ahead";
    const told = {
      a: [symbol("a", layer - 1, k), "what comes in"],
      curve: [made("span", { class: "slope" }, made("i", {}, "f"), "′(", z.cloneNode(true), ")"), "how steep its curve is"],
      ahead: [slopeBy(a), ahead],
      delta: [slopeBy(z), ahead],
    };
    const cell = (sign, number, name, words) => made("div", { class: "factor" }, sign, number, made("span", { class: "name" }, name), made("span", { class: "words" }, words));
    this.multiplied = key;
    this.cells = [null, ...found].map(() => made("span", { class: "number" }));
    this.equal = made("span", { class: "sign" }, "=");
    this.factors.replaceChildren(cell("", this.cells[0], slopeBy(own), "its slope"));
    found.forEach((one, at) => {
      this.factors.append(cell(at ? made("span", { class: "sign" }, "×") : this.equal, this.cells[at + 1], ...told[one.what]));
    });
  }
}

document.querySelectorAll(".nudge[data-network]").forEach((section) => {
  const data = JSON.parse(section.dataset.network), note = section.querySelector("[data-note]");
  const unknown = [...data.layers.map((layer) => layer.activation).filter((name) => !activationOf(name)), ...costOf(data.cost) ? [] : [data.cost]];
  if (unknown.length) note.textContent = `There is nothing to nudge here: this page does not know ${[...new Set(unknown)].join(", ")}.`;
  else {
    note.textContent = "Pick an edge, or a neuron for its bias, and move the slider. The wider a band, the more the cost feels it. Solid: more of it, more cost. Hollow: more of it, less cost. Dashed: too thin to draw.";
    if (data.shown.some((one) => one.hidden.length)) note.textContent += " Neurons that are not drawn one by one count in every sum.";
    new Nudging(section, data);
  }
});
