// The inspector's line: what the pointer or the focus is on.

class Inspector {
  constructor(player) {
    this.player = player;
  }

  say(key, values) {
    return this.player.say(key, values);
  }

  /** Markup for the present focus. */
  line() {
    const { player } = this;
    const focus = player.focus ?? player.pinnedFocus(player.runs[0]);
    if (focus?.kind === "edge") return this.edge(focus);
    if (focus?.kind === "unit") return this.unit(focus);
    if (focus?.kind === "input") return this.input(focus);
    if (focus?.kind === "field") return this.field(focus);
    if (focus?.kind === "curve") return this.curve(focus);
    return this.diverged() ?? this.example() ?? this.say(player.gradients && player.runs.length === 1 ? "gradients_hint" : "hint");
  }

  /** "Unit 2", with its layer where there are two. */
  unitName(run, layer, unit, short = true) {
    if (layer === run.hiddenLayers) return this.say(short ? "output_short" : "output_name");
    const key = (short ? "unit_short" : "unit") + (run.hiddenLayers > 1 ? "_of_layer" : "");
    return this.say(key, { unit: unit + 1, layer: layer + 1 });
  }

  edge({ run: index, position, layer, unit, input }) {
    const run = this.player.runs[index];
    const { values, weight, print } = quantity(this.player.lenses[index], this.player.epoch, this.player);
    const source = layer === 0 ? this.say("input_short", { unit: input + 1 }) : this.unitName(run, layer - 1, input);
    const symbol = `${weight}<sup>[${layer + 1}]</sup><sub>${unit + 1},${input + 1}</sub>`;
    return this.say("edge", { symbol, value: print(values[position], 3), source, target: this.unitName(run, layer, unit) });
  }

  unit({ run: index, layer, unit }) {
    const { player } = this;
    const run = player.runs[index];
    const parameters = player.lenses[index].parameters(player.epoch);
    const start = rowStart(run.sizes, layer, unit);
    const inputs = run.sizes[layer];
    const bias = parameters[start + inputs];
    const letter = layer ? "a" : "x";
    const names = Array.from({ length: inputs }, (_, i) => `<i>${letter}</i><sub>${i + 1}</sub>`);
    const sum = inputs <= 4
      ? affineSum(Array.from(parameters.subarray(start, start + inputs)), names, bias, inputs > 2 ? 2 : 3)
      : this.say("many_terms", { count: inputs, bias: `${bias < 0 ? "−" : "+"} <b>${number(Math.abs(bias), 3)}</b>` });
    const title = player.runs.length > 1 ? `${escapeHtml(run.title)}, ` : "";
    const key = run.activations[layer];
    const name = title + this.unitName(run, layer, unit, false);
    return this.say("unit_formula", { name, sum, function: key ? player.shortName(key) : "σ" }) + this.atUnit(index, layer, unit) + this.state(index, layer, unit);
  }

  /** What the line below its tile is about: the example that is followed, or the bias's gradient. */
  atUnit(index, layer, unit) {
    const { player } = this;
    const { sizes, hiddenLayers } = player.runs[index];
    if (!player.gradients || player.runs.length > 1) return this.atPicked(index, layer, unit);
    const { values, print } = quantity(player.lenses[index], player.epoch, player);
    const symbol = `d<i>b</i><sup>[${layer + 1}]</sup>${layer < hiddenLayers ? `<sub>${unit + 1}</sub>` : ""}`;
    return this.say("bias_gradient", { symbol, value: print(values[rowStart(sizes, layer, unit) + sizes[layer]]) });
  }

  /** z and a of a unit for the example that is followed. */
  atPicked(index, layer, unit) {
    const { player } = this;
    const run = player.runs[index];
    if (player.picked < 0 || player.picked >= run.points) return "";
    const pass = player.lenses[index].at(player.epoch, run.x1[player.picked], run.x2[player.picked]);
    return this.say("unit_value", { z: number(pass.z[layer][unit][0], 3), a: number(pass.a[layer][unit][0], 3) });
  }

