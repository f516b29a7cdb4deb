// Activations and costs, a row each: the twins of core's tables of the same names.
const decay = (z) => Math.exp(-Math.abs(z));
const sigmoid = (z) => (z >= 0 ? 1 : decay(z)) / (1 + decay(z));
const sigmoidSlope = (z) => decay(z) / (1 + decay(z)) ** 2;
const softplus = (z) => Math.max(z, 0) + Math.log1p(decay(z));

// 1 - erf: near 0 by its series, further out by its continued fraction, so that no digits are lost in the tail.
const erfc = (x) => {
  if (x < -1) return 2 - erfc(-x);
  if (x < 1) {
    let term = x, sum = x;
    for (let n = 1; n < 40; n += 1) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 1 - 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }
  let below = x;
  for (let n = 400; n > 0; n -= 1) below = x + n / 2 / below;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / below;
};
const normalShare = (z) => erfc(-z / Math.SQRT2) / 2;
const normalDensity = (z) => Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const overLargest = (z) => {
  const largest = z.indexOf(Math.max(...z)), shifted = z.map((one) => one - z[largest]), e = shifted.map(Math.exp);
  return { shifted, e, rest: sum(e.filter((_, j) => j !== largest)) };
};
const shares = (z) => {
  const { e, rest } = overLargest(z);
  return e.map((one) => one / (1 + rest));
};

const leakyRelu = (leak) => ({ value: (z) => (z > 0 ? z : leak * z), slope: (z) => (z > 0 ? 1 : leak) });
const elu = (alpha) => ({ value: (z) => (z > 0 ? z : alpha * Math.expm1(z)), slope: (z) => (z > 0 ? 1 : alpha * Math.exp(z)) });
const FAMILIES = { leaky_relu: [leakyRelu, 0.01], elu: [elu, 1] };
const ACTIVATIONS = {
  sigmoid: {
    value: sigmoid, slope: sigmoidSlope,
    logarithms: {
      value: (z) => z.map((one) => -softplus(-one)), rest: (z) => z.map((one) => -softplus(one)),
      delta: (z, p, q) => z.map((one, j) => q[j] * sigmoid(one) - p[j] * sigmoid(-one)),
    },
  },
  tanh: { value: Math.tanh, slope: (z) => 4 * sigmoidSlope(2 * z) },
  relu: leakyRelu(0),
  softplus: { value: softplus, slope: sigmoid },
  gelu: { value: (z) => z * normalShare(z), slope: (z) => normalShare(z) + z * normalDensity(z) },
  silu: { value: (z) => z * sigmoid(z), slope: (z) => sigmoid(z) + z * sigmoidSlope(z) },
  identity: { value: (z) => z, slope: () => 1 },
  sin: { value: Math.sin, slope: Math.cos },
  cos: { value: Math.cos, slope: (z) => -Math.sin(z) },
  exp: { value: Math.exp, slope: Math.exp },
  softmax: {
    together: shares,
    pullBack: (z, dC_da) => {
      const a = shares(z);
      return a.map((own, j) => own * sum(a.map((other, i) => other * (dC_da[j] - dC_da[i]))));
    },
    logarithms: {
      value: (z) => {
        const { shifted, rest } = overLargest(z);
        return shifted.map((one) => one - Math.log1p(rest));
      },
      delta: (z, p) => {
        const a = shares(z), others = (all, j) => sum(all.filter((_, i) => i !== j));
        return a.map((own, j) => own * others(p, j) - p[j] * others(a, j));
      },
    },
  },
};
const activationOf = (name) => {
  const [, bare, number] = /^(\w+)(?:\((.*)\))?$/.exec(name) ?? [];
  if (Object.hasOwn(FAMILIES, bare ?? "")) return FAMILIES[bare][0](number === undefined ? FAMILIES[bare][1] : Number(number));
  return number === undefined && Object.hasOwn(ACTIVATIONS, name) ? ACTIVATIONS[name] : null;
};

const times = (y, logarithm) => (y === 0 ? 0 : y * logarithm);
const over = (y, a) => (y === 0 ? 0 : y / a);
const COSTS = {
  squared_error: { term: (a, y) => (a - y) ** 2, slope: (a, y) => 2 * (a - y) },
  half_squared_error: { term: (a, y) => (a - y) ** 2 / 2, slope: (a, y) => a - y },
  mean_squared_error: { term: (a, y, n) => (a - y) ** 2 / n, slope: (a, y, n) => 2 * (a - y) / n },
  binary_cross_entropy: {
    term: (a, y) => -(times(y, Math.log(a)) + times(1 - y, Math.log1p(-a))),
    slope: (a, y) => over(1 - y, 1 - a) - over(y, a),
    shares: (y) => [y, y.map((one) => 1 - one)],
  },
  cross_entropy: {
    term: (a, y) => -times(y, Math.log(a)), slope: (a, y) => -over(y, a), shares: (y) => [y, null],
  },
};
const costOf = (name) => (Object.hasOwn(COSTS, name) ? COSTS[name] : null);
