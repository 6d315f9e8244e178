// The plane: what the hand moves is drawn at once; Python hears of it, one message at a time, and answers with numbers and field. The only export.

const PLANES = new WeakMap(); // one for each mounted component; the default export runs again on every new payload and theme
const PAUSE = 40; // ms between messages at least
const PATIENCE = 1000; // ms to wait for an answer before the next message goes out all the same
const LARGEST = 396; // px of the field's side

class Plane {
  constructor(root) {
    this.root = root;
    this.host = root.querySelector(".plane");
    this.drawing = new Drawing(root);
    this.handles = new Handles(root, this);
    Object.assign(this, { raw: null, head: null, values: null, number: 0, sentAt: 0, waiting: false, pending: null });
    this.observer = new ResizeObserver(() => this.layout());
    this.observer.observe(this.host);
  }

  say = (key, values = {}) => this.head.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

  get limits() {
    return this.head.limits;
  }

  // what Python says

  update({ data, setStateValue }) {
    this.setStateValue = setStateValue;
    if (data && data !== this.raw) this.receive(data);
    if (!this.head) return;
    this.theme();
    this.layout();
    this.draw();
  }

  receive(bytes) {
    this.raw = bytes;
    const buffer = bytes.slice().buffer; // at offset 0, where typed arrays are aligned
    const length = new DataView(buffer).getUint32(0, true);
    const first = !this.head;
    this.head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
    this.field = new Float32Array(buffer, 4 + length, this.head.n ** 2);
    if (first) this.number = this.head.heard;
    if (first || this.isNews()) this.values = this.head.values;
    if (this.head.heard === this.number) this.answered();
  }

  /** Values that did not come from here: from a link or another control. An answer to an older message is none, nor is what was just sent. */
  isNews() {
    const { head, sent, handles } = this;
    const echo = sent && Object.keys(sent).every(name => sent[name] === head.values[name]);
    return head.heard === this.number && !echo && !handles.busy && !this.pending;
  }

  answered() {
    this.waiting = false;
    if (this.pending) this.send();
  }

  // what the hand does

  change(changes) {
    this.values = { ...this.values, ...fitted(changes, this.limits) };
    this.pending = { done: false };
    this.drawLines();
    this.send();
  }

  release() {
    this.pending = { done: true };
    this.send();
    this.mark();
  }

  /** For whoever watches from outside: is everything said and answered? */
  mark() {
    const rest = !this.pending && !this.waiting && !this.handles.busy;
    Object.assign(this.host.dataset, { number: this.number, rest });
  }

  /** One message at a time: the next goes out when the last one is answered, so that Python is never interrupted at its work. */
  send() {
    clearTimeout(this.timer);
    const since = performance.now() - this.sentAt;
    const wait = (this.waiting ? PATIENCE : PAUSE) - since;
    if (wait > 0) {
      this.timer = setTimeout(() => this.send(), wait);
      return;
    }
    const { done } = this.pending;
    this.pending = null;
    this.sent = this.values;
    this.number += 1;
    this.waiting = true;
    this.sentAt = performance.now();
    this.setStateValue("moved", { number: this.number, ...this.values, done });
  }

  // how it looks

  theme() {
    const dark = isDark(this.root.host ?? this.host);
    if (this.dark === dark) return;
    this.dark = dark;
    this.palette = this.head.palettes[dark ? "dark" : "light"];
    this.colours = colourTable(this.palette);
    for (const [name, colour] of Object.entries(this.palette)) if (typeof colour === "string") this.host.style.setProperty(`--${name}`, colour);
  }

  layout() {
    const width = this.host.clientWidth;
    if (!this.head || !width) return;
    const { scale, extent } = this.head;
    const side = Math.round(Math.min(width - GUTTER.left - 8, LARGEST * Math.max(1, Math.min(1.4, innerHeight / 768))));
    const size = `${side} ${scale} ${devicePixelRatio}`;
    if (size === this.size) return;
    this.size = size;
    this.host.style.setProperty("--ui", scale);
    this.drawing.layout({ side, ui: scale, extent });
    this.draw();
  }

  draw() {
    if (!this.size) return;
    const { head, host, palette } = this;
    const part = name => host.querySelector(name);
    host.lang = head.language;
    setAttribute(host, "aria-label", this.say("plane"));
    this.drawing.field(this.field, head, this.colours);
    setHtml(part(".title"), this.say("field"));
    part(".bar").style.background = gradient(palette);
    setHtml(part(".low"), number(head.middle - head.reach, 1));
    setHtml(part(".high"), number(head.middle + head.reach, 1));
    setAttribute(part(".said"), "aria-live", this.handles.busy ? "off" : "polite");
    setHtml(part(".said"), this.say("numbers", { z: number(head.z, 3), a: number(head.a, 3) }));
    setHtml(part(".hint"), `${this.say("hint")} ${this.say("half")}`);
    this.drawLines();
    Object.assign(host.dataset, { heard: head.heard, z: head.z, a: head.a });
  }

  drawLines() {
    this.handles.takeLine(this.drawing.lines(this.values, this.say));
    this.handles.place(this.values, this);
    this.host.dataset.values = JSON.stringify(this.values);
    this.mark();
  }

  destroy() {
    clearTimeout(this.timer);
    this.observer.disconnect();
    this.handles.destroy();
  }
}

export default function ({ parentElement: root, data, setStateValue }) {
  if (!PLANES.has(root)) PLANES.set(root, new Plane(root));
  PLANES.get(root).update({ data, setStateValue });
  return () => {
    PLANES.get(root)?.destroy();
    PLANES.delete(root);
  };
}
