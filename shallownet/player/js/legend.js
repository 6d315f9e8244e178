// What the marks mean. It follows what is shown: p = 1/2 over the decision field, z = 0 over the field of a unit.

const MARKS = {
  line: "M-6 4L6-4",
  circle: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0",
  diamond: "M0-6.3L6.3 0L0 6.3L-6.3 0Z",
  small: "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0",
};

function mark(shape, fill, stroke, extra = "") {
  return `<svg viewBox="-7 -7 14 14" aria-hidden="true">${extra}<path d="${MARKS[shape]}" fill="${fill}" stroke="${stroke}" stroke-width="2"/></svg>`;
}

class Legend {
  constructor(parent, style, player) {
    this.player = player;
    this.gradient = gradient(player.palette);
    this.row = html("div", "legend", parent, style);
    this.edges = html("span", "edges", this.row);
    this.bar = html("span", "", this.row);
    this.marks = html("span", "", this.row);
    const say = key => `<span>${player.say(key)}</span>`;
    this.marks.innerHTML = [
      mark("circle", "var(--class0)", "none") + say("class0"),
      mark("diamond", "var(--class1)", "none") + say("class1"),
      mark("circle", "var(--muted)", "none") + say("filled"),
      ...(player.runs.some(run => run.tested) ? [mark("circle", "var(--surface)", "var(--muted)") + say("hollow")] : []),
      mark("small", "var(--surface)", "var(--ink)") + say("misplaced"),
    ].map(item => `<span>${item}</span>`).join("");
  }

  /** What hue and width of an edge mean. */
  edgesMarkup({ largest }) {
    const { player } = this;
    const item = (words, colour) => `<span>${colour ? `<i class="swatch" style="background:var(--${colour})"></i>` : ""}<span>${words}</span></span>`;
    if (player.gradients) {
      return item(largest ? player.say("gradient_thickness", { largest: significant(largest, 2) }) : player.say("no_gradient"), largest ? "gradient" : "");
    }
    return item(player.say("negative"), "class0") + item(player.say("positive"), "class1") + item(player.say("thickness", { largest: number(largest, 1) }));
  }

  /** @param {{scale: {middle: number, reach: number}, hidden: boolean, quantity: object|undefined}} shown what the field and the edges show */
  draw({ scale, hidden, quantity }) {
    const { player } = this;
    if (quantity) setHtml(this.edges, this.edgesMarkup(quantity));
    const [low, high] = [scale.middle - scale.reach, scale.middle + scale.reach].map(value => trimmed(Number(value.toPrecision(2))));
    const line = `<span>${mark("line", "none", "var(--ink)")}<span>${player.say(hidden ? "zero_line" : "boundary")}</span></span>`;
    const symbol = hidden ? "<i>a</i>" : "<i>p</i>";
    setHtml(this.bar, `<span>${symbol} ${low} <i class="bar" style="background:${this.gradient}"></i> ${high}</span>${line}`);
  }
}
