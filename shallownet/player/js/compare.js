// Two to four runs in step: a card each, one chart for all.

class Card {
  /** @param {{left: number, width: number, side: number, tile: number, top: number}} box */
  constructor(stage, box, lens, player) {
    Object.assign(this, { lens, player, run: lens.run, box });
    const { ui, palette } = player;
    const inset = Math.round((box.width - box.side + GUTTER.left * ui) / 2);
    this.left = box.left + inset;
    this.colour = palette.runs[this.run.colour % palette.runs.length];
    const wide = Math.min(Math.max(box.side, 250 * ui), box.width - inset); // a small field's names may reach beyond it
    const head = html("div", "card", stage, { left: this.left, top: 0, width: wide });
    const name = html("div", "name", head);
    runMarker(this.run.colour, this.colour, svg("svg", { viewBox: "-7 -7 14 14", "aria-hidden": "true" }, name));
    html("span", "title", name).textContent = this.run.title;
    this.loss = html("span", "now", name);
    const second = html("div", "second", head);
    html("span", "formula", second).innerHTML = this.run.formula;
    this.accuracy = html("span", "now", second);
    this.field = new Field(stage, { left: this.left, top: box.top, side: box.side }, lens, player);
    this.units(stage);
  }

  /** A row of tiles for each hidden layer, with what is equal in it below. */
  units(stage) {
    const { box, run, player, left } = this;
    const { ui } = player;
    const top = box.top + box.side + GUTTER.below * ui;
    this.rows = run.activations.map((_, layer) => {
      const count = run.sizes[layer + 1];
      const side = Math.floor(Math.min(box.tile, box.side / count - 3));
      const pitch = Math.min(side + 20, (box.side - side) / Math.max(1, count - 1));
      const y = top + layer * (box.tile + 30 * ui);
      const first = left + box.side / 2 - pitch * (count - 1) / 2;
      const tiles = Array.from({ length: count }, (_, unit) => {
        const { words, focus } = unitWords(player, run, layer + 1, unit);
        return new Tile(stage, { x: first + unit * pitch, y: y + side / 2, side }, `${run.title}, ${words}`, focus, player);
      });
      const note = html("div", "note", stage, { left: left - 30, top: y + side + 9, width: box.side + 60 });
      return { tiles, note, side, pitch, first, sheet: null };
    });
  }

  draw(epoch, resolution, shown, context) {
    const { run, lens, player } = this;
    const at = run.epochAt(epoch);
    const here = shown && shown.layer < run.hiddenLayers && shown.unit < run.sizes[shown.layer + 1];
    this.field.draw({ n: resolution.n, epoch, ...(here ? shown : { layer: run.hiddenLayers, unit: 0 }) });
    const gone = run.hasDiverged(epoch);
    setHtml(this.loss, gone ? `<small>${player.say("diverged_short", { epoch: run.divergedAt })}</small>` : `<small>${player.say("loss_short")}</small> ${number(run.losses[at], 3)}`);
    const [set, right, all] = run.tested ? ["test_short", run.testRight, run.tested] : ["train_short", run.right, run.trained];
    setHtml(this.accuracy, `${player.say("accuracy")} <b>${percent(right[at], all)}</b> ${player.say(set)}`);
    this.drawUnits(epoch, resolution, context);
  }

  drawUnits(epoch, resolution, context) {
    const { lens, run, player } = this;
    const grid = lens.grid(epoch, resolution.n);
    const states = unitStates(lens, epoch);
    const parameters = lens.parameters(epoch);
    const { picked } = player;
    const mark = picked >= 0 && picked < run.points ? [run.x1[picked], run.x2[picked]].map(v => (v + lens.extent) / (2 * lens.extent)) : null;
    this.rows.forEach((row, layer) => {
      layerPictures(grid, run.activations[layer], layer, states[layer]).forEach((picture, unit) => {
        row.tiles[unit].show(picture);
        row.tiles[unit].setState(picture.state, player);
        setAttribute(row.tiles[unit].button, "aria-pressed", player.isPinned(row.tiles[unit].focus));
      });
      row.sheet ??= new TileSheet(row.tiles, player);
      row.sheet.draw(context, resolution, mark);
      this.drawSymmetry(context, row, symmetry(run.sizes, parameters, layer));
    });
  }

