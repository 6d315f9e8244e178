// One run: network, field, figures and curves side by side; below each other where the window is narrow.

class Single {
  constructor(stage, width, player) {
    Object.assign(this, { stage, player, run: player.runs[0], lens: player.lenses[0] });
    const boxes = width < 760 ? this.stacked(width) : this.abreast(width);
    stage.style.height = `${boxes.height}px`;
    if (boxes.network.width > 0) this.diagram = new Diagram(stage, boxes.network, this.lens, player);
    this.title = heading(stage, boxes.field.left, boxes.field.top - LINE * player.ui, "");
    this.field = new Field(stage, boxes.field, this.lens, player);
    this.figures(boxes.figures);
    this.legend = new Legend(stage, boxes.legend, player);
  }

  /** The square field is what counts: it takes what height the window leaves and what width its neighbours leave. */
  abreast(width) {
    const { player, run } = this;
    const { ui } = player;
    const two = run.hiddenLayers === 2;
    const top = LINE * ui;
    const foot = GUTTER.below * ui + 24 * ui;
    const right = clamp(width * 0.22, 224 * player.scale, 400);
    const free = width - right - 64;
    const room = Math.max(240, player.room - top - foot);
    const side = Math.round(clamp(Math.min(room, free * (two ? 0.47 : 0.55)), 240, 1200));
    const tall = Math.round(Math.max(side, Math.min(room, Math.max(...run.sizes) * 27 * ui)));
    const network = Math.round(width - right - side - GUTTER.left * ui - 28);
    const left = network + GUTTER.left * ui;
    return {
      height: top + tall + foot,
      network: { left: 0, top, width: network, height: tall },
      field: { left, top, side },
      figures: { left: width - right, top: 0, width: right, height: top + tall + foot },
      legend: { left: 0, top: top + tall + GUTTER.below * ui, width: left + side },
    };
  }

  stacked(width) {
    const { player, run } = this;
    const { ui } = player;
    const top = LINE * ui;
    const gutter = GUTTER.left * ui;
    const side = Math.round(Math.min(width - gutter - 4, 460));
    const under = top + side + GUTTER.below * ui + 76 * ui;
    const tall = Math.max(280, Math.max(...run.sizes) * 26);
    const figures = under + top + tall + 44 * ui;
    return {
      height: figures + 380 * ui,
      field: { left: gutter, top, side },
      legend: { left: 0, top: top + side + GUTTER.below * ui, width, flexWrap: "wrap", height: "auto" },
      network: { left: 0, top: under + top, width: Math.min(width - 8, 460), height: tall },
      figures: { left: 0, top: figures, width, height: 370 * ui },
    };
  }

  /** Accuracy with its counts and curve, loss with its values and curve. */
  figures({ left, top, width, height }) {
    const { stage, player, run } = this;
    const { ui } = player;
    heading(stage, left, top, player.say("accuracy"));
    this.scores = new Scores(stage, { left, top: top + 26 * ui, width }, player);
    const accuracyTop = top + 82 * ui;
    const accuracyHeight = Math.round(clamp(height * 0.15, 44, 110));
    const curves = accuracy => curvesOfRun(run, accuracy, player);
    const accuracyBox = { left, top: accuracyTop, width, height: accuracyHeight };
    const lossTop = accuracyTop + accuracyHeight + 10 * ui;
    heading(stage, left, lossTop, player.say("loss"));
    const scale = choice(stage, "choice", [[false, player.say("linear")], [true, player.say("log")]], player.log, player.say("scale"), on => player.setLog(on));
    Object.assign(scale.style, { right: "0", top: `${lossTop}px` }); // the figures reach to the stage's right edge
    this.losses = new Losses(stage, { left, top: lossTop + 28 * ui, width }, player);
    const chartTop = lossTop + 54 * ui;
    const lossBox = { left, top: chartTop, width, height: top + height - chartTop - 16 * ui };
    this.charts = [
      new Chart(stage, accuracyBox, curves(true), { kind: "accuracy", axis: false, gap: 26 }, player),
      new Chart(stage, lossBox, curves(false), { kind: player.log ? "log_loss" : "loss", axis: true }, player),
    ];
  }

  draw(epoch, resolution) {
    const { player, run } = this;
    const shown = player.shownUnit() ?? { layer: run.hiddenLayers, unit: 0 };
    const hidden = shown.layer < run.hiddenLayers;
    this.diagram?.draw(epoch, resolution);
    this.field.draw({ n: resolution.n, epoch, ...shown });
    setHtml(this.title, hidden ? this.unitTitle(shown) : `${player.say("field")} <small>${player.say("probability")}</small>`);
    this.legend.draw({ ...this.field.shown, hidden, quantity: quantity(this.lens, epoch, player) });
    this.scores.draw(epoch);
    this.losses.draw(epoch);
    for (const chart of this.charts) chart.draw(epoch);
  }

  unitTitle({ layer, unit }) {
    const { run, player } = this;
    const symbol = `<i>a</i><sup>[${layer + 1}]</sup><sub>${unit + 1}</sub>`;
    return `${player.inspector.unitName(run, layer, unit, false)} <small>${symbol}</small>`;
  }
}
