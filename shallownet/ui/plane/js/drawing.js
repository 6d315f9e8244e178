// The picture: field and axes, the line with its sides, the arrow, the way from x to the line.

const GUTTER = { left: 34, below: 38 };

class Drawing {
  constructor(root) {
    this.base = root.querySelector(".base");
    this.over = root.querySelector(".over");
    this.stage = root.querySelector(".stage");
  }

  /** @param {{side: number, ui: number, extent: number}} room */
  layout({ side, ui, extent }) {
    Object.assign(this, { side, ui, extent });
    this.stage.style.width = `${side + GUTTER.left}px`;
    this.stage.style.height = `${side + GUTTER.below * ui}px`;
    for (const layer of [this.base, this.over]) layer.style.left = `${GUTTER.left}px`;
    setAttribute(this.over, "width", side);
    setAttribute(this.over, "height", side);
    this.over.replaceChildren();
    this.axes();
    this.parts = svg("g", {}, this.over);
  }

  pixel([x1, x2]) {
    const at = value => (value + this.extent) / (2 * this.extent) * this.side;
    return [at(x1), this.side - at(x2)];
  }

  /** A pointer's place in the plane. */
  where(event) {
    const box = this.over.getBoundingClientRect();
    const at = (from, size) => from / size * 2 * this.extent - this.extent;
    return [at(event.clientX - box.left, box.width), -at(event.clientY - box.top, box.height)];
  }

  axes() {
    const { side, ui, over } = this;
    svg("rect", { class: "frame", width: side, height: side, rx: 8 }, over);
    for (const tick of [-1, 0, 1]) {
      const [x, y] = this.pixel([tick, tick]);
      svg("line", { class: "tick", x1: x, x2: x, y1: side, y2: side + 4 }, over);
      svg("text", { x, y: side + 6 + 12 * ui, "text-anchor": "middle" }, over, trimmedTick(tick));
      svg("line", { class: "tick", x1: -4, x2: 0, y1: y, y2: y }, over);
      svg("text", { x: -8, y: y + 4 * ui, "text-anchor": "end" }, over, trimmedTick(tick));
    }
    const [x, y] = this.pixel([0.5, 0.5]);
    this.axisName(x, side + 6 + 14 * ui, "1");
    this.axisName(-14 * ui, y + 4, "2");
  }

  axisName(x, y, subscript) {
    const text = svg("text", { x, y, "text-anchor": "middle", class: "axis" }, this.over);
    svg("tspan", { class: "symbol" }, text, "x");
    svg("tspan", { dy: 3 }, text, subscript);
  }

  field(values, { n, middle, reach }, colours) {
    if (this.atlas?.n !== n) this.atlas = new Atlas(n, 1);
    this.atlas.set(0, values, n, 1, { middle, reach }, colours);
    this.atlas.upload();
    this.atlas.draw(sharp(this.base, this.side, this.side), 0, 0, 0, this.side);
  }

  /** Everything that follows the hand at once. @returns {SVGElement|null} the line's grip */
  lines(values, say) {
    const group = svg("g", {});
    const grip = this.zeroLine(group, values, say);
    this.wayToTheLine(group, values);
    this.arrow(group, values);
    this.name(group, "x", [values.x1, values.x2], 14, -10);
    this.parts.replaceWith(group);
    this.parts = group;
    return grip;
  }

  zeroLine(group, values, say) {
    const ends = lineEnds(values, this.extent);
    if (!ends) return null;
    const [[x1, y1], [x2, y2]] = ends.map(end => this.pixel(end));
    for (const name of ["rim", "zero"]) svg("line", { class: name, x1, y1, x2, y2 }, group);
    this.sides(group, values, ends, say);
    return svg("line", { class: "grip", x1, y1, x2, y2 }, group);
  }

  /** "z > 0" and "z < 0" on either side of the line, near the end that has more room. */
  sides(group, { w1, w2 }, [first, second], say) {
    const size = Math.hypot(w1, w2);
    const at = [0, 1].map(i => first[i] * 0.86 + second[i] * 0.14);
    for (const [word, sign] of [["above", 1], ["below", -1]]) {
      const reach = sign * 0.17;
      const [x, y] = this.pixel([at[0] + reach * 1.25 * w1 / size, at[1] + reach * w2 / size]);
      svg("text", { class: "side", x: clamp(x, 24, this.side - 24), y: clamp(y + 4, 14, this.side - 6), "text-anchor": "middle" }, group, say(word));
    }
  }

  wayToTheLine(group, values) {
    const from = [values.x1, values.x2];
    const foot = footOn(values, from);
    if (!foot || foot.some(v => Math.abs(v) > this.extent)) return;
    const [[x1, y1], [x2, y2]] = [from, foot].map(place => this.pixel(place));
    svg("line", { class: "hair", x1, y1, x2, y2 }, group);
  }

  arrow(group, { w1, w2 }) {
    const tip = [w1 * ARROW, w2 * ARROW];
    const [[x1, y1], [x2, y2]] = [[0, 0], tip].map(place => this.pixel(place));
    const length = Math.hypot(x2 - x1, y2 - y1);
    if (length > 1) {
      const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
      const back = Math.min(16, length);
      const [bx, by] = [x2 - ux * back, y2 - uy * back];
      for (const name of ["rim", "shaft"]) svg("line", { class: name, x1, y1, x2: bx, y2: by }, group);
      svg("path", { class: "tip", d: `M${x2} ${y2}L${bx - uy * 7} ${by + ux * 7}L${bx + uy * 7} ${by - ux * 7}Z` }, group);
    }
    const [nx, ny] = length > 1 ? [(x2 - x1) / length * 20, (y2 - y1) / length * 20 + 5] : [-14, 16];
    this.name(group, "w", tip, nx, ny);
  }

  name(group, text, place, dx, dy) {
    const [x, y] = this.pixel(place);
    svg("text", { class: "name", x: clamp(x + dx, 8, this.side - 14), y: clamp(y + dy, 16, this.side - 6), "text-anchor": "middle" }, group, text);
  }
}

const trimmedTick = value => String(value).replace("-", "−");
