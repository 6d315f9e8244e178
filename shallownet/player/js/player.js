// The player: what is shown, at which epoch, and what Python is told. The only export.

const PLAYERS = new WeakMap(); // one for each mounted component; the default export runs again on every new payload and theme
const SETTLE = 140; // ms without movement before Python is told of steps and the fine picture is drawn
const PATIENCE = 8000; // ms to wait for an epoch that Python was asked for

class Player {
  constructor(root) {
    this.root = root;
    this.host = root.querySelector(".player");
    this.stage = root.querySelector(".stage");
    this.inspect = root.querySelector(".inspect");
    this.aside = root.querySelector(".aside");
    Object.assign(this, { data: null, epoch: 0, playing: false, moving: false, waiting: null, obeyed: null });
    Object.assign(this, { picked: -1, pinned: null, focus: null, log: false, gradients: false, curve: "loss", size: null, times: [] });
    this.told = { epoch: -1, picked: -1, unit: "" };
    this.transport = new Transport(this.host, this);
    this.inspector = new Inspector(this);
    this.keys = listenToKeys(this);
    this.resized = () => this.layout();
    addEventListener("resize", this.resized);
    this.observers = [new ResizeObserver(this.resized), new ResizeObserver(() => this.transport.measure())];
    this.observers[0].observe(this.host);
    this.observers[1].observe(this.transport.slider);
  }

  /** A phrase in the page's language, its {fields} filled in. */
  say(key, values = {}) {
    return this.data.head.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  }

