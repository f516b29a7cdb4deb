// The picture of a network with its flow: neurons lit by their activations, and the cost's slopes running back as bands.
const SVG = "http://www.w3.org/2000/svg";
const drawn = (name, attributes = {}, parent = null) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent?.append(made);
  return made;
};
const set = (shape, attributes) => {
  for (const [key, value] of Object.entries(attributes)) if (shape.getAttribute(key) !== value) shape.setAttribute(key, value);
};

// What is drawn of each layer from its first neuron on: neurons, each alone, and all hidden ones as one.
const groupsOf = ({ neurons, hidden, after }) => {
  const each = neurons.map((k) => [k]);
  return after === null ? each : [...each.slice(0, after), hidden, ...each.slice(after)];
};

// Where everything stands in a room of so many pixels; a narrow one is filled from above to below.
const planOf = (groups, wide, tall) => {
  const most = Math.max(...groups.map((one) => one.length)), columns = groups.length;
  const pitch = tall ? Math.min(96, (wide - 24) / most) : Math.min(104, Math.max(60, 400 / most), most === 1 ? 104 : Infinity);
  const across = (most - 1) * pitch + 0.76 * pitch + 34;
  const gap = tall ? Math.max(84, Math.min(120, 760 / columns)) : (wide - 200) / columns;
  const radius = Math.max(9, Math.min(26, pitch * 0.27, gap * 0.21)), thick = Math.max(3, Math.min(7, gap * 0.06));
  const first = tall ? 46 : 62, along = first + columns * gap, start = 30;
  const size = tall ? [wide, along + 62] : [wide, across + 46];
  const place = tall ? (run, at) => [wide / 2 + at, run] : (run, at) => [run, across / 2 - at];
  const site = (g, n) => (tall ? -1 : 1) * ((n - 1) / 2 - g) * pitch;
  return { pitch, across: tall ? wide : across, gap, radius, thick, first, along, size, place, site, tall, start };
};

const strips = (seen, groups, depth) => {
  const ahead = groups.map((groupsHere, l) => {
    const enter = seen.atSums ? seen.delta[depth] : seen.dC_da[depth];
    if (l === depth) return groupsHere.map((ks) => [sum(ks.map((k) => enter[k]))]);
    const { W } = seen.network.layers[l];
    return groupsHere.map(([k, ...more]) => (more.length ? [] : groups[l + 1].map(
      (js) => sum(js.map((j) => W[j][k] * seen.delta[l + 1][j])),
    )));
  });
  return ahead.map((layer) => layer.map((pieces) => pieces.map((one) => (Number.isFinite(one) ? one : 0))));
};

// How many pixels a slope of 1 is, so that the largest strip of the picture fits; of a fixed ladder of scales.
const scaleFor = (seen, groups, plan) => {
  const depth = groups.length - 1, ahead = strips(seen, groups, depth), room = plan.pitch * (plan.tall ? 0.66 : 0.72);
  const sizes = [...seen.delta.slice(1).flatMap((layer, l) => groups[l + 1].filter((ks) => ks.length === 1).map(([k]) => Math.abs(layer[k])))];
  sizes.push(...ahead.flat().map((pieces) => pileOf(pieces).span));
  const spread = sum(ahead[depth].map(([one]) => Math.abs(one))) * room / (plan.across * 0.8);
  const largest = Math.max(spread, ...sizes.filter(Number.isFinite));
  return largest > 0 ? 10 ** (Math.floor(Math.log10(room / largest) * 12) / 12) : 1;
};

class Flow {
  constructor(svg, data, choose) {
    Object.assign(this, { svg, data, choose, groups: data.shown.map(groupsOf), scale: null });
    this.depth = data.layers.length;
  }

