// Units as small fields: buttons over one canvas, which draws all of them at once.

class Tile {
  /** @param {{x: number, y: number, side: number}} place centre and side */
  constructor(parent, { x, y, side }, label, focus, player) {
    Object.assign(this, { x, y, side, focus });
    this.left = Math.round(x - side / 2); // whole pixels: sharp outlines, clean corners
    this.top = Math.round(y - side / 2);
    this.label = label;
    this.button = button("tile", parent, { left: this.left, top: this.top, width: side, height: side }, label);
    this.button.onpointerenter = this.button.onfocus = () => player.focusOn(focus);
    this.button.onpointerleave = this.button.onblur = () => player.focusOn(null);
    this.button.onclick = () => player.pin(focus);
  }

  /** What the tile shows: {z, a, scale: {middle, reach}, state: {dead, saturated} or null}. */
  show(picture) {
    this.picture = picture;
  }

  setState(state, player) {
    const word = state?.dead ? player.say("dead") : state?.saturated ? player.say("saturated") : "";
    const label = word ? `${this.label}, ${word}` : this.label;
    setAttribute(this.button, "aria-label", label);
  }
}

class TileSheet {
  constructor(tiles, player) {
    this.tiles = tiles;
    this.player = player;
    this.outlines = new Path2D();
    this.corners = new Path2D(); // what is cut off each tile's corners
    for (const { left, top, side } of tiles) {
      const radius = Math.min(8, side / 5);
      this.outlines.roundRect(left + 0.5, top + 0.5, side - 1, side - 1, radius);
      this.corners.rect(left - 0.5, top - 0.5, side + 1, side + 1);
      this.corners.roundRect(left, top, side, side, radius);
    }
  }

  /** @param {{n: number, stride: number}} grid what the pictures' values are read from */
  draw(context, { n, stride }, mark) {
    const { tiles, player } = this;
    const { palette } = player;
    const small = (n - 1) / stride + 1;
    if (this.atlas?.n !== small) this.atlas = new Atlas(small, tiles.length);
    tiles.forEach(({ picture }, i) => this.atlas.set(i, picture.a, n, stride, picture.scale, player.colours));
    this.atlas.upload();
    tiles.forEach(({ left, top, side }, i) => this.atlas.draw(context, i, left, top, side));
    context.beginPath();
    for (const { picture, left, top, side } of tiles) traceZero(context, picture.z, n, stride, left, top, side);
    strokeBoundary(context, palette, 1);
    for (const tile of tiles) this.drawSigns(context, tile, mark);
    context.fillStyle = player.background;
    context.fill(this.corners, "evenodd");
    context.strokeStyle = palette.line;
    context.lineWidth = 1;
    context.stroke(this.outlines);
  }

  /** The bias bar where there is no room for its number, the place of the picked example, and a badge for a unit that cannot learn. */
  drawSigns(context, tile, mark) {
    const { palette } = this.player;
    const { picture, left, top, side } = tile;
    if (picture.bias !== undefined) drawBiasBar(context, tile, palette);
    if (mark) {
      context.beginPath();
      context.arc(left + mark[0] * side, top + (1 - mark[1]) * side, clamp(side / 12, 2.5, 4), 0, 2 * Math.PI);
      context.fillStyle = palette.surface;
      context.fill();
      context.strokeStyle = palette.ink;
      context.lineWidth = 1.75;
      context.stroke();
    }
    if (picture.state?.dead || picture.state?.saturated) drawBadge(context, left + side - side / 6 - 2, top + side / 6 + 2, clamp(side / 7, 4.5, 8), picture.state, palette);
  }
}

/** `picture.bias.share` in [-1, 1] as a bar from the middle of the tile's foot: left negative, right positive. */
function drawBiasBar(context, { picture, left, top, side }, palette) {
  const height = side > 30 ? 7 : 4;
  const foot = top + side - height;
  const middle = left + side / 2;
  context.fillStyle = palette.surface;
  context.fillRect(left, foot, side, height);
  context.fillStyle = picture.bias.colour;
  context.fillRect(middle, foot + (height > 5 ? 2 : 1), picture.bias.share * side * 0.46, height - (height > 5 ? 3 : 1));
  context.fillStyle = palette.ink;
  context.fillRect(middle - 0.5, foot, 1, height);
}

/** Dead: a cross. Saturated: a level line. */
function drawBadge(context, x, y, radius, { dead }, palette) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = palette.ink;
  context.fill();
  const arm = radius * (dead ? 0.42 : 0.55);
  context.beginPath();
  if (dead) {
    context.moveTo(x - arm, y - arm);
    context.lineTo(x + arm, y + arm);
    context.moveTo(x - arm, y + arm);
    context.lineTo(x + arm, y - arm);
  } else {
    context.moveTo(x - arm, y);
    context.lineTo(x + arm, y);
  }
  context.strokeStyle = palette.surface;
  context.lineWidth = Math.max(1.25, radius / 4);
  context.lineCap = "round";
  context.stroke();
}

/** What the tiles of a layer show: one entry a unit. `layer` counts from 0, the first hidden one. */
function layerPictures(grid, key, layer, states) {
  const scale = colourScale(key, grid.a[layer]);
  return grid.a[layer].map((a, unit) => ({ z: grid.z[layer][unit], a, scale, state: states?.[unit] ?? null }));
}
