// A grid of values as a picture, and the line where a grid is zero.

/** Many square pictures in one, drawn with a single putImageData. */
class Atlas {
  constructor(n, count) {
    this.n = n;
    this.count = count;
    this.canvas = document.createElement("canvas");
    this.canvas.width = n;
    this.canvas.height = n * count;
    this.context = this.canvas.getContext("2d");
    this.image = this.context.createImageData(n, n * count);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  /** Picture `index` from values on a size x size grid read at `stride`; (value - middle) / reach is what the colours mean. */
  set(index, values, size, stride, { middle, reach }, colours) {
    const { n, pixels } = this;
    const factor = (LEVELS - 1) / 2 / reach;
    for (let row = 0; row < n; row++) {
      let from = row * stride * size;
      let to = index * n * n + (n - 1 - row) * n; // pictures count from the top
      for (let column = 0; column < n; column++, from += stride, to++) {
        const level = (values[from] - middle) * factor + LEVELS / 2;
        pixels[to] = colours[level < 0 ? 0 : level >= LEVELS ? LEVELS - 1 : level | 0];
      }
    }
  }

  upload() {
    this.context.putImageData(this.image, 0, 0);
  }

  /** Picture `index` on a square of `side`, the outer grid nodes on its edges. */
  draw(context, index, x, y, side) {
    const { n } = this;
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "high";
    context.drawImage(this.canvas, 0.5, index * n + 0.5, n - 1, n - 1, x, y, side, side);
  }
}

/** Adds to the context's path the line where `values` (size x size, row 0 at the bottom) are 0: marching squares on true values. */
function traceZero(context, values, size, stride, x, y, side) {
  const n = (size - 1) / stride;
  const step = side / n;
  const bottom = y + side;
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      const at = (row * size + column) * stride;
      const a = values[at];
      const b = values[at + stride];
      const d = values[at + stride * size];
      const c = values[at + stride * size + stride];
      const signs = (a > 0) + (b > 0) + (c > 0) + (d > 0);
      if (signs === 0 || signs === 4) continue;
      traceCell(context, a, b, c, d, x + column * step, bottom - row * step, step);
    }
  }
}

/** One cell: corners a (left, bottom), b (right, bottom), c (right, top), d (left, top), at (left, bottom) = (x, y). */
function traceCell(context, a, b, c, d, x, y, step) {
  const cuts = [];
  if (a > 0 !== b > 0) cuts.push([x + step * a / (a - b), y]);
  if (b > 0 !== c > 0) cuts.push([x + step, y - step * b / (b - c)]);
  if (d > 0 !== c > 0) cuts.push([x + step * d / (d - c), y - step]);
  if (a > 0 !== d > 0) cuts.push([x, y - step * a / (a - d)]);
  if (cuts.length === 4 && a + b + c + d > 0 === a > 0) cuts.push(cuts.shift()); // a saddle is joined by its mean
  for (let i = 0; i + 1 < cuts.length; i += 2) {
    context.moveTo(...cuts[i]);
    context.lineTo(...cuts[i + 1]);
  }
}

/** Strokes the current path in ink over a halo. */
function strokeBoundary(context, palette, width) {
  context.lineCap = "round";
  context.lineJoin = "round";
  context.globalAlpha = 0.75;
  context.strokeStyle = palette.halo;
  context.lineWidth = width + 2.25;
  context.stroke();
  context.globalAlpha = 1;
  context.strokeStyle = palette.ink;
  context.lineWidth = width;
  context.stroke();
}

function isFlat(values) {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}
