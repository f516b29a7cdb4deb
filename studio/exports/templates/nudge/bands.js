// Bands of a flow: they join two signed strips and are as wide as what they carry. Lengths are pixels along the run of
// the flow and across it; `place` makes a point of the two.
const SAMPLES = 24, HAIR = 1.2, DOTTED = 2.4, STOUT = 0.6;
const point = ([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`;

// Points of the curve from one strip's middle to another's, with normals there; it leaves and arrives along the run.
const centreLine = (start, end, stout) => Array.from({ length: SAMPLES + 1 }, (_, i) => {
  const t = i / SAMPLES, run = end.run - start.run, rise = end.middle - start.middle;
  const bend = run * Math.min(0.9, Math.max(0.5, Math.abs(rise / run) * 0.45));
  const along = 3 * (1 - t) ** 2 * t * bend + 3 * (1 - t) * t ** 2 * (run - bend) + t ** 3 * run;
  const across = (3 * (1 - t) * t ** 2 + t ** 3) * rise;
  const alongSlope = 3 * (1 - t) ** 2 * bend + 6 * (1 - t) * t * (run - 2 * bend) + 3 * t ** 2 * bend;
  const acrossSlope = 6 * (1 - t) * t * rise, length = Math.hypot(alongSlope, acrossSlope) || 1, turn = Math.sign(run);
  return {
    run: start.run + along, across: start.middle + across,
    normal: stout ? [0, 1] : [-acrossSlope * turn / length, alongSlope * turn / length], t,
  };
});

// The outlines of a band from one strip to another: what of it is positive, what negative, and what is too thin to see.
const bandBetween = (start, end, place) => {
  const stout = Math.max(Math.abs(start.length), Math.abs(end.length)) > STOUT * Math.abs(end.run - start.run);
  const line = centreLine(start, end, stout).map((at) => {
    const eased = at.t * at.t * (3 - 2 * at.t);
    return { ...at, width: start.length + eased * (end.length - start.length) };
  });
  const pieces = [[]];
  line.forEach((at, i) => {
    const before = line[i - 1];
    if (before && before.width * at.width < 0) {
      const share = before.width / (before.width - at.width), mix = (one, other) => one + share * (other - one);
      const meeting = {
        run: mix(before.run, at.run), across: mix(before.across, at.across), normal: at.normal, width: 0,
      };
      pieces.at(-1).push(meeting);
      pieces.push([meeting]);
    }
    pieces.at(-1).push(at);
  });
  const side = (at, way) => point(place(
    at.run + way * at.normal[0] * Math.abs(at.width) / 2, at.across + way * at.normal[1] * Math.abs(at.width) / 2,
  ));
  const outlines = { solid: "", hollow: "" };
  for (const piece of pieces) {
    const positive = sum(piece.map((at) => at.width)) > 0, widest = Math.max(...piece.map((at) => Math.abs(at.width)));
    if (widest > (positive ? HAIR : DOTTED)) {
      const edge = [...piece.map((at) => side(at, 1)), ...piece.map((at) => side(at, -1)).reverse()];
      outlines[positive ? "solid" : "hollow"] += `M${edge.join("L")}Z`;
    }
  }
  const centre = line.map((at) => point(place(at.run, at.across)));
  const thin = line.map((at) => Math.abs(at.width) < (at.width < 0 ? DOTTED : HAIR));
  const hair = centre.map((at, i) => (
    i && thin[i] && thin[i - 1] && (i % 2 || line[i].width >= 0) ? `M${centre[i - 1]}L${at}` : ""
  )).join("");
  return { ...outlines, hair, centre: `M${centre.join("L")}`, middle: place(line[SAMPLES / 2].run, line[SAMPLES / 2].across) };
};

// The outline of a strip across the run, from its foot to its tip.
const stripAt = (run, thickness, foot, length, place) => `M${[
  [run, foot], [run + thickness, foot], [run + thickness, foot + length], [run, foot + length],
].map(([along, across]) => point(place(along, across))).join("L")}Z`;

// Pile signed pieces on a foot: the positive ones up, from the last to the first, then the negative ones back down.
const pileOf = (pieces) => {
  const order = pieces.map((_, i) => i), middles = Array(pieces.length).fill(0);
  let top = 0;
  for (const i of [...order.reverse().filter((one) => pieces[one] > 0), ...order.reverse().filter((one) => pieces[one] <= 0)]) {
    middles[i] = top + pieces[i] / 2;
    top += pieces[i];
  }
  const summit = sum(pieces.filter((one) => one > 0)), low = Math.min(0, top);
  return { middles, net: top, high: summit, low, span: summit - low };
};