  state(index, layer, unit) {
    const { player } = this;
    const run = player.runs[index];
    if (layer === run.hiddenLayers) return "";
    const z = player.lenses[index].examples(player.epoch).z[layer][unit];
    const { dead, saturated, share } = unitState(run.activations[layer], z, run.trained);
    return dead ? this.say("dead_long") : saturated ? this.say("saturated_long", { share: (100 * share).toFixed(0) }) : "";
  }

  input({ run: index, unit }) {
    const { player } = this;
    const run = player.runs[index];
    if (player.picked < 0 || player.picked >= run.points) return this.say("input_name", { unit: unit + 1 });
    return this.say("input_value", { unit: unit + 1, value: number([run.x1, run.x2][unit][player.picked], 3) });
  }

  /** The shown unit's value under the pointer, in every run. */
  field({ at: [x1, x2] }) {
    const { player } = this;
    const shown = player.shownUnit();
    const values = player.runs.map((run, i) => {
      const layer = shown && shown.layer < run.hiddenLayers && shown.unit < run.sizes[shown.layer + 1] ? shown.layer : run.hiddenLayers;
      const pass = player.lenses[i].at(player.epoch, x1, x2);
      return `<b>${number(pass.a[layer][layer === run.hiddenLayers ? 0 : shown.unit][0], 3)}</b>`;
    });
    return this.say(shown ? "unit_point" : "point", { x1: number(x1), x2: number(x2), values: values.join(" · ") });
  }

  curve({ epoch, accuracy }) {
    const { runs } = this.player;
    if (runs.length > 1) {
      const value = run => (accuracy ? percent(run.right[epoch], run.trained) : number(run.losses[epoch], 4));
      return this.say("each_run", { epoch, values: runs.map(run => `${escapeHtml(run.title)} <b>${value(run)}</b>`).join(", ") });
    }
    const [run] = runs;
    if (accuracy) {
      const values = { epoch, train: percent(run.right[epoch], run.trained), test: run.tested ? percent(run.testRight[epoch], run.tested) : "" };
      return this.say(run.tested ? "accuracies" : "train_accuracy", values);
    }
    const values = { epoch, train: number(run.losses[epoch], 4), test: run.testLosses ? number(run.testLosses[epoch], 4) : "" };
    return this.say(run.testLosses ? "losses" : "train_loss", values);
  }

  /** Runs that have diverged by now, in a sentence. */
  diverged() {
    const { runs, epoch } = this.player;
    const gone = runs.filter(run => run.hasDiverged(epoch));
    if (!gone.length) return null;
    if (runs.length === 1) return this.say("diverged", { epoch: gone[0].divergedAt });
    return gone.map(run => this.say("diverged_run", { title: escapeHtml(run.title), epoch: run.divergedAt })).join(" ");
  }

  example() {
    const { runs, picked, epoch, lenses } = this.player;
    if (picked < 0) return null;
    const printed = runs.map((run, i) => `<b>${number(picked < run.points ? lenses[i].examples(epoch).a.at(-1)[0][picked] : NaN, 3)}</b>`).join(" · ");
    if (!sameExample(runs, picked)) return this.say("example_short", { number: picked + 1, values: printed });
    const [run] = runs;
    const verdict = runs.length === 1 ? this.say(lenses[0].wrong(epoch)[picked] ? "wrong" : "right") : "";
    const set = this.say(picked < run.trained ? "train_short" : "test_short");
    return this.say("example", { number: picked + 1, set, x1: number(run.x1[picked]), x2: number(run.x2[picked]), label: run.y[picked], values: printed }) + verdict;
  }
}

/** Do all runs mean the same example by this number? */
function sameExample(runs, picked) {
  const of = run => [run.x1[picked], run.x2[picked], run.y[picked], picked < run.trained].join();
  return runs.every(run => of(run) === of(runs[0]));
}
