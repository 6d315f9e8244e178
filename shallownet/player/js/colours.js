// Values into colours: the diverging scale around a neutral value.

const channels = hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));
const LEVELS = 1024;

/** v in [-1, 1] -> [r, g, b]: field0, middle, field1. The power keeps weak values visible. */
function tint(value, palette) {
  const from = channels(palette.middle);
  const to = channels(value < 0 ? palette.field0 : palette.field1);
  const share = Math.min(1, Math.abs(value)) ** 0.85;
  return from.map((channel, i) => Math.round(channel + (to[i] - channel) * share));
}

/** LEVELS packed RGBA values over [-1, 1]. */
function colourTable(palette) {
  return Uint32Array.from({ length: LEVELS }, (_, level) => {
    const [r, g, b] = tint(2 * level / (LEVELS - 1) - 1, palette);
    return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
  });
}

/** The same scale as a CSS gradient, for a legend. */
function gradient(palette) {
  const stops = Array.from({ length: 9 }, (_, i) => `rgb(${tint(i / 4 - 1, palette)})`);
  return `linear-gradient(to right, ${stops})`;
}

/**
 * {middle, reach}: the value that is neutral and the distance from it that has the full colour.
 * A function with two finite bounds is neutral halfway between them; every other one at 0, full at the layer's largest |a| of the moment.
 */
function colourScale(key, layer) {
  const [low, high] = ACTIVATIONS[key].bounds;
  if (Number.isFinite(low) && Number.isFinite(high)) return { middle: (low + high) / 2, reach: (high - low) / 2 };
  let reach = 1e-9;
  for (const a of layer) {
    for (let i = 0; i < a.length; i++) {
      const size = Math.abs(a[i]);
      if (size > reach) reach = size;
    }
  }
  return { middle: 0, reach };
}

/** Is the page dark? Streamlit hands its background down as a CSS variable. */
function isDark(host) {
  const colour = getComputedStyle(host).getPropertyValue("--st-background-color").trim();
  const parts = colour.startsWith("#") ? channels(colour) : (colour.match(/\d+(\.\d+)?/g) ?? [255, 255, 255]).slice(0, 3).map(Number);
  return parts.reduce((sum, part) => sum + part) < 384;
}

/** Markers of runs, as Palette.runs counts them: never colour alone. */
function runMarker(index, colour, parent) {
  const look = { fill: colour, stroke: "var(--surface)", "stroke-width": 1.5 };
  const kinds = [
    () => svg("rect", { x: -5, y: -5, width: 10, height: 10, ...look }, parent),
    () => svg("path", { d: "M0-6.5L6 5H-6Z", ...look }, parent),
    () => svg("circle", { r: 5.5, ...look }, parent),
    () => svg("circle", { r: 4.5, fill: "var(--surface)", stroke: colour, "stroke-width": 2 }, parent),
  ];
  return kinds[index % kinds.length]();
}