  // Build the picture for a room; `show` then fills it.
  build(wide) {
    const tall = wide < 640;
    const plan = planOf(this.groups, wide, tall);
    this.plan = plan;
    const { size, place, site, first, gap, radius, along, tall: upright } = this.plan, { svg, groups, depth } = this;
    svg.replaceChildren();
    set(svg, { viewBox: `0 0 ${size[0]} ${size[1]}`, width: `${size[0]}`, height: `${size[1]}` });
    [this.hairs, this.solids, this.hollows, this.marks] = ["hairs", "solids", "hollows", "marks"].map((name) => drawn("g", { class: name, "aria-hidden": "true" }, svg));
    this.radios = drawn("g", { role: "radiogroup", "aria-label": "Weights and biases" }, svg);
    this.names = drawn("g", { class: "names", "aria-hidden": "true" }, svg);
    this.bands = new Map();
    this.last = new Map();
    this.runs = groups.map((_, l) => first + l * gap);
    const band = (key) => {
      const part = (name, below) => drawn("path", { class: name, "data-of": key }, below);
      const parts = { hair: part("hair", this.hairs), solid: part("solid", this.solids), hollow: part("hollow", this.hollows) };
      this.bands.set(key, parts);
      return parts;
    };
    groups.forEach((layer, l) => layer.forEach((ks, g) => {
      band(`in ${l} ${g}`);
      band(`out ${l} ${g}`);
      if (l === depth) band(`cost ${g}`);
      else groups[l + 1].forEach((js, i) => {
        const parts = band(`edge ${l} ${g} ${i}`);
        if (ks.length === 1 && js.length === 1) parts.hit = this.radio({ kind: "w", layer: l + 1, j: js[0], k: ks[0] }, "path", { class: "edge" });
      });
    }));
    this.neurons = groups.map((layer, l) => layer.map((ks, g) => {
      const [x, y] = place(this.runs[l], site(g, layer.length));
      if (ks.length > 1) {
        const text = drawn("text", { x, y: y + 4, class: "more" }, this.names);
        text.textContent = `+${ks.length}`;
        return null;
      }
      const one = { kind: "b", layer: l, j: ks[0] }, at = { cx: `${x}`, cy: `${y}`, r: `${radius}` };
      const disc = l ? this.radio(one, "circle", { class: "neuron", ...at }) : drawn("circle", { class: "neuron input", ...at }, this.names);
      const value = drawn("text", { x, y: y + 4, class: "inside" }, this.names);
      const called = this.data.names[l ? 1 : 0], told = (l === 0 || l === depth) && called[ks[0]];
      if (told && !upright && (l === 0 || plan.pitch > 84)) drawn("text", { x, y: y + radius + 15, class: "called" }, this.names).textContent = told.length > 16 ? `${told.slice(0, 15)}…` : told;
      const below = told && !upright && plan.pitch > 84 ? 30 : 15, wanted = l === depth && !upright ? drawn("text", { x, y: y + radius + below, class: "wanted" }, this.names) : null;
      return { disc, value, wanted };
    }));
    const [x, y] = place(along, 0), box = 17;
    drawn("rect", { x: x - box, y: y - box, width: 2 * box, height: 2 * box, rx: 3, class: "cost" }, this.names);
    drawn("text", { x, y: y + 6, class: "cost letter" }, this.names).textContent = "C";
    this.cost = drawn("text", { x: x + 26, y: y + 6, class: "cost beside" }, this.names);
    this.key = { strip: drawn("path", { class: "solid", "data-of": "key" }, this.names), text: drawn("text", { class: "key" }, this.names) };
    this.mark = drawn("path", { class: "mark" }, this.marks);
    this.tag = drawn("text", { class: "tag" }, this.names);
    this.scale = null;
  }

