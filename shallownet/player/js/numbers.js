// Numbers as the reader sees them.

/** A true minus sign, as wide as a digit; what rounds to zero has no sign; what is not a number is a dash. */
function number(value, digits = 2) {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const text = size < 1e6 ? size.toFixed(digits) : size.toExponential(digits).replace("e+", "·10^");
  return (value < 0 && Number(text) !== 0 ? "−" : "") + text;
}

function signed(value, digits = 2) {
  return (value > 0 && Number(value.toFixed(digits)) > 0 ? "+" : "") + number(value, digits);
}

/** A difference that may be tiny: two significant digits. */
function small(value) {
  if (value === 0) return "0";
  return value >= 0.001 ? value.toPrecision(2) : value.toExponential(1).replace("e-", "·10^−");
}

const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** So many significant digits, whatever the size: 0.0312, −1.20·10⁻⁵. */
function significant(value, digits) {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const [mantissa, exponent] = size.toExponential(digits - 1).split("e");
  const plain = size === 0 || (exponent >= -3 && exponent < digits);
  const text = plain ? size.toPrecision(digits) : `${mantissa}·10${exponent.replace("+", "").replace(/./g, sign => RAISED[sign])}`;
  return (value < 0 ? "−" : "") + text;
}

function percent(part, whole) {
  return whole ? `${(100 * part / whole).toFixed(1)} %` : "–";
}

/** "0.52 x1 − 1.30 x2 + 0.10": the terms of an affine sum, the bias last. */
function affineSum(weights, names, bias, digits = 3) {
  const term = (value, first) => {
    const size = `<b>${number(Math.abs(value), digits)}</b>`;
    const minus = value < 0 && Number(value.toFixed(digits)) !== 0;
    return first ? (minus ? "−" : "") + size : (minus ? " − " : " + ") + size;
  };
  return weights.map((w, i) => `${term(w, i === 0)} ${names[i]}`).join("") + term(bias, false);
}

const escapeHtml = text => text.replace(/[&<>"]/g, c => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

/** The position of the largest of the ascending `values` that is not above `value`; -1 if all are. */
function lastAtMost(values, value) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The position of the value closest to `value` in the ascending `values`. */
function nearest(values, value) {
  const below = Math.max(0, lastAtMost(values, value));
  const above = Math.min(values.length - 1, below + 1);
  return value - values[below] <= values[above] - value ? below : above;
}

const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
