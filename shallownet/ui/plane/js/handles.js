// Taking hold: pointer and keyboard on the three handles, pointer on the line.

const NUDGE = 0.1; // a key press; with Shift, the finest step
const FINE = 0.01;
const KEYS_REST = 500; // ms after the last key press until the hand counts as off

class Handles {
  /** @param {{values: object, change: Function, release: Function, drawing: Drawing}} plane */
  constructor(root, plane) {
    this.plane = plane;
    this.host = root.querySelector(".plane");
    this.each = [...root.querySelectorAll(".handle")];
    for (const handle of this.each) {
      handle.onpointerdown = event => this.grab(event, handle.dataset.kind, handle);
      handle.onkeydown = event => this.key(event, handle.dataset.kind);
    }
  }

  /** The line is drawn anew with every move, so that the pointer is followed on the document. */
  takeLine(grip) {
    if (grip) grip.onpointerdown = event => this.grab(event, "bias", this.each.find(handle => handle.dataset.kind === "bias"));
  }

  grab(event, kind, handle) {
    if (event.button !== 0 || this.held) return;
    event.preventDefault();
    handle.focus({ focusVisible: false });
    const { plane } = this;
    this.held = { id: event.pointerId, kind, start: plane.drawing.where(event), values: plane.values };
    this.host.classList.add("held");
    addEventListener("pointermove", this.move);
    addEventListener("pointerup", this.release);
    addEventListener("pointercancel", this.release);
  }

  move = event => {
    const { held, plane } = this;
    if (event.pointerId !== held.id) return;
    plane.change(movedTo(held.kind, held.values, held.start, plane.drawing.where(event)));
  };

  release = event => {
    if (event.pointerId !== this.held.id) return;
    this.letGo();
    this.plane.release();
  };

  letGo() {
    this.held = null;
    this.host.classList.remove("held");
    removeEventListener("pointermove", this.move);
    removeEventListener("pointerup", this.release);
    removeEventListener("pointercancel", this.release);
  }

  key(event, kind) {
    if (!event.key.startsWith("Arrow") || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    clearTimeout(this.rest);
    this.rest = setTimeout(() => { this.rest = null; this.plane.release(); }, KEYS_REST);
    this.plane.change(nudged(kind, this.plane.values, event.key, event.shiftKey ? FINE : NUDGE));
  }

  get busy() {
    return Boolean(this.held || this.rest);
  }

  /** Each to its place, with its value for a screen reader. */
  place(values, { drawing, limits, say }) {
    const places = handlePlaces(values, drawing.extent);
    for (const handle of this.each) {
      const { kind } = handle.dataset;
      const [x, y] = drawing.pixel(places[kind]);
      handle.style.left = `${x + GUTTER.left}px`;
      handle.style.top = `${y}px`;
      const main = { bias: "b", weights: "w1", example: "x1" }[kind];
      setAttribute(handle, "aria-label", say(`${kind}_handle`));
      setAttribute(handle, "aria-valuemin", limits[main][0]);
      setAttribute(handle, "aria-valuemax", limits[main][1]);
      setAttribute(handle, "aria-valuenow", values[main]);
      setAttribute(handle, "aria-valuetext", say(`${kind}_value`, Object.fromEntries(Object.entries(values).map(([name, v]) => [name, number(v)]))));
    }
  }

  destroy() {
    clearTimeout(this.rest);
    if (this.held) this.letGo();
  }
}