  // A shape that stands for a weight or a bias and can be chosen by pointer and by keyboard.
  radio(one, name, attributes) {
    const shape = drawn(name, { role: "radio", "aria-checked": "false", tabindex: "-1", ...attributes }, this.radios);
    shape.parameter = one;
    shape.addEventListener("click", () => this.choose(one));
    shape.addEventListener("keydown", (event) => {
      const step = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
      if (!step && event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      this.choose(step ? this.beside(one, ...step) : one, true);
    });
    return shape;
  }

  // The parameter next to one, within its layer or in the one before or after.
  beside(one, layers, places) {
    const all = [...this.radios.children].map((shape) => shape.parameter), of = (layer) => all.filter((other) => other.layer === layer);
    const here = of(one.layer), at = here.findIndex((other) => isSame(other, one));
    if (places) return here[(at + places + here.length) % here.length];
    const there = of(Math.min(this.depth, Math.max(1, one.layer + layers)));
    return there[Math.round(at / Math.max(1, here.length - 1) * (there.length - 1))];
  }

  shapeOf(one) {
    return [...this.radios.children].find((shape) => isSame(shape.parameter, one));
  }

  mean(one, focused = false) {
    for (const shape of this.radios.children) set(shape, { "aria-checked": `${isSame(shape.parameter, one)}`, tabindex: isSame(shape.parameter, one) ? "0" : "-1" });
    if (focused) this.shapeOf(one)?.focus();
  }

  // Say each weight's and bias's value and slope to those who hear the page.
  say(seen) {
    for (const shape of this.radios.children) {
      const one = shape.parameter, what = one.kind === "w" ? `weight ${parameterName(one)} from neuron ${one.k} to neuron ${one.j} of layer ${one.layer}` : `bias ${parameterName(one)} of neuron ${one.j} of layer ${one.layer}`;
      set(shape, { "aria-label": `${what}: ${significant(parameter(seen.network, one))}, slope ${significant(slopeOf(seen, one))}` });
    }
  }

  // Fill the picture: `at(delay)` is what had been reached so many layers ago.
  show(times, chosen, desired) {
    const { plan, groups, depth } = this, { place, site, radius, thick, along } = plan;
    const final = times.back(1), wanted = scaleFor(final, groups, plan);
    this.wanted = groups[depth].map(([j]) => `${plan.pitch > 84 || !this.data.names[1][j] ? "" : `${this.data.names[1][j]}: `}y = ${fewest(desired[j])}`);
    this.scale = this.scale === null || times.still ? wanted : this.scale * (wanted / this.scale) ** 0.16;
    const s = this.scale, gap = 4, ports = groups.map((layer) => layer.map(() => ({})));
    groups.forEach((layer, l) => {
      const seen = times.back(l), behind = times.back(l + 1), ahead = strips(behind, groups, depth)[l];
      layer.forEach((ks, g) => {
        const at = site(g, layer.length), run = this.runs[l], pile = pileOf(ahead[g].map((one) => one * s)), foot = at - (pile.high + pile.low) / 2;
        const far = run + radius + gap + (l === depth ? 0 : thick + 2);
        ports[l][g].pile = pile.middles.map((middle, i) => ({ run: far + thick, middle: foot + middle, length: ahead[g][i] * s }));
        const net = { run: run + radius + gap, foot, length: pile.net };
        const delta = ks.length > 1 || !l ? 0 : seen.delta[l][ks[0]] * s, near = run - radius - gap - thick;
        ports[l][g].delta = { run: near, middle: at, length: delta };
        this.fill(`out ${l} ${g}`, ks.length > 1 ? {} : strip(net.run, thick, net.foot, net.length, place));
        this.fill(`in ${l} ${g}`, delta ? strip(near, thick, at - delta / 2, delta, place) : {});
        if (ks.length === 1) this.light(l, g, times.on(l).a[l][ks[0]]);
      });
    });
    const cost = pileOf(ports[depth].map((one) => one.pile[0].length)), base = -(cost.high + cost.low) / 2;
    ports[depth].forEach(({ pile: [end] }, g) => {
      this.fill(`cost ${g}`, bandBetween({ run: along - 19, middle: base + cost.middles[g], length: end.length }, end, place));
    });
    let mark = null;
    groups.slice(0, depth).forEach((layer, l) => layer.forEach((ks, g) => ports[l][g].pile.forEach((end, i) => {
      const start = ports[l + 1][i].delta, hidden = groups[l + 1][i].length > 1;
      const shape = bandBetween(hidden ? { ...start, length: end.length } : start, end, place), parts = this.fill(`edge ${l} ${g} ${i}`, shape);
      if (parts.hit) set(parts.hit, { d: shape.centre });
      const own = parts.hit && isSame(parts.hit.parameter, chosen);
      for (const part of [parts.solid, parts.hollow, parts.hair]) part.classList.toggle("chosen", Boolean(own));
      if (own) mark = shape;
    })));
    this.point(mark, chosen, times);
    this.cost.textContent = significant(times.on(depth + 1).C);
    const unit = roundLength(22 / s), [x, y] = [plan.start - 12, plan.size[1] - 10];
    set(this.key.strip, { d: `M${x},${y}h${thick}v${-unit * s}h${-thick}Z` });
    set(this.key.text, { x: `${x + thick + 6}`, y: `${y}` });
    this.key.text.textContent = `= ${fewest(unit)}`;
  }

  fill(key, shape) {
    const parts = this.bands.get(key);
    for (const kind of ["solid", "hollow", "hair"]) set(parts[kind], { d: shape[kind] ?? "" });
    return parts;
  }

  light(l, g, value) {
    const { disc, value: text, wanted } = this.neurons[l][g], level = Math.min(1, Math.abs(value) / this.data.brightest[l ? 1 : 0]);
    disc.style.fill = `color-mix(in srgb, var(--a) ${(100 * level).toFixed(1)}%, var(--ground))`;
    disc.style.setProperty("--glow", `${(7 * level).toFixed(1)}px`);
    const told = significant(value);
    text.textContent = told.length <= 8 && this.plan.radius >= 22 ? told : "";
    text.classList.toggle("long", told.length > 6);
    disc.classList.toggle("moving", value !== this.last.get(disc) && this.last.has(disc));
    this.last.set(disc, value);
    text.classList.toggle("bright", level > 0.45);
    if (wanted && wanted.textContent !== this.wanted[g]) wanted.textContent = this.wanted[g];
  }

  // Mark what has been chosen: a weight's edge, or the neuron of a bias.
  point(edge, chosen, times) {
    const value = significant(parameter(times.on(chosen.layer - 1).network, chosen));
    let at = edge?.middle;
    if (!at) {
      const g = this.groups[chosen.layer].findIndex((ks) => ks.length === 1 && ks[0] === chosen.j);
      at = this.plan.place(this.runs[chosen.layer], this.plan.site(g, this.groups[chosen.layer].length));
      at = [at[0], at[1] - this.plan.radius + 4];
    }
    set(this.mark, { d: edge ? edge.centre : "" });
    const half = 4 * (value.length + 9), x = Math.min(this.plan.size[0] - half, Math.max(half, at[0]));
    set(this.tag, { x: `${x}`, y: `${at[1] - 10}`, class: `tag ${chosen.kind}` });
    writeSymbol(this.tag, chosen, ` = ${value}`);
  }
}

const strip = (run, thickness, foot, length, place) => {
  const outline = Math.abs(length) < 0.3 ? "" : stripAt(run, thickness, foot, length, place);
  return length > 0 ? { solid: outline } : { hollow: outline };
};
// Write a parameter's name into a text of a picture, and what follows it.
const writeSymbol = (text, { kind, layer, j, k }, after) => {
  const parts = [["letters", 0, kind], ["small", 4, kind === "w" ? `${j},${k}` : j], ["small", -10, `(${layer})`], ["", 6, after]];
  text.replaceChildren(...parts.map(([name, dy, told]) => {
    const one = drawn("tspan", { class: name, dy });
    one.textContent = told;
    return one;
  }));
};
const isSame = (one, other) => one.kind === other.kind && one.layer === other.layer && one.j === other.j && one.k === other.k;
