// Buttons, speed, the scrub slider with its ticks, epoch and loss.

const FRAMES_A_SECOND = 15; // at speed 1: 1,000 epochs in 9.4 s
const CALM = 3; // with reduced motion
const LABELLED = [5, 10, 20, 30, 40, 60, 80, 100, 150, 200, 300, 400, 600, 800, 1000, 1500, 2000, 3000, 4000, 5000];

class Transport {
  constructor(host, player) {
    this.player = player;
    this.speed = 1;
    const find = selector => host.querySelector(selector);
    this.slider = find(".scrub input");
    this.ticks = find(".ticks");
    this.playButton = find(".play");
    this.epoch = find(".epoch");
    this.loss = find(".loss");
    this.busy = find(".busy");
    this.buttons = [...host.querySelectorAll("[data-do]")];
    this.speeds = [...host.querySelectorAll("[data-speed]")];
    for (const one of this.buttons) one.onclick = () => player.act(one.dataset.do);
    for (const one of this.speeds) one.onclick = () => this.setSpeed(Number(one.dataset.speed));
    this.slider.oninput = () => player.seek(player.data.played[Math.round(this.slider.value)]);
    this.slider.onchange = () => player.tell();
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
  }

  setSpeed(speed) {
    this.speed = speed;
    for (const one of this.speeds) one.setAttribute("aria-pressed", String(Number(one.dataset.speed) === speed));
  }

  /** Milliseconds between two frames. */
  get gap() {
    return 1000 / (this.calm.matches ? CALM : FRAMES_A_SECOND * this.speed);
  }

  /** Sets names in the page's language and the slider's length; called for every new payload. */
  prepare() {
    const { player } = this;
    for (const one of this.buttons) this.name(one, one.dataset.do);
    for (const element of player.host.querySelectorAll("[data-word]")) setHtml(element, player.say(element.dataset.word));
    for (const element of player.host.querySelectorAll("[data-name]")) setAttribute(element, "aria-label", player.say(element.dataset.name));
    this.slider.max = player.data.played.length - 1;
    this.loss.parentNode.hidden = player.runs.length > 1;
  }

  name(element, key) {
    const words = this.player.say(key);
    if (element.title === words) return;
    element.title = words;
    element.setAttribute("aria-label", words.replace(/\s*[（(].*/, ""));
  }

  /** Where an epoch stands on the slider, which counts played epochs; between two of them if need be. */
  position(epoch) {
    const { played } = this.player.data;
    const below = Math.max(0, lastAtMost(played, epoch));
    if (below + 1 >= played.length) return below;
    return below + (epoch - played[below]) / (played[below + 1] - played[below]);
  }

  draw(epoch) {
    const { player } = this;
    const last = Math.max(1, player.data.played.length - 1);
    const at = this.position(epoch);
    this.slider.value = at;
    this.slider.setAttribute("aria-valuetext", player.say("at_epoch", { epoch }));
    this.slider.style.setProperty("--at", `calc(${at / last * 100}% + ${8 - at / last * 16}px)`);
    this.epoch.textContent = player.waiting ?? epoch;
    this.busy.hidden = player.waiting === null;
    const [run] = player.runs;
    this.loss.textContent = number(run.losses[run.epochAt(epoch)], 4);
    this.playButton.classList.toggle("on", player.playing);
    this.name(this.playButton, player.playing ? "pause" : "play");
    this.enable(epoch);
  }

  /** Nothing to go back to at the start, nothing to go on to where Python stops. aria-disabled keeps the focus where it is. */
  enable(epoch) {
    const { player } = this;
    const off = { first: epoch === 0, back: epoch === 0, forward: epoch >= player.data.head.limit && epoch >= player.data.epochs, last: epoch === player.data.epochs };
    for (const one of this.buttons) setAttribute(one, "aria-disabled", Boolean(off[one.dataset.do]));
  }

  /** Called when the slider has got its size. */
  measure() {
    this.width = this.ticks.clientWidth;
    this.drawTicks();
  }

  /** Epoch labels under the slider, where they fit, if anything changed. Frames are dense early, and the labels are honest about it. */
  drawTicks() {
    if (!this.width || !this.player.data) return;
    const { played } = this.player.data;
    const { width } = this;
    const last = Math.max(1, played.length - 1);
    const room = 36 * this.player.ui;
    const state = `${played} ${width} ${room}`;
    if (this.ticked === state) return;
    this.ticked = state;
    this.ticks.replaceChildren();
    let free = -Infinity;
    played.forEach((epoch, i) => {
      const x = i / last * width;
      const end = i === 0 || i === played.length - 1;
      const labelled = end || (LABELLED.includes(epoch) && x - free >= room && width - x >= room);
      if (!labelled && width / last < 3.5 && i % 2) return;
      svg("line", { x1: x, x2: x, y1: 0, y2: labelled ? 5 : 3, opacity: labelled ? 1 : 0.4 }, this.ticks);
      if (!labelled) return;
      free = x;
      svg("text", { x, y: 5 + 12 * this.player.ui }, this.ticks, String(epoch));
    });
  }
}
