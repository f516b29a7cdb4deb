// What the network was, a while ago: what moves first is shown first. A change runs forward layer by layer to the cost, and
// from there its slopes run back; every picture on the way is one that was computed.
const WHOLE_WAY = 1100, TWEEN = 700;
class Timeline {
  constructor(depth, still) {
    Object.assign(this, { depth, still, seen: [], from: 1 });
  }

  get lag() {
    return this.still() ? 0 : Math.min(110, WHOLE_WAY / (2 * this.depth + 2));
  }

  // Note what the network is now; `from` is the layer in which a change begins.
  note(seen, from, now = performance.now()) {
    const lasting = now - this.lag * (2 * this.depth + 3), first = this.seen.findLastIndex((one) => one.now <= lasting);
    this.seen = [...this.seen.slice(Math.max(0, first)), { seen, now }];
    this.from = from;
  }

  jump(seen) {
    this.seen = [{ seen, now: -Infinity }];
  }

  get latest() {
    return this.seen.at(-1).seen;
  }

  get rests() {
    return performance.now() - this.seen.at(-1).now > this.lag * (2 * this.depth + 4);
  }

  // What each place of the picture shows at a moment: activations on the way forward, slopes on the way back.
  at(now = performance.now()) {
    const ago = (steps) => this.seen.findLast((one) => one.now <= now - Math.max(0, steps) * this.lag)?.seen ?? this.seen[0].seen;
    const on = (layer) => ago(layer - this.from + 1);
    const back = (layer) => ago(this.depth + 2 - this.from + this.depth + 1 - layer);
    return { on, back, still: this.still() };
  }
}