  /** A bracket under every stretch of equal neighbours, an equals sign between them, and the count in words. */
  drawSymmetry(context, { tiles, note, side, pitch }, { groups, distinct, spread }) {
    const { player } = this;
    const units = tiles.length;
    for (const [first, last] of equalStretches(groups)) {
      Object.assign(context, { strokeStyle: player.palette.ink, fillStyle: player.palette.ink, lineWidth: 1.75 });
      Object.assign(context, { font: `600 16px ${player.font}`, textAlign: "center", textBaseline: "middle" });
      const [start, end] = [tiles[first].left + 1, tiles[last].left + side - 1];
      const y = tiles[first].top + side + 4;
      context.stroke(new Path2D(`M${start} ${y}v4H${end}v-4`));
      for (let unit = first; unit < last && pitch - side > 12; unit++) context.fillText("=", tiles[unit].x + pitch / 2, tiles[unit].y);
    }
    const key = units === 1 ? "one_unit" : distinct === 1 ? "all_equal" : distinct < units ? "some_equal" : "none_equal";
    note.classList.toggle("strong", distinct < units);
    setHtml(note, player.say(key, { units, distinct, spread: small(spread) }));
  }
}

class Compare {
  constructor(stage, width, player) {
    Object.assign(this, { stage, width, player });
    const { ui, runs } = player;
    const gap = 28;
    const columns = width < 700 ? 1 : runs.length;
    const card = (width - gap * (columns - 1)) / columns;
    const layers = Math.max(...runs.map(run => run.hiddenLayers));
    const tile = Math.round(Math.min((layers > 1 ? 34 : 44) * ui, 60));
    const top = 46 * ui;
    const below = GUTTER.below * ui + layers * (tile + 30 * ui) + 4;
    const chart = Math.round(clamp(window.innerHeight * 0.15, 92, 190) * Math.min(ui, 1.2));
    const room = player.room - top - below - chart;
    const side = Math.round(clamp(Math.min(room, card - GUTTER.left * ui), 170, 900));
    stage.style.height = `${top + side + below + chart}px`;
    this.band = { top: Math.round(top + side + GUTTER.below * ui - 10), height: Math.round(below - GUTTER.below * ui + 10) };
    this.canvas = html("canvas", "under-tiles", stage, { left: 0, top: this.band.top }); // as small as can be: it is painted anew for every frame
    this.cards = player.lenses.map((lens, i) => new Card(stage, { left: Math.round(i * (card + gap)), width: card, side, tile, top }, lens, player));
    this.buildChart({ left: 0, top: top + side + below, width, height: chart });
    this.legend = new Legend(player.aside, {}, player);
  }

  buildChart(box) {
    const { stage, player } = this;
    const series = curvesOfRuns(player.runs, player.curve === "accuracy", player);
    const options = { kind: player.curve, names: true, axis: true, gap: 30, namesFrom: 36 * player.ui };
    this.chart = new Chart(stage, box, series, options, player);
    const select = html("select", "curve-choice", stage, { right: 0, top: box.top - 4 });
    select.setAttribute("aria-label", player.say("curve"));
    for (const kind of KINDS_OF_CURVE) {
      const option = html("option", "", select);
      option.value = kind;
      option.textContent = player.say(kind);
      option.selected = kind === player.curve;
    }
    select.onchange = () => player.setCurve(select.value);
  }

  draw(epoch, resolution) {
    const { player } = this;
    const { top, height } = this.band;
    const context = sharp(this.canvas, this.width, height);
    context.clearRect(0, 0, this.width, height);
    context.translate(0, -top);
    const pinned = player.pinned;
    const hover = player.focus?.kind === "unit" ? player.focus : null;
    for (const card of this.cards) card.draw(epoch, resolution, hover?.run === card.run.index ? hover : pinned, context);
    const { shown } = this.cards[0].field;
    const all = this.cards.map(one => one.field.shown);
    const hidden = all.every((one, i) => one.layer < player.runs[i].hiddenLayers);
    this.legend.draw({ ...shown, hidden, scale: hidden ? shown.scale : { middle: 0.5, reach: 0.5 } });
    this.chart.draw(epoch);
  }
}