  /** An activation's name without its explanation: "identity", not "identity (linear)". */
  shortName(key) {
    return this.data.head.activations[key].replace(/\s*[（(].*/, "");
  }

  get runs() {
    return this.data.runs;
  }

  // new payloads

  update({ data, setStateValue, setTriggerValue }) {
    this.setStateValue = setStateValue;
    const isNew = data && data !== this.raw;
    if (isNew) this.receive(data);
    if (!this.data) return;
    const dark = isDark(this.root.host ?? this.host);
    if (this.dark !== dark) this.setTheme(dark);
    this.transport.prepare();
    this.layout();
    this.tell();
    this.playUnasked();
    if (isNew && this.data.head.announce) requestAnimationFrame(() => setTimeout(() => setTriggerValue("painted", true))); // after the next paint
  }

  /** Once, where Python asks for it and the reader has not asked for calm. */
  playUnasked() {
    if (!this.data.head.autoplay || this.hasPlayed || this.transport.calm.matches) return;
    this.hasPlayed = true;
    this.play();
  }

  receive(bytes) {
    const wasAtEnd = !this.data || this.epoch === this.data.epochs;
    this.raw = bytes;
    this.data = parse(bytes);
    const { head, epochs, recorded } = this.data;
    this.lenses = this.runs.map(run => new Lens(run, head.extent));
    const wanted = this.obeyed !== head.cue.id ? this.obey(head) : this.waiting ?? (wasAtEnd ? epochs : this.epoch);
    this.stopWaiting();
    this.epoch = recorded[nearest(recorded, Math.min(wanted, epochs))];
    if (this.picked >= Math.max(...this.runs.map(run => run.points))) this.picked = -1;
    if (this.pinned && !this.runs.some(run => this.pinnedFocus(run))) this.pinned = null;
    this.focus = null;
    this.size = null;
    this.move();
  }

  /** A new cue decides the epoch and the example; the next ones with its id change neither. */
  obey({ cue, picked }) {
    this.obeyed = cue.id;
    this.pause();
    this.picked = picked;
    return cue.epoch < 0 ? this.data.epochs : cue.epoch;
  }

  setTheme(dark) {
    this.dark = dark;
    this.palette = this.data.head.palettes[dark ? "dark" : "light"];
    this.colours = colourTable(this.palette);
    for (const [name, colour] of Object.entries(this.palette)) if (typeof colour === "string") this.host.style.setProperty(`--${name}`, colour);
    const page = getComputedStyle(this.root.host ?? this.host).getPropertyValue("--st-background-color").trim();
    this.background = page || this.palette.surface;
    this.size = null;
  }

  // layout

  layout() {
    const width = this.host.clientWidth;
    const size = `${width} ${window.innerHeight} ${window.devicePixelRatio}`;
    if (!this.data || !width || this.size === size) return;
    this.size = size;
    this.scale = this.data.head.scale;
    this.room = stageRoom(this.host, typeScale(width, this.scale)); // measured before anything changes, or the browser would lay out the page twice
    this.setType(width);
    this.stage.replaceChildren();
    this.aside.replaceChildren();
    this.view = this.runs.length === 1 ? new Single(this.stage, width, this) : new Compare(this.stage, width, this);
    this.transport.drawTicks();
    this.draw();
  }

  /** Language and size of all type. */
  setType(width) {
    const [language, ui] = [this.data.head.language, typeScale(width, this.scale)];
    if (this.ui === ui && this.host.lang === language) return;
    this.ui = ui;
    this.host.style.setProperty("--ui", ui);
    this.host.lang = language;
    this.font = getComputedStyle(this.host).fontFamily;
  }

  /** Builds the stage anew. The focus stays on the control that asked for it. */
  relayout() {
    const controls = () => [...this.stage.querySelectorAll("button, select")];
    const at = controls().indexOf(this.host.getRootNode().activeElement);
    this.size = null;
    this.layout();
    controls()[at]?.focus({ preventScroll: true });
  }

  setGradients(on) {
    this.gradients = on;
    this.relayout();
  }

  setLog(on) {
    this.log = on;
    this.relayout();
  }

  setCurve(kind) {
    this.curve = kind;
    this.relayout();
  }

  // where we are

  /** Goes to a recorded epoch; the picture is coarse until the movement settles. */
  go(epoch) {
    this.epoch = epoch;
    this.stopWaiting();
    this.move();
    this.draw();
  }

  move() {
    this.moving = true;
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.moving = this.playing;
      if (!this.playing) this.draw();
    }, SETTLE);
  }

  /** To the recorded epoch nearest to `epoch`: for dragging. */
  seek(epoch) {
    this.pause();
    const { recorded } = this.data;
    this.go(recorded[nearest(recorded, epoch)]);
  }

  act(action) {
    if (!this.data) return;
    if (action === "play") return this.playing ? this.stop() : this.play();
    const { epochs, head } = this.data;
    const at = this.waiting ?? this.epoch;
    this.step({ first: 0, back: Math.max(0, at - 1), forward: Math.min(at + 1, Math.max(head.limit, epochs)), last: epochs }[action]);
  }

  /** To exactly this epoch. If it is not here, Python is asked for it. */
  step(epoch) {
    this.pause();
    const { recorded } = this.data;
    if (recorded[lastAtMost(recorded, epoch)] === epoch) this.go(epoch);
    else this.wait(epoch);
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.tell(), SETTLE); // a held key tells once
  }

  wait(epoch) {
    this.stopWaiting();
    this.waiting = epoch;
    this.host.dataset.waiting = epoch;
    this.patience = setTimeout(() => this.stopWaiting(true), PATIENCE);
    this.draw();
  }

  stopWaiting(redraw = false) {
    clearTimeout(this.patience);
    this.waiting = null;
    delete this.host.dataset.waiting;
    if (redraw) this.draw();
  }

  // playing

  play() {
    this.playing = true;
    this.stopWaiting();
    if (this.epoch === this.data.epochs) this.epoch = 0;
    this.last = performance.now();
    this.inspect.setAttribute("aria-live", "off"); // or a screen reader would read every frame
    this.timer = requestAnimationFrame(now => this.tick(now));
    this.move();
    this.draw();
  }

  tick(now) {
    if (!this.playing) return;
    const { gap } = this.transport;
    if (now - this.last >= gap - 1) {
      this.last = now - this.last > 3 * gap ? now : this.last + gap;
      const { played, epochs } = this.data;
      this.epoch = played[Math.min(played.length - 1, lastAtMost(played, this.epoch) + 1)];
      if (this.epoch === epochs) return this.stop();
      this.moving = true;
      this.draw();
    }
    this.timer = requestAnimationFrame(next => this.tick(next));
  }

  pause() {
    this.playing = false;
    this.inspect.setAttribute("aria-live", "polite");
    cancelAnimationFrame(this.timer);
  }

  stop() {
    this.pause();
    this.moving = false;
    this.draw();
    this.tell();
  }

  // what is looked at

  focusOn(focus) {
    if (this.focus === focus) return;
    this.focus = focus;
    this.drawSoon();
  }

  pick(example) {
    this.picked = example;
    this.draw();
    this.tell();
  }

  /** A click on a hidden unit keeps it shown large; on it again, or on the output, releases it. */
  pin({ kind, run, layer, unit }) {
    if (kind !== "unit") return;
    const hidden = layer < this.runs[run].hiddenLayers;
    this.pinned = hidden && !this.isPinned({ kind, run, layer, unit }) ? { layer, unit } : null;
    this.draw();
    this.tell();
  }

  isPinned({ kind, layer, unit }) {
    return kind === "unit" && this.pinned?.layer === layer && this.pinned?.unit === unit;
  }

  pinnedFocus(run) {
    if (!this.pinned || this.pinned.layer >= run.hiddenLayers || this.pinned.unit >= run.sizes[this.pinned.layer + 1]) return null;
    return { kind: "unit", run: run.index, ...this.pinned };
  }

  /** The hidden unit whose field is shown large, or null. */
  shownUnit() {
    const { focus, pinned } = this;
    if (focus?.kind === "unit") return focus.layer < this.runs[focus.run].hiddenLayers ? { layer: focus.layer, unit: focus.unit } : null;
    return pinned;
  }

  /** Tells Python what has changed; nothing while the picture moves by itself. */
  tell() {
    clearTimeout(this.telling);
    if (this.playing) return;
    const epoch = this.waiting ?? (this.epoch === this.data.epochs ? -1 : this.epoch);
    const state = { epoch, picked: this.picked, unit: this.pinned ? `${this.pinned.layer + 1}.${this.pinned.unit + 1}` : "" };
    for (const key in state) {
      if (state[key] === this.told[key]) continue;
      this.told[key] = state[key];
      this.setStateValue(key, state[key]);
    }
  }

  // drawing

  drawSoon() {
    this.soon ??= requestAnimationFrame(() => this.draw());
  }

  draw() {
    cancelAnimationFrame(this.soon);
    this.soon = null;
    if (!this.data || !this.size) return;
    const start = performance.now();
    const { epoch } = this;
    this.view.draw(epoch, resolution(this.runs, this.moving));
    this.transport.draw(epoch);
    setHtml(this.inspect, this.inspector.line());
    this.note(epoch, performance.now() - start);
  }

  /** For tests and benchmarks: the epoch on the screen, its frame, and the median script time of the last frames. */
  note(epoch, time) {
    const { dataset } = this.host;
    dataset.epoch = epoch;
    dataset.frame = lastAtMost(this.data.recorded, epoch);
    dataset.epochs = this.data.epochs;
    dataset.playing = this.playing;
    this.times.push(time);
    if (this.times.length > 60) this.times.shift();
    if (!this.playing || this.times.length % 10 === 0) dataset.drawMs = [...this.times].sort((a, b) => a - b)[this.times.length >> 1].toFixed(2);
  }

  destroy() {
    this.pause();
    for (const timer of [this.settling, this.telling, this.patience]) clearTimeout(timer);
    cancelAnimationFrame(this.soon);
    document.removeEventListener("keydown", this.keys);
    removeEventListener("resize", this.resized);
    for (const observer of this.observers) observer.disconnect();
  }
}

export default function (component) {
  const root = component.parentElement;
  if (!PLAYERS.has(root)) PLAYERS.set(root, new Player(root));
  const player = PLAYERS.get(root);
  player.update(component);
  return () => {
    player.destroy();
    PLAYERS.delete(root);
  };
}
