// Looking at a run: its network over the plane, over its examples, at one place. Nothing is computed twice for a frame.

/** The nodes of an n x n grid over [-extent, extent] squared: row 0 is the bottom, x1 runs fastest. */
function plane(extent, n) {
  const x1 = new Float64Array(n * n);
  const x2 = new Float64Array(n * n);
  for (let i = 0; i < n * n; i++) {
    x1[i] = extent * (2 * (i % n) / (n - 1) - 1);
    x2[i] = extent * (2 * Math.floor(i / n) / (n - 1) - 1);
  }
  return [x1, x2];
}

class Lens {
  constructor(run, extent) {
    this.run = run;
    this.extent = extent;
    this.grids = new Map();
    const { sizes, activations } = run;
    this.overExamples = { seen: -1, forward: new Forward(sizes, activations, [run.x1, run.x2]) };
    this.place = new Forward(sizes, activations, [new Float64Array(1), new Float64Array(1)]);
  }

  /** The network over the plane at `epoch`: {n, inputs, z, a}. */
  grid(epoch, n) {
    if (!this.grids.has(n)) {
      const { sizes, activations } = this.run;
      this.grids.set(n, { seen: -1, forward: new Forward(sizes, activations, plane(this.extent, n)) });
    }
    return this.refresh(this.grids.get(n), epoch);
  }

  /** The network over its examples, training first. */
  examples(epoch) {
    return this.refresh(this.overExamples, epoch);
  }

  /** The network at one place of the plane. */
  at(epoch, x1, x2) {
    this.place.inputs[0][0] = x1;
    this.place.inputs[1][0] = x2;
    return this.place.run(this.parameters(epoch));
  }

  parameters(epoch) {
    return this.run.parametersAt(this.run.frameAt(epoch));
  }

  /** The gradient of the mean training loss: {values, in the order of the parameters, largest, largestBias}. */
  gradient(epoch) {
    this.backward ??= { seen: -1, pass: new Backward(this.run) };
    const frame = this.run.frameAt(epoch);
    if (this.backward.seen !== frame) {
      this.backward.seen = frame;
      this.backward.pass.run(this.examples(epoch), this.parameters(epoch));
    }
    return this.backward.pass;
  }

  refresh(view, epoch) {
    const frame = this.run.frameAt(epoch);
    if (view.seen !== frame) {
      view.seen = frame;
      view.forward.run(this.run.parametersAt(frame));
    }
    return view.forward;
  }

  /** Which examples are on the wrong side of p = 1/2; z = 0 itself counts as class 0, as it does in training.py. */
  wrong(epoch) {
    const z = this.examples(epoch).z.at(-1)[0];
    return Array.from(this.run.y, (label, i) => (z[i] > 0) !== (label === 1));
  }
}

/** Multiplications and function calls of one example, a call worth about a dozen multiplications. */
function costOfPoint(sizes) {
  let cost = 0;
  for (let layer = 1; layer < sizes.length; layer++) cost += sizes[layer] * (sizes[layer - 1] + 12);
  return cost;
}

const MOVING = 0.9e6; // what one frame may cost while it moves, over all runs
const STANDING = 8e6;

/** {n, stride}: the finest grid within budget, and the step at which tiles read it. */
function resolution(runs, moving) {
  const cost = runs.reduce((sum, run) => sum + costOfPoint(run.sizes), 0);
  const grids = moving ? [[61, 2], [49, 2], [41, 2], [33, 2], [25, 1]] : [[121, 4], [97, 4], [61, 2], [41, 2]];
  const [n, stride] = grids.find(([size]) => size * size * cost <= (moving ? MOVING : STANDING)) ?? grids.at(-1);
  return { n, stride };
}
