// The network: inputs, one or two hidden layers, output; fields in the units, weights between them.

class Diagram {
  /** @param {{left: number, top: number, width: number, height: number}} box the plot; headings stand above it */
  constructor(parent, box, lens, player) {
    Object.assign(this, { box, lens, player, run: lens.run });
    this.part = html("div", "part", parent, { left: box.left, top: 0, width: box.width, height: box.top + box.height + GUTTER.below });
    this.canvas = html("canvas", "", this.part);
    this.place();
    this.sheet = new TileSheet(this.columns.flat(), player);
    this.edges = new Edges(connect(this.columns, this.run.sizes), this.run.sizes);
    this.canvas.onpointermove = this.canvas.onpointerdown = event => this.point(event);
    this.canvas.onpointerleave = () => player.focusOn(null);
    this.quantityChoice();
  }

  /** Columns of tiles: as large as the height, the width and their number allow. */
  place() {
    const { player, run } = this;
    const { width, top, height } = this.box;
    const { ui } = player;
    const two = run.hiddenLayers === 2;
    const end = Math.round(Math.min(width * (two ? 0.11 : 0.135), 78 * ui));
    const x = [4 + end / 2, ...(two ? [width * 0.36, width * 0.675] : [width * 0.48]), width - 24 - end / 2];
    const middle = top + height / 2;
    this.columns = run.sizes.map((units, column) => {
      const outer = column === 0 || column === run.sizes.length - 1;
      const pitch = outer ? Math.max(height / 4, 84) * 1.24 : height / Math.max(units, 4);
      const room = pitch - (pitch >= 70 * ui ? 26 * ui : pitch >= 40 ? 8 : 4);
      const side = outer ? end : Math.round(Math.min(room, width * (two ? 0.15 : 0.18), 104 * ui));
      const named = outer || pitch >= 70 * ui; // room for a line below the tile
      const first = middle - pitch * (units - 1) / 2 - (named ? 9 * ui : 0);
      return Array.from({ length: units }, (_, unit) => this.tile(column, unit, { x: x[column], y: first + unit * pitch, side }, named));
    });
    this.headings(x);
    this.drawFunnel = context => this.funnel(context, this.columns.at(-1)[0]);
  }

  tile(column, unit, place, named) {
    const { player, run } = this;
    const { words, focus } = unitWords(player, run, column, unit);
    const tile = new Tile(this.part, place, words, focus, player);
    tile.button.onkeydown = event => this.walkEdges(event, tile);
    tile.button.setAttribute("aria-description", player.say("edges_hint"));
    if (named) tile.under = html("div", "under", this.part, { left: place.x, top: place.y + place.side / 2 + 2 });
    return tile;
  }

  headings(x) {
    const { player, run } = this;
    const last = run.sizes.length - 1;
    run.sizes.forEach((_, column) => {
      const heading = html("div", "heading centred", this.part, { left: column ? x[column] : Math.max(x[0], 24), top: this.box.top - LINE * player.ui });
      if (column === 0) heading.textContent = player.say("inputs");
      else if (column === last) heading.innerHTML = `${player.say("output")} <small>σ</small>`;
      else {
        const name = run.hiddenLayers === 1 ? player.say("hidden_layer") : player.say("layer", { layer: column });
        heading.innerHTML = `${name} <small>${player.shortName(run.activations[column - 1])}</small>`;
      }
    });
  }

  /** Weights or gradients, above the legend that says what the edges mean: the headings leave no room for it. */
  quantityChoice() {
    const { player, box, part } = this;
    const choices = [[false, player.say("weights")], [true, player.say("gradients")]];
    const group = choice(part, "choice quantity", choices, player.gradients, player.say("quantity"), on => player.setGradients(on));
    Object.assign(group.style, { left: "0px", top: `${box.top + box.height + 8}px` });
  }

  /** The output opens into the large field: a quiet wedge says "this tile, enlarged". */
  funnel(context, { x, y, side }) {
    const { width, top, height } = this.box;
    context.beginPath();
    context.moveTo(x + side / 2 + 2, y - side / 2 + 8);
    context.lineTo(width + 6, top + 8);
    context.lineTo(width + 6, top + height - 8);
    context.lineTo(x + side / 2 + 2, y + side / 2 - 8);
    context.globalAlpha = 0.45;
    context.fillStyle = this.player.palette.line;
    context.fill();
    context.globalAlpha = 1;
  }

  // pointing

  point(event) {
    const box = this.canvas.getBoundingClientRect();
    const edge = this.edges.under(event.clientX - box.left, event.clientY - box.top);
    this.player.focusOn(edge ? this.edgeFocus(edge) : null);
  }

  edgeFocus({ position, layer, unit, input }) {
    return { kind: "edge", run: this.run.index, position, layer, unit, input };
  }

