// Shows a drawing and, where it has tracks, lets them follow a player of the page: wherever that goes, the marks move along. The player says where it is
// in its data-epoch. The markup of tracks is told in figures/plot.py.

const FOLLOWERS = new WeakMap();

export default function ({ parentElement, data }) {
  const box = parentElement.querySelector(".drawing");
  box.innerHTML = data.svg;
  FOLLOWERS.get(parentElement)?.();
  const stop = data.player ? follow(box.querySelector("svg"), data.player) : () => {};
  FOLLOWERS.set(parentElement, stop);
  return stop;
}

/** Keeps the drawing at the epoch of the player with this key, as soon as there is one. Returns how to end it. */
function follow(drawing, key) {
  const go = mover(drawing);
  let watcher;
  let timer;
  const find = () => {
    const host = player(key);
    if (!host) { timer = setTimeout(find, 200); return; }
    watcher = new MutationObserver(() => go(Number(host.dataset.epoch)));
    watcher.observe(host, { attributes: true, attributeFilter: ["data-epoch"] });
    if (host.dataset.epoch) go(Number(host.dataset.epoch));
  };
  find();
  return () => { clearTimeout(timer); watcher?.disconnect(); };
}

/** The player mounted under this key, in its shadow root. */
function player(key) {
  for (const element of document.querySelectorAll(`.st-key-${key} *`)) {
    const found = element.shadowRoot?.querySelector(".player");
    if (found) return found;
  }
  return null;
}

/** A function that moves every track of the drawing to an epoch. */
function mover(drawing) {
  const stops = JSON.parse(drawing.dataset.epochs);
  const tracks = [...drawing.querySelectorAll(".track")].map(track => {
    const way = track.dataset.way ?? track.querySelector(".way").getAttribute("points");
    const points = way.split(" ");
    return { points, places: points.map(point => point.split(",").map(Number)), here: track.querySelector(".here"), gone: track.querySelector(".gone"), steps: track.classList.contains("step") };
  });
  const texts = [...drawing.querySelectorAll("[data-says]")].map(text => ({ text, words: JSON.parse(text.dataset.says), between: text.dataset.between }));
  return epoch => {
    const at = Math.max(0, stops.findLastIndex(stop => stop <= epoch));
    const next = Math.min(at + 1, stops.length - 1);
    const share = Math.max(0, epoch - stops[at]) / Math.max(1, stops[next] - stops[at]); // between two stops a mark stands on the line
    for (const { points, places, here, gone, steps } of tracks) {
      const [x, y] = [0, 1].map(i => places[at][i] + (steps && i ? 0 : share) * (places[next][i] - places[at][i]));
      here.setAttribute("transform", `translate(${x} ${y})`);
      gone?.setAttribute("points", `${points.slice(0, at + 1).join(" ")} ${x},${y}`);
    }
    for (const { text, words, between } of texts) text.textContent = share && between ? between.replace("{epoch}", epoch) : words[at];
    drawing.dataset.epoch = epoch;
  };
}
