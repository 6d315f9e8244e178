// Examples: class 0 a circle, class 1 a diamond of equal area; training filled, test hollow; wrong ones with a ring of ink.

function tracePoint(context, x, y, radius, label) {
  context.beginPath();
  if (label) {
    const half = radius * 1.28;
    context.moveTo(x, y - half);
    context.lineTo(x + half, y);
    context.lineTo(x, y + half);
    context.lineTo(x - half, y);
    context.closePath();
  } else {
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
}

/** @param {{x: number, y: number, radius: number, label: number, hollow: boolean, wrong: boolean}} point */
function drawPoint(context, { x, y, radius, label, hollow, wrong }, palette) {
  const mark = label ? palette.class1 : palette.class0;
  if (wrong) {
    tracePoint(context, x, y, radius + 1.9, label);
    context.fillStyle = palette.ink;
    context.fill();
  }
  tracePoint(context, x, y, hollow ? radius - 0.25 : radius, label);
  if (hollow) {
    context.fillStyle = palette.surface;
    context.fill();
    context.strokeStyle = mark;
    context.lineWidth = radius * 0.42;
    context.stroke();
  } else {
    context.strokeStyle = palette.halo;
    context.lineWidth = wrong ? 1.5 : 2;
    context.stroke();
    context.fillStyle = mark;
    context.fill();
  }
}

/** The picked example: its own shape larger, ringed in ink, with hairlines to both axes. */
function drawPicked(context, { x, y, radius, label }, side, palette) {
  context.strokeStyle = palette.ink;
  context.setLineDash([4, 4]);
  context.lineWidth = 1.25;
  context.beginPath();
  context.moveTo(x, side);
  context.lineTo(x, y);
  context.lineTo(0, y);
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  context.arc(x, y, radius * 2.6, 0, 2 * Math.PI);
  context.fillStyle = palette.surface;
  context.globalAlpha = 0.85;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 2;
  context.stroke();
  tracePoint(context, x, y, radius * 1.35, label);
  context.fillStyle = label ? palette.class1 : palette.class0;
  context.fill();
}
