// What both layouts share: how much room there is.

const LINE = 28; // headings above the plots, and the inspector below
const TRANSPORT = 64;

/** Size of all type: grows a little with the window; a projector asks for more. */
function typeScale(width, scale) {
  return scale * clamp(width / 1300, 1, 1.15);
}

/** Height left for the stage: the window less what stands above the player, the inspector and the transport. */
function stageRoom(host, ui) {
  const scrolled = host.closest("[data-testid=stMain]") ?? document.querySelector("[data-testid=stMain]");
  const above = host.getBoundingClientRect().top + (scrolled?.scrollTop ?? 0);
  return window.innerHeight - above - (LINE + TRANSPORT) * ui - 14;
}

function heading(parent, left, top, markup) {
  const element = html("div", "heading", parent, { left, top });
  element.innerHTML = markup;
  return element;
}

/** Buttons of which one is on. @param {[string, string][]} choices value and name */
function choice(parent, className, choices, current, label, choose) {
  const group = html("div", className, parent);
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", label);
  for (const [value, name] of choices) {
    const one = button("", group);
    one.textContent = name;
    one.setAttribute("aria-pressed", String(value === current));
    one.onclick = () => choose(value);
  }
  return group;
}
