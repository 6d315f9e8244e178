// Curves against the epoch, with a marker at the present one; dragging scrubs.

class Chart {
  /**
   * @param {{left: number, top: number, width: number, height: number}} box
   * @param {Series[]} series
   * @param {{kind: string, names: boolean, axis: boolean, gap: number}} options names: at the curves' ends; axis: with epochs below
   */
  constructor(parent, box, series, options, player) {
    Object.assign(this, { box, series, options, player });
    const { ui } = player;
    this.pad = { left: 42 * ui, right: options.names ? 112 * ui : 12, top: 8, bottom: options.axis ? 22 * ui : 6 };
    this.epochs = player.data.epochs;
    this.inner = { width: box.width - this.pad.left - this.pad.right, height: box.height - this.pad.top - this.pad.bottom };
    this.axis = valueAxis(options.kind, series, this.inner.height, (options.gap ?? 52) * ui);
    const label = player.say(options.kind === "accuracy" ? "accuracy_chart" : "loss_chart");
    const style = `left:${box.left}px;top:${box.top}px`;
    this.svg = svg("svg", { class: "chart", width: box.width, height: box.height, style, role: "img", "aria-label": label }, parent);
    this.build();
    this.listen();
  }

  x(epoch) {
    return this.pad.left + (this.epochs ? epoch / this.epochs : 0) * this.inner.width;
  }

  y(value) {
    const { low, high } = this.axis;
    const log = this.options.kind === "log_loss";
    const share = log ? Math.log(Math.max(value, low) / low) / Math.log(high / low) : (value - low) / (high - low);
    return this.pad.top + (1 - Math.min(share, 1)) * this.inner.height;
  }

  build() {
    this.buildAxes();
    const { svg: root, pad, inner } = this;
    svg("rect", { x: pad.left, y: 0, width: inner.width, height: this.box.height, fill: "transparent" }, root);
    this.cursor = svg("line", { y1: pad.top, y2: pad.top + inner.height, class: "cursor" }, root);
    const clip = `played-${this.options.kind}-${Math.random().toString(36).slice(2)}`;
    this.clip = svg("rect", { x: 0, y: 0, height: this.box.height, width: 0 }, svg("clipPath", { id: clip }, root));
    for (const one of this.series) {
      const points = visibleEpochs(one.values, one.last, inner.width).map(e => `${this.x(e).toFixed(1)} ${this.y(one.values[e]).toFixed(1)}`);
      if (!points.length) continue;
      const look = { d: `M${points.join("L")}`, class: one.dash ? "curve dashed" : "curve", stroke: one.colour };
      svg("path", { ...look, opacity: 0.3 }, root); // the whole curve faint, the played part strong
      svg("path", { ...look, "clip-path": `url(#${clip})` }, root);
    }
    this.ends = this.series.map(one => this.end(one));
    this.markers = this.series.map(({ marker, colour }) => curveMarker(marker, colour, root));
    if (this.options.names) this.buildNames();
  }

  buildAxes() {
    const { svg: root, pad, inner, player } = this;
    const { ui } = player;
    for (const mark of this.axis.marks) {
      const y = Math.round(this.y(mark)) + 0.5;
      svg("line", { x1: pad.left, x2: pad.left + inner.width, y1: y, y2: y, class: "grid" }, root);
      svg("text", { x: pad.left - 6, y: y + 4 * ui, "text-anchor": "end" }, root, this.options.kind === "accuracy" ? `${mark} %` : trimmed(mark));
    }
    if (!this.options.axis) return;
    const step = Math.max(1, niceStep(this.epochs || 1, Math.max(2, inner.width / (90 * ui))));
    const foot = pad.top + inner.height;
    for (let epoch = 0; epoch <= this.epochs; epoch += step) {
      svg("line", { x1: this.x(epoch), x2: this.x(epoch), y1: foot, y2: foot + 4, class: "tick" }, root);
      svg("text", { x: this.x(epoch), y: foot + 5 + 12 * ui, "text-anchor": "middle" }, root, String(epoch));
    }
    const beside = this.options.names;
    svg("text", { x: pad.left + inner.width + (beside ? 26 * ui : 0), y: beside ? foot + 5 + 12 * ui : this.box.height + 12 * ui, "text-anchor": beside ? "start" : "end" }, root, player.say("epoch"));
  }

  /** Names at the right end, pushed apart where curves end together. */
  buildNames() {
    const { pad, inner, player } = this;
    const line = 17 * player.ui;
    const ends = this.series.map((one, i) => ({ one, y: this.y(one.values[this.ends[i]]) })).sort((a, b) => a.y - b.y);
    ends.forEach((end, i) => { end.y = Math.max(end.y, i ? ends[i - 1].y + line : pad.top + (this.options.namesFrom ?? 0)); });
    const over = Math.max(0, ends.at(-1).y - (pad.top + inner.height));
    for (const { one, y } of ends) {
      const text = svg("text", { x: pad.left + inner.width + 10, y: y - over + 4, class: "name", style: `fill:${one.colour}` }, this.svg, one.name);
      svg("title", {}, text, one.name);
    }
  }

  /** The last epoch at which a curve has a finite value. */
  end({ values, last }) {
    let epoch = last;
    while (epoch > 0 && !Number.isFinite(values[epoch])) epoch--;
    return epoch;
  }

  listen() {
    const { svg: root, player } = this;
    const epochAt = event => {
      const left = event.clientX - root.getBoundingClientRect().left - this.pad.left;
      return clamp(Math.round(left / this.inner.width * this.epochs), 0, this.epochs);
    };
    root.onpointerdown = event => {
      root.setPointerCapture(event.pointerId);
      this.dragging = true;
      player.seek(epochAt(event));
    };
    root.onpointermove = event => {
      if (this.dragging) player.seek(epochAt(event));
      else player.focusOn({ kind: "curve", accuracy: this.options.kind === "accuracy", epoch: epochAt(event) });
    };
    root.onpointerup = root.onpointercancel = () => {
      this.dragging = false;
      player.tell();
    };
    root.onpointerleave = () => player.focusOn(null);
  }

  draw(epoch) {
    const x = this.x(epoch);
    this.cursor.setAttribute("x1", x);
    this.cursor.setAttribute("x2", x);
    this.clip.setAttribute("width", x);
    this.series.forEach(({ values }, i) => {
      const at = Math.min(epoch, this.ends[i]);
      this.markers[i].setAttribute("transform", `translate(${this.x(at)} ${this.y(values[at])})`);
    });
  }
}

function curveMarker(marker, colour, parent) {
  if (marker === "ring") return svg("circle", { r: 4.5, fill: "var(--surface)", stroke: colour, "stroke-width": 2 }, parent);
  if (marker === "dot") return svg("circle", { r: 5, fill: colour, stroke: "var(--surface)", "stroke-width": 1.5 }, parent);
  return runMarker(marker, colour, parent);
}
