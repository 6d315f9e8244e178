// Weights, or their gradients, as curves between tiles: hue is the sign, width the size.

const WIDEST = 8.25;
const THINNEST = 0.75;

class Edge {
  /** @param {Tile} from @param {Tile} to @param {{layer: number, unit: number, input: number, position: number}} weight */
  constructor(from, to, weight) {
    Object.assign(this, weight, { from, to });
    const [x0, x1] = [from.x + from.side / 2 + 1, to.x - to.side / 2 - 1];
    const handle = (x1 - x0) * 0.45;
    this.curve = [x0, from.y, x0 + handle, from.y, x1 - handle, to.y, x1, to.y];
    this.path = new Path2D(`M${x0} ${from.y}C${this.curve.slice(2).join(" ")}`);
    this.samples = Array.from({ length: 25 }, (_, i) => this.place(i / 24));
  }

  /** The point at share t of the curve. */
  place(t) {
    const [x0, y0, x1, y1, x2, y2, x3, y3] = this.curve;
    const s = 1 - t;
    const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
    return [a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3];
  }

  distance(x, y) {
    let best = Infinity;
    for (let i = 1; i < this.samples.length; i++) best = Math.min(best, toSegment(x, y, this.samples[i - 1], this.samples[i]));
    return best;
  }
}

function toSegment(x, y, [x0, y0], [x1, y1]) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const share = clamp(((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy), 0, 1);
  return Math.hypot(x - x0 - share * dx, y - y0 - share * dy);
}

/** All edges of a network, from its columns of tiles. */
function connect(columns, sizes) {
  const edges = [];
  for (let layer = 0; layer + 1 < columns.length; layer++) {
    columns[layer + 1].forEach((to, unit) => {
      columns[layer].forEach((from, input) => {
        edges.push(new Edge(from, to, { layer, unit, input, position: rowStart(sizes, layer, unit) + input }));
      });
    });
  }
  return edges;
}

class Edges {
  constructor(edges, sizes) {
    this.all = edges;
    // many edges between two layers share the room: each gets thinner
    this.widest = sizes.slice(1).map((units, layer) => WIDEST * Math.min(1, Math.sqrt(10 / (units * sizes[layer]))));
  }

  /** The edges that what is in focus touches. */
  touching(focus) {
    if (!focus) return [];
    if (focus.kind === "edge") return [this.all.find(edge => edge.position === focus.position)].filter(Boolean);
    if (focus.kind === "input") return this.all.filter(edge => edge.layer === 0 && edge.input === focus.unit);
    if (focus.kind !== "unit") return [];
    const { layer, unit } = focus;
    return this.all.filter(edge => (edge.layer === layer && edge.unit === unit) || (edge.layer === layer + 1 && edge.input === unit));
  }

  /** The edge under a pointer, or undefined. */
  under(x, y) {
    let best;
    let distance = 8;
    for (const edge of this.all) {
      const d = edge.distance(x, y);
      if (d < distance) [best, distance] = [edge, d];
    }
    return best;
  }

  /** @param {object} shown what `quantity` returns; exact zeros are hairlines of colour `none` */
  draw(context, shown, lit, none) {
    context.lineCap = "butt";
    for (const edge of this.all) {
      context.globalAlpha = lit.length && !lit.includes(edge) ? 0.16 : 1;
      this.stroke(context, edge, shown, none);
    }
    context.globalAlpha = 1;
    context.setLineDash([]);
  }

  stroke(context, edge, { values, largest, colours }, none) {
    const value = values[edge.position];
    const hairline = value === 0 || !Number.isFinite(value);
    const thin = Math.min(THINNEST, this.widest[edge.layer] / 4);
    context.lineWidth = hairline ? 1 : thin + (this.widest[edge.layer] - thin) * Math.min(1, Math.abs(value) / largest);
    context.strokeStyle = hairline ? none : colours[value < 0 ? 0 : 1];
    context.setLineDash(hairline ? [3, 4] : []);
    context.stroke(edge.path);
  }
}

/** A value on its edge, on a small card so that it reads over anything. `share` is the place along the curve. */
function drawChip(context, edge, share, text, player) {
  const { palette, ui } = player;
  const [x, y] = edge.place(share);
  context.font = `600 ${13 * ui}px ${player.font}`;
  const width = context.measureText(text).width + 10;
  const height = 19 * ui;
  context.beginPath();
  context.roundRect(x - width / 2, y - height / 2, width, height, 6);
  context.fillStyle = palette.surface;
  context.fill();
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.stroke();
  context.fillStyle = palette.ink;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, x, y + 0.5);
}