  /** Up and Down: the focused unit's edges one by one; another key or leaving ends it. */
  walkEdges(event, tile) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const edges = this.edges.touching(tile.focus);
    const at = edges.findIndex(edge => edge.position === this.player.focus?.position);
    const next = at < 0 ? (step > 0 ? 0 : edges.length - 1) : (at + step + edges.length) % edges.length;
    this.player.focusOn(this.edgeFocus(edges[next]));
  }

  // drawing

  draw(epoch, resolution) {
    const { player, lens, run, box } = this;
    const grid = lens.grid(epoch, resolution.n);
    const parameters = lens.parameters(epoch);
    const shown = quantity(lens, epoch, player);
    const picked = player.picked >= 0 && player.picked < run.points ? player.picked : -1;
    this.show(grid, unitStates(lens, epoch), shown);
    const context = sharp(this.canvas, box.width + 8, box.top + box.height + GUTTER.below);
    context.clearRect(0, 0, box.width + 8, box.top + box.height + GUTTER.below);
    this.drawFunnel(context);
    const lit = this.edges.touching(player.focus ?? player.pinnedFocus(run));
    this.edges.draw(context, shown, lit, player.palette.line);
    const { extent } = lens;
    this.sheet.draw(context, resolution, picked < 0 ? null : [run.x1[picked], run.x2[picked]].map(v => (v + extent) / (2 * extent)));
    this.drawEquals(context, parameters);
    this.drawChips(context, lit, shown);
    this.writeUnder(epoch, shown, picked);
  }

  /** Hands every tile its picture. */
  show(grid, states, shown) {
    const { run, columns, lens, player } = this;
    columns.forEach((tiles, column) => {
      const layer = column - 1;
      const key = run.activations[layer] ?? OUTPUT;
      const pictures = column
        ? layerPictures(grid, key, layer, states[layer])
        : grid.inputs.map(a => ({ z: a, a, scale: { middle: 0, reach: lens.extent }, state: null }));
      tiles.forEach((tile, unit) => {
        const picture = pictures[unit];
        if (column && !tile.under) picture.bias = biasBar(shown, rowStart(run.sizes, layer, unit) + run.sizes[layer]);
        tile.show(picture);
        tile.setState(picture.state, player);
        setAttribute(tile.button, "aria-pressed", player.isPinned(tile.focus));
      });
    });
  }

  /** Brackets with "=" join neighbouring units of a hidden layer that are equal to the last bit. */
  drawEquals(context, parameters) {
    const { run, player } = this;
    this.symmetries = run.activations.map((_, layer) => symmetry(run.sizes, parameters, layer));
    context.strokeStyle = player.palette.ink;
    context.lineWidth = 1.75;
    this.symmetries.forEach(({ groups }, layer) => {
      const tiles = this.columns[layer + 1];
      for (let unit = 1; unit < tiles.length; unit++) {
        if (groups[unit] === groups[unit - 1]) drawEqual(context, tiles[unit - 1], tiles[unit], player);
      }
    });
  }

  drawChips(context, lit, { values, print }) {
    const focus = this.player.focus ?? this.player.pinnedFocus(this.run);
    for (const edge of lit) {
      const siblings = lit.filter(other => other.layer === edge.layer).length;
      const comingIn = focus.kind === "unit" && edge.layer === focus.layer;
      const share = siblings <= 4 ? 0.43 : comingIn ? 0.2 : 0.8; // many values: where the edges are farthest apart
      drawChip(context, edge, share, print(values[edge.position]), this.player);
    }
  }

  /** Biases below the tiles, or their gradients; while an example is followed, its values instead of the biases. */
  writeUnder(epoch, { values, bias, print }, picked) {
    const { run, lens, player } = this;
    const pass = picked < 0 ? null : lens.at(epoch, run.x1[picked], run.x2[picked]);
    const last = run.sizes.length - 1;
    this.columns.forEach((tiles, column) => tiles.forEach((tile, unit) => {
      if (!tile.under) return;
      const subscript = column === last ? "" : `<sub>${unit + 1}</sub>`;
      if (column === 0) setHtml(tile.under, `<i>x</i>${subscript}${pass ? ` <b>${signed(pass.inputs[unit][0])}</b>` : ""}`);
      else if (!pass || player.gradients) setHtml(tile.under, `${bias}${subscript} <b>${print(values[rowStart(run.sizes, column - 1, unit) + run.sizes[column - 1]])}</b>`);
      else if (column === last) setHtml(tile.under, `<i>ŷ</i> <b>${number(pass.a[column - 1][0][0])}</b>`);
      else setHtml(tile.under, `<i>a</i>${subscript} <b>${signed(pass.a[column - 1][unit][0])}</b>`);
    }));
  }
}

/** A bias as a share of the longest bar, with its colour. */
function biasBar({ values, largestBias, colours }, position) {
  const value = values[position];
  return { share: largestBias ? value / largestBias : 0, colour: colours[value < 0 ? 0 : 1] };
}

/** A unit's name in words and what pointing at its tile means. Column 0 holds the inputs. */
function unitWords(player, run, column, unit) {
  const number = unit + 1;
  const last = run.sizes.length - 1;
  if (column === 0) return { words: player.say("input_button", { unit: number }), focus: { kind: "input", run: run.index, unit } };
  const focus = { kind: "unit", run: run.index, layer: column - 1, unit };
  if (column === last) return { words: player.say("output_button"), focus };
  const key = run.hiddenLayers === 1 ? "unit_button" : "unit_button_of_layer";
  return { words: player.say(key, { unit: number, layer: column }), focus };
}

function drawEqual(context, above, below, player) {
  const x = above.x + above.side / 2 + 4;
  const reach = Math.min(9, above.side / 4);
  const arm = Math.min(8, above.side / 3);
  context.beginPath();
  context.moveTo(x, above.y + reach);
  context.lineTo(x + arm, above.y + reach);
  context.lineTo(x + arm, below.y - reach);
  context.lineTo(x, below.y - reach);
  context.stroke();
  if (below.y - above.y < 60) return;
  context.font = `600 ${17 * player.ui}px ${player.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = player.palette.ink;
  context.fillText("=", x + 17, (above.y + below.y) / 2);
}
