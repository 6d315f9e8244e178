// The keyboard: while the focus is inside the player, or nowhere (a teacher presses Space after a click on the page).

const KEYS = { " ": "play", k: "play", ArrowLeft: "back", ArrowRight: "forward", Home: "first", End: "last" };
const OTHERS = "input:not([type=range]), select, textarea, [contenteditable]";

/** Returns the listener, for removal. */
function listenToKeys(player) {
  const listener = event => {
    const [target] = event.composedPath();
    const inside = event.composedPath().includes(player.host);
    const action = KEYS[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (!inside && target !== document.body) return;
    if (target.matches?.(OTHERS)) return;
    if (target.matches?.("button") && event.key === " ") return; // a button's own key
    event.preventDefault();
    player.act(action);
  };
  document.addEventListener("keydown", listener);
  return listener;
}
