// Clocks inside the page, so that no round trip of the test driver is measured. A change is seen in an animation frame; the time taken is that of
// the next one, when it has been painted.

const QUIET = 300; // ms without any change: the page has come to rest
const sent = []; // times of messages to the server

const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (...message) {
  sent.push(performance.now());
  return send.apply(this, message);
};

/** All elements under `root` that match, shadow roots included. */
function deep(selector, root = document) {
  const here = [...root.querySelectorAll(selector)];
  for (const element of root.querySelectorAll("*")) if (element.shadowRoot) here.push(...deep(selector, element.shadowRoot));
  return here;
}

/** What an element shows, as far as it is words and lines. Canvases change together with a number or a line beside them. */
function shown(element) {
  const lines = [...element.querySelectorAll("path")].map(path => path.getAttribute("d"));
  return [element.textContent, ...lines].join();
}

const signature = selector => deep(selector).map(shown).join();

let changed = false; // since the last frame: text, elements or lines, anywhere on the page
const observer = new MutationObserver(() => { changed = true; });

function observe(root) {
  observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["d"] });
  for (const element of root.querySelectorAll("*")) if (element.shadowRoot) observe(element.shadowRoot);
}

/** Fills window.response from the next key press on: pressed, part painted, last change of the page painted, done. */
function watchResponse(selector) {
  const response = (window.response = { pressed: null, part: null, page: null, done: false });
  const before = signature(selector);
  let painted = [];
  observer.disconnect();
  observe(document);
  changed = false;
  document.addEventListener("keydown", event => { response.pressed = event.timeStamp; }, { capture: true, once: true });
  const frame = () => {
    const now = performance.now();
    for (const name of painted) response[name] = now;
    painted = [];
    if (response.pressed !== null) {
      if (changed && response.part === null && signature(selector) !== before) painted.push("part");
      if (changed) painted.push("page");
      changed = false;
    }
    const idle = document.querySelector("[data-testid=stApp]").dataset.testScriptState === "notRunning";
    response.done = idle && response.part !== null && now - response.page > QUIET;
    if (!response.done) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** Fills window.playback while the player plays. */
function watchPlayback() {
  const playback = (window.playback = { done: false, result: null });
  const [player] = deep(".player");
  let start = null, frames = 0, epoch = null;
  const frame = () => {
    const now = performance.now();
    const playing = player.dataset.playing === "true";
    if (playing && start === null) start = now;
    if (playing && player.dataset.epoch !== epoch) frames += 1;
    epoch = player.dataset.epoch;
    if (start !== null && !playing) {
      const messages = sent.filter(time => time > start && time < now - 100).length;
      playback.result = { frames: frames / (now - start) * 1000, drawMs: Number(player.dataset.drawMs), messages };
      playback.done = true;
      return;
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

Object.assign(window, { watchResponse, watchPlayback });
