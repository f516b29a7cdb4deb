// The forward and the backward pass of one example, and a step downhill: the twins of core/passes.
const forward = (network, x) => {
  const a = [x], z = [null];
  for (const { W, b, activation } of network.layers) {
    const row = activationOf(activation), behind = a.at(-1);
    const sums = W.map((weights, j) => sum(weights.map((w, k) => w * behind[k])) + b[j]);
    z.push(sums);
    a.push(row.together ? row.together(sums) : sums.map(row.value));
  }
  return { a, z };
};

// The parts of a cost that logarithms of the last activation tell exactly, if it is such a cost.
const logarithmic = (network, y) => {
  const { logarithms } = activationOf(network.layers.at(-1).activation), cost = costOf(network.cost);
  const [p, q] = cost.shares ? cost.shares(y) : [null, null];
  return p && logarithms && (!q || logarithms.rest) ? { p, q, logarithms } : null;
};

const costAt = (network, { a, z }, y) => {
  const told = logarithmic(network, y), cost = costOf(network.cost);
  if (!told) return sum(a.at(-1).map((one, j) => cost.term(one, y[j], y.length)));
  const value = told.logarithms.value(z.at(-1)), rest = told.q && told.logarithms.rest(z.at(-1));
  return -sum(value.map((one, j) => told.p[j] * one + (rest ? told.q[j] * rest[j] : 0)));
};

// All values and slopes of one example; layer 0 is the input. `atSums` says that the cost's slopes enter at z.
const passes = (network, x, y) => {
  const seen = forward(network, x), depth = network.layers.length, cost = costOf(network.cost);
  const told = logarithmic(network, y), delta = Array(depth + 1).fill(null), dC_da = Array(depth + 1).fill(null);
  dC_da[depth] = seen.a[depth].map((one, j) => cost.slope(one, y[j], y.length));
  for (let l = depth; l > 0; l -= 1) {
    const row = activationOf(network.layers[l - 1].activation), { W } = network.layers[l - 1];
    if (l === depth && told) delta[l] = told.logarithms.delta(seen.z[l], told.p, told.q ?? y.map(() => 0));
    else if (row.pullBack) delta[l] = row.pullBack(seen.z[l], dC_da[l]);
    else delta[l] = seen.z[l].map((one, j) => dC_da[l][j] * row.slope(one));
    dC_da[l - 1] = W[0].map((_, k) => sum(W.map((weights, j) => weights[k] * delta[l][j])));
  }
  const dC_dW = delta.map((of, l) => of && of.map((one) => seen.a[l - 1].map((behind) => one * behind)));
  const atSums = Boolean(told) || Boolean(activationOf(network.layers.at(-1).activation).together);
  return { network, ...seen, C: costAt(network, seen, y), delta, dC_da, dC_dW, atSums };
};

const withLayers = (network, change) => ({
  ...network, layers: network.layers.map((layer, at) => ({ ...layer, ...change(layer, at + 1) })),
});

const stepped = (network, { delta, dC_dW }, rate) => withLayers(network, ({ W, b }, l) => ({
  W: W.map((weights, j) => weights.map((w, k) => w - rate * dC_dW[l][j][k])),
  b: network.moves_biases ? b.map((one, j) => one - rate * delta[l][j]) : b,
}));

// The network a share of the way from one to another.
const between = (from, to, share) => withLayers(from, ({ W, b }, l) => {
  const on = (one, other) => one + share * (other - one), { W: V, b: c } = to.layers[l - 1];
  return { W: W.map((weights, j) => weights.map((w, k) => on(w, V[j][k]))), b: b.map((one, j) => on(one, c[j])) };
});

const parameter = (network, { kind, layer, j, k }) => (
  kind === "b" ? network.layers[layer - 1].b[j] : network.layers[layer - 1].W[j][k]
);
const withParameter = (network, { kind, layer, j, k }, value) => withLayers(network, ({ W, b }, l) => {
  if (l !== layer) return {};
  if (kind === "b") return { b: b.with(j, value) };
  return { W: W.with(j, W[j].with(k, value)) };
});
const slopeOf = (seen, { kind, layer, j, k }) => (kind === "b" ? seen.delta[layer][j] : seen.dC_dW[layer][j][k]);

// The factors of a slope, in order; where the activation is not of each z alone, its delta is one of them.
const factorsOf = (seen, { kind, layer, j, k }) => {
  const behind = kind === "w" ? [{ what: "a", value: seen.a[layer - 1][k] }] : [];
  const row = activationOf(seen.network.layers[layer - 1].activation), steep = row.slope?.(seen.z[layer][j]);
  const ahead = seen.dC_da[layer][j], delta = seen.delta[layer][j];
  const parted = row.slope && Number.isFinite(ahead) && Math.abs(steep * ahead - delta) <= 1e-9 * Math.abs(delta);
  if (!parted) return [...behind, { what: "delta", value: delta }];
  return [...behind, { what: "curve", value: steep }, { what: "ahead", value: ahead }];
};
