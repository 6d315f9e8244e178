// Places in the plane: where a line runs, where a handle stands. No drawing, no state.

const ARROW = 0.5; // w is drawn at half its length, so that the largest still fits

/** The two ends of the line w1 x1 + w2 x2 + b = 0 within the square of half side `extent`; null where it does not cross it. */
function lineEnds({ w1, w2, b }, extent) {
  const size = Math.hypot(w1, w2);
  if (size === 0) return null;
  const foot = [-b * w1 / size ** 2, -b * w2 / size ** 2];
  const along = [-w2 / size, w1 / size];
  let [from, to] = [-Infinity, Infinity];
  for (let i = 0; i < 2; i++) {
    if (Math.abs(along[i]) < 1e-12) {
      if (Math.abs(foot[i]) > extent) return null;
      continue;
    }
    const cuts = [(-extent - foot[i]) / along[i], (extent - foot[i]) / along[i]].sort((a, b) => a - b);
    from = Math.max(from, cuts[0]);
    to = Math.min(to, cuts[1]);
  }
  return from < to ? [from, to].map(t => [foot[0] + t * along[0], foot[1] + t * along[1]]) : null;
}

/** The point of the line that is closest to `from`; null without a line. */
function footOn({ w1, w2, b }, from) {
  const square = w1 ** 2 + w2 ** 2;
  if (square === 0) return null;
  const z = w1 * from[0] + w2 * from[1] + b;
  return [from[0] - z * w1 / square, from[1] - z * w2 / square];
}

/** Where the handles stand. That of b is on the line, closest to the origin, kept inside the plane; without a line, in a corner. */
function handlePlaces(values, extent) {
  const inside = extent * 0.97;
  const foot = footOn(values, [0, 0]) ?? [-inside, -inside];
  const shrink = Math.min(1, inside / Math.max(1e-9, ...foot.map(Math.abs)));
  return { bias: foot.map(v => v * shrink), weights: [values.w1 * ARROW, values.w2 * ARROW], example: [values.x1, values.x2] };
}

const twoDecimals = value => Math.round(value * 100) / 100 + 0;

/** New values within their limits, each with two decimals. */
function fitted(changes, limits) {
  return Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, twoDecimals(clamp(value, ...limits[name]))]));
}

/** What a handle changes when it is moved from `start` to `end`, `values` being those at the start. */
function movedTo(kind, values, start, end) {
  const [d1, d2] = [end[0] - start[0], end[1] - start[1]];
  if (kind === "example") return { x1: values.x1 + d1, x2: values.x2 + d2 };
  if (kind === "weights") return { w1: values.w1 + d1 / ARROW, w2: values.w2 + d2 / ARROW };
  const flat = values.w1 === 0 && values.w2 === 0; // no line: up and down
  return { b: flat ? values.b + d2 : values.b - values.w1 * d1 - values.w2 * d2 };
}

/** What an arrow key changes. */
function nudged(kind, values, key, step) {
  const [d1, d2] = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowDown: [0, -step], ArrowUp: [0, step] }[key];
  if (kind === "example") return { x1: values.x1 + d1, x2: values.x2 + d2 };
  if (kind === "weights") return { w1: values.w1 + d1, w2: values.w2 + d2 };
  return { b: values.b + d1 + d2 };
}
