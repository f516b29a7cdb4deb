// The cost as a curve over one weight or bias, with a bead where the network is, and its slope there as a triangle.
const POINTS = 120, LEAST_REACH = 2, STEEPEST = 12;
class Curve {
  constructor(svg) {
    this.svg = svg;
    this.line = drawn("path", { class: "axis" }, svg);
    this.path = drawn("path", { class: "cost-curve" }, svg);
    this.drop = drawn("path", { class: "drop" }, svg);
    this.triangle = drawn("path", { class: "triangle" }, svg);
    this.tangent = drawn("path", { class: "tangent" }, svg);
    this.bead = drawn("circle", { class: "bead", r: "7" }, svg);
    this.texts = Object.fromEntries(["low", "high", "here", "reached", "begins", "run", "rise", "name"].map((name) => [name, drawn("text", { class: `curve-text ${name}` }, svg)]));
  }

  // How far to each side of its value a parameter is looked at: less where the cost runs away.
  static reachOf(network, chosen, { x, y }) {
    const middle = parameter(network, chosen), now = passes(network, x, y).C;
    let reach = Math.max(LEAST_REACH, middle && roundLength(Math.abs(middle)));
    const costs = () => [-1, -0.5, 0.5, 1].map((share) => costBy(network, chosen, middle + share * reach, x, y));
    while (reach > 1e-3 && !costs().every((one) => one <= STEEPEST * Math.max(now, 1e-3))) reach /= 2;
    return reach;
  }

  build(wide) {
    const high = Math.max(210, Math.min(300, wide * 0.5));
    this.room = { left: 16, right: wide - 16, top: 34, bottom: high - 44, wide, high };
    set(this.svg, { viewBox: `0 0 ${wide} ${high}`, width: `${wide}`, height: `${high}` });
  }

  // Draw the curve of a parameter around a middle, with the bead at where the network is.
  show(seen, chosen, middle, reach, { x, y }) {
    const { left, right, top, bottom } = this.room, now = parameter(seen.network, chosen);
    const xs = Array.from({ length: POINTS + 1 }, (_, i) => middle + reach * (2 * i / POINTS - 1));
    const costs = xs.map((value) => costBy(seen.network, chosen, value, x, y)), known = [...costs, seen.C].filter(Number.isFinite);
    const [least, most] = [Math.min(...known), Math.max(...known)];
    const flat = most - least <= 1e-9 * Math.abs(most);
    const begin = !flat && least > 0.6 * most ? least - 0.15 * (most - least) : Math.min(0, least), end = flat ? 1.4 * most || 1 : most;
    const across = (value) => left + (value - middle + reach) / (2 * reach) * (right - left), up = (C) => bottom - (C - begin) / (end - begin) * (bottom - top);
    set(this.line, { d: `M${left},${bottom}H${right}` });
    set(this.path, { d: costs.map((C, i) => (Number.isFinite(C) ? `${Number.isFinite(costs[i - 1]) ? "L" : "M"}${point([across(xs[i]), up(C)])}` : "")).join("") });
    const bead = [across(now), up(seen.C)], steep = slopeOf(seen, chosen), rate = -steep * (2 * reach / (end - begin)) * (bottom - top) / (right - left);
    set(this.bead, { cx: bead[0].toFixed(1), cy: bead[1].toFixed(1) });
    set(this.drop, { d: `M${point(bead)}V${bottom}` });
    const { broad, way } = this.foot(bead, across, up, steep, seen.C, reach);
    const length = Math.max((right - left) / 5 / Math.hypot(1, rate), broad), ends = [-1, 1].map((way) => [bead[0] + way * length, bead[1] + way * length * rate]);
    set(this.tangent, { d: Number.isFinite(steep) ? `M${point(ends[0])}L${point(ends[1])}` : "" });
    this.write("low", fewest(middle - reach), left, bottom + 18, "start");
    this.write("high", fewest(middle + reach), right, bottom + 18, "end");
    set(this.texts.here, { x: Math.min(right - 60, Math.max(left + 60, bead[0])).toFixed(1), y: `${bottom + 36}`, "text-anchor": "middle" });
    writeSymbol(this.texts.here, chosen, ` = ${significant(now)}`);
    const falls = steep < 0, fits = falls ? bead[0] < right - 90 : bead[0] > left + 90;
    this.write("reached", `C = ${significant(seen.C)}`, bead[0] + (falls ? 8 : -8) * (fits ? 1 : -1), bead[1] - (falls ? 22 : way < 0 ? 26 : 14), falls === fits ? "start" : "end");
    this.write("begins", begin > 0 || begin < 0 && least > 0 ? `the axis begins at ${significant(begin)}` : "", left, top - 16, "start");
    this.texts.here.classList.toggle("b", chosen.kind === "b");
  }

  // The triangle below the tangent: so far across, and by its slope so far up.
  foot([x, y], across, up, steep, C, reach) {
    const { right, left, top, bottom } = this.room, way = x > left + 0.7 * (right - left) ? -1 : 1;
    const sizes = [1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001].filter((one) => one <= reach / 2);
    const fits = (run) => {
      const tip = up(C + way * run * steep);
      return tip > top - 14 && tip < bottom;
    };
    const run = sizes.find(fits), broad = run ? run / (2 * reach) * (right - left) : 0;
    const shown = broad > 26 && steep;
    set(this.triangle, { d: "" });
    this.write("run", "", 0, 0);
    this.write("rise", "", 0, 0);
    if (!shown) return { broad: 0, way };
    const far = x + way * broad, tip = up(C + way * run * steep), below = tip < y ? 14 : -7;
    set(this.triangle, { d: `M${point([x, y])}L${point([far, y])}L${point([far, tip])}Z` });
    this.write("run", fewest(way * run), (x + far) / 2, y + below, "middle");
    this.write("rise", signed(way * run * steep), far + way * 6, Math.abs(tip - y) < 14 ? Math.min(y, tip) - 10 : (y + tip) / 2 + 4, way > 0 ? "start" : "end");
    return { broad, way };
  }

  write(name, text, x, y, anchor = "middle") {
    const one = this.texts[name];
    set(one, { x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor });
    if (one.textContent !== text) one.textContent = text;
  }
}
const costBy = (network, chosen, value, x, y) => {
  const moved = withParameter(network, chosen, value);
  return costAt(moved, forward(moved, x), y);
};
