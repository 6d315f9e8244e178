// Small makers of elements.

const SVG = "http://www.w3.org/2000/svg";

/** An SVG element with attributes, appended to `parent`. */
function svg(tag, attributes, parent, text) {
  const element = document.createElementNS(SVG, tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  if (text !== undefined) element.textContent = text;
  parent?.append(element);
  return element;
}

/** An HTML element; numbers in `style` are pixels. */
function html(tag, className, parent, style = {}) {
  const element = document.createElement(tag);
  element.className = className;
  for (const name in style) element.style[name] = typeof style[name] === "number" ? `${style[name]}px` : style[name];
  parent?.append(element);
  return element;
}

function button(className, parent, style, label) {
  const element = html("button", className, parent, style);
  element.type = "button";
  if (label) element.setAttribute("aria-label", label);
  return element;
}

/** Sets markup only where it changed: most of what is said stays the same from frame to frame. */
function setHtml(element, markup) {
  if (element.markup === markup) return;
  element.markup = markup;
  element.innerHTML = markup;
}

/** Sets an attribute only where it changed. */
function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

/** A canvas of `width` x `height` CSS pixels, sharp on any screen; returns its context, in CSS pixels. */
function sharp(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext("2d");
  context.setTransform(w / width, 0, 0, h / height, 0, 0);
  return context;
}
