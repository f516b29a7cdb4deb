// How numbers and quantities are written: core/notation/numeral.py and core/model/quantity.py, in the page's own words.
const MINUS = "\u2212", DIGITS = 4;
const raised = (text) => [...String(text)].map((c) => "⁰¹²³⁴⁵⁶⁷⁸⁹"["0123456789".indexOf(c)] ?? { "-": "⁻", "(": "⁽", ")": "⁾" }[c]).join("");
const lowered = (text) => [...String(text)].map((c) => "₀₁₂₃₄₅₆₇₈₉"["0123456789".indexOf(c)] ?? c).join("");

// So many significant digits and the power of ten; a tie goes to the even digit, as in Python.
const rounded = (size, digits) => {
  const [exact, power] = size.toExponential(40).split("e");
  const kept = exact.replace(".", "").slice(0, digits), rest = exact.replace(".", "").slice(digits);
  if (!/^50*$/.test(rest)) return size.toExponential(digits - 1).split("e").map((part) => part.replace(".", ""));
  const even = String(Number(kept) + Number(kept) % 2);
  return [even.slice(0, digits), String(Number(power) + even.length - digits)];
};

const whole = (size) => {
  const below = Math.floor(size), left = size - below;
  return String(left > 0.5 || (left === 0.5 && below % 2) ? below + 1 : below);
};

const significant = (value, digits = DIGITS) => {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : value < 0 ? `${MINUS}∞` : "?";
  if (value === 0) return "0";
  const [kept, power] = rounded(Math.abs(value), digits), exponent = Number(power), sign = value < 0 ? MINUS : "";
  if (exponent < -3 || exponent > 4) return `${sign}${kept[0]}.${kept.slice(1)}×10${raised(exponent)}`;
  if (exponent >= digits - 1) return sign + whole(Math.abs(value));
  const padded = exponent < 0 ? "0".repeat(-exponent) + kept : kept.padEnd(exponent + 1, "0"), before = Math.max(exponent, 0) + 1;
  return `${sign}${padded.slice(0, before)}.${padded.slice(before)}`;
};
// The same without zeros at its end, where they say nothing.
const fewest = (value) => {
  const full = significant(value), plain = String(Number(value.toPrecision(6))).replace("-", MINUS);
  return !full.includes("×") && plain.length < full.length ? plain : full;
};
const signed = (value) => (value > 0 ? "+" : "") + significant(value);
const bracketed = (text) => (text.startsWith(MINUS) ? `(${text})` : text);
const worth = (shown) => {
  const [digits, power] = shown.replace(MINUS, "-").split("×10");
  const plain = [...power ?? "⁰"].map((c) => (c === "⁻" ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c))).join("");
  return Number(`${digits}e${plain}`);
};
// Whether the numbers as printed multiply to the product as printed.
const closes = (product, factors) => significant(factors.map(worth).reduce((a, b) => a * b)) === product;

const nameOf = (letter, layer, ...indices) => `${letter}${lowered(indices.join(","))}${raised(`(${layer})`)}`;
const parameterName = ({ kind, layer, j, k }) => (kind === "b" ? nameOf("b", layer, j) : nameOf("w", layer, j, k));

// The least of 1, 2 and 5 times a power of ten that is not below a size.
const roundLength = (size) => {
  const ten = 10 ** Math.floor(Math.log10(size));
  return ten * [1, 2, 5, 10].find((one) => one * ten >= size * (1 - 1e-9));
};
