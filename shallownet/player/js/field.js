// A square field with labelled axes, its boundary and the examples over it.

const GUTTER = { left: 36, below: 40 };

class Field {
  /**
   * @param {HTMLElement} parent
   * @param {{left: number, top: number, side: number}} box corner and side of the plot itself; axis labels hang outside it
   * @param {Lens} lens
   * @param {object} player
   */
  constructor(parent, { left, top, side }, lens, player) {
    Object.assign(this, { side, lens, player });
    this.radius = clamp(side / 92, 3, 6.5) * (player.scale > 1 ? 1.15 : 1);
    const title = player.runs.length > 1 ? `, ${lens.run.title}` : "";
    this.button = button("field", parent, { left, top, width: side, height: side }, player.say("field_button", { of: title }));
    this.base = html("canvas", "", this.button);
    this.over = html("canvas", "", this.button);
    this.axes(parent, left, top);
    this.listen();
  }

  axes(parent, left, top) {
    const { side } = this;
    const ui = this.player.ui;
    const s = svg("svg", { class: "axes", width: side, height: side, style: `left:${left}px;top:${top}px`, "aria-hidden": "true" }, parent);
    const step = niceStep(this.lens.extent, 1.6);
    for (let tick = -Math.floor(this.lens.extent / step) * step; tick <= this.lens.extent; tick += step) {
      const at = this.pixel(tick);
      svg("line", { x1: at, x2: at, y1: side, y2: side + 4 }, s);
      svg("text", { x: at, y: side + 6 + 12 * ui, "text-anchor": "middle" }, s, trimmed(tick));
      svg("line", { x1: -4, x2: 0, y1: side - at, y2: side - at }, s);
      svg("text", { x: -8, y: side - at + 4 * ui, "text-anchor": "end" }, s, trimmed(tick));
    }
    const name = (x, y, subscript) => {
      const text = svg("text", { x, y, "text-anchor": "middle", class: "axis" }, s);
      svg("tspan", { class: "symbol" }, text, "x");
      svg("tspan", { dy: 3 }, text, subscript);
    };
    const between = this.pixel(step * 0.5);
    name(between, side + 6 + 14 * ui, "1");
    name(-14 * ui, side - between + 4, "2");
  }

  pixel(value) {
    return (value + this.lens.extent) / (2 * this.lens.extent) * this.side;
  }

  /** A pointer event's place in the plane, (x1, x2). */
  where(event) {
    const box = this.button.getBoundingClientRect();
    const extent = this.lens.extent;
    return [(event.clientX - box.left) / box.width * 2 * extent - extent, extent - (event.clientY - box.top) / box.height * 2 * extent];
  }

  /** The example under a place, within reach of a finger; -1 for none. */
  exampleAt([x1, x2]) {
    const { run, extent } = this.lens;
    let best = -1;
    let distance = (14 / this.side * 2 * extent) ** 2;
    for (let i = 0; i < run.points; i++) {
      const d = (run.x1[i] - x1) ** 2 + (run.x2[i] - x2) ** 2;
      if (d < distance) [best, distance] = [i, d];
    }
    return best;
  }

  listen() {
    const { player, lens } = this;
    this.button.onpointermove = event => player.focusOn({ kind: "field", run: lens.run.index, at: this.where(event) });
    this.button.onpointerleave = () => player.focusOn(null);
    this.button.onclick = event => {
      if (event.detail === 0) return; // the keyboard's click: the key itself is handled below
      const example = this.exampleAt(this.where(event));
      player.pick(example === player.picked ? -1 : example);
    };
    this.button.onkeydown = event => {
      if (event.key === "Escape") player.pick(-1);
      if (event.key !== "Enter") return;
      event.preventDefault();
      const step = event.shiftKey ? -1 : 1;
      player.pick(player.picked < 0 ? 0 : (player.picked + step + lens.run.points) % lens.run.points);
    };
  }

  /** @param {{n: number, layer: number, unit: number, epoch: number}} frame the unit shown: the output's, or a hidden one's field */
  draw({ n, layer, unit, epoch }) {
    const { side, lens, player } = this;
    const grid = lens.grid(epoch, n);
    const [z, a] = [grid.z[layer][unit], grid.a[layer][unit]];
    const key = lens.run.activations[layer] ?? OUTPUT;
    const scale = colourScale(key, grid.a[layer]);
    if (this.atlas?.n !== n) this.atlas = new Atlas(n, 1);
    this.atlas.set(0, a, n, 1, scale, player.colours);
    this.atlas.upload();
    const context = sharp(this.base, side, side);
    this.atlas.draw(context, 0, 0, 0, side);
    context.beginPath();
    traceZero(context, z, n, 1, 0, 0, side);
    strokeBoundary(context, player.palette, 1.75 * Math.min(player.ui, 1.35));
    if (isFlat(a)) this.note(context, player.say("everywhere", { value: number(a[0]) }));
    this.drawExamples(epoch);
    this.shown = { layer, unit, scale, key };
  }

  /** An empty field is a result, not a fault: it is said in words. */
  note(context, text) {
    const { palette, ui } = this.player;
    context.font = `600 ${14 * ui}px ${getComputedStyle(this.button).fontFamily}`;
    context.lineWidth = 4;
    context.lineJoin = "round";
    context.strokeStyle = palette.middle;
    context.strokeText(text, 12, this.side - 12);
    context.fillStyle = palette.ink;
    context.fillText(text, 12, this.side - 12);
  }

  /** Points have a layer of their own: they are drawn again only when one changes sides, is picked, or the theme turns. */
  drawExamples(epoch) {
    const { side, lens, player } = this;
    const { run } = lens;
    const wrong = lens.wrong(epoch);
    const state = `${player.picked} ${player.palette.ink} ${window.devicePixelRatio} ${wrong.map(Number).join("")}`;
    if (state === this.drawn) return;
    this.drawn = state;
    const context = sharp(this.over, side, side);
    context.clearRect(0, 0, side, side);
    const point = i => ({
      x: this.pixel(run.x1[i]), y: side - this.pixel(run.x2[i]), radius: this.radius, label: run.y[i], hollow: i >= run.trained, wrong: wrong[i],
    });
    for (let i = 0; i < run.points; i++) drawPoint(context, point(i), player.palette);
    if (player.picked >= 0 && player.picked < run.points) drawPicked(context, point(player.picked), side, player.palette);
  }
}

/** 1, 2, 2.5 or 5 times a power of ten: the step that puts about `count` ticks into `range`. */
function niceStep(range, count) {
  const raw = range / count;
  const ten = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 2.5, 5, 10].find(factor => factor * ten >= raw * (1 - 1e-9)) * ten;
}

/** A tick's value without trailing zeros. */
const trimmed = value => String(Number(value.toFixed(6))).replace("-", "−");
