// The payload: see payload.py for its layout.

const KINDS = { "<f4": Float32Array, "<u4": Uint32Array, "<u2": Uint16Array, u1: Uint8Array };

/** bytes -> {head, recorded, played, runs}. slice() copies to offset 0, where typed arrays are aligned: the message itself is not. */
function parse(bytes) {
  const buffer = bytes.slice().buffer;
  const length = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const arrays = {};
  for (const { name, kind, shape, offset } of head.arrays) {
    arrays[name] = new KINDS[kind](buffer, 4 + length + offset, shape.reduce((product, n) => product * n, 1));
  }
  const { recorded, played } = arrays;
  const runs = head.runs.map((run, i) => new RunData(run, i, recorded, arrays));
  return { head, recorded, played, runs, epochs: runs[0].losses.length - 1 };
}

/** One run: what the header says of it, its curves, parameters and examples. */
class RunData {
  constructor(described, index, recorded, arrays) {
    Object.assign(this, described);
    const named = name => arrays[`run${index}.${name}`] ?? null;
    this.index = index;
    this.recorded = recorded;
    this.losses = named("losses");
    this.testLosses = named("testLosses");
    this.right = named("right");
    this.testRight = named("testRight");
    this.parameters = named("parameters");
    this.y = named("y");
    this.points = this.y.length;
    this.tested = this.points - this.trained;
    const x = named("x");
    this.x1 = Float64Array.from(x.subarray(0, this.points));
    this.x2 = Float64Array.from(x.subarray(this.points));
    this.count = this.parameters.length / recorded.length;
    this.lastEpoch = this.divergedAt < 0 ? this.losses.length - 1 : Math.max(0, this.divergedAt - 1);
  }

  /** Where the run is when the player is at `epoch`: a diverged run holds its last epoch with a finite loss. */
  epochAt(epoch) {
    return Math.min(epoch, this.lastEpoch);
  }

  hasDiverged(epoch) {
    return this.divergedAt >= 0 && epoch >= this.divergedAt;
  }

  frameAt(epoch) {
    return Math.max(0, lastAtMost(this.recorded, this.epochAt(epoch)));
  }

  parametersAt(frame) {
    return this.parameters.subarray(frame * this.count, (frame + 1) * this.count);
  }

  get hiddenLayers() {
    return this.sizes.length - 2;
  }

  /** The largest |w| of the whole run, so that weights are seen to grow. Biases do not count. */
  get largestWeight() {
    this.widest ??= this.largestAt(weightPositions(this.sizes));
    return this.widest;
  }

  get largestBias() {
    this.longest ??= this.largestAt(biasPositions(this.sizes));
    return this.longest;
  }

  largestAt(positions) {
    let most = 1e-6;
    for (let frame = this.frameAt(Infinity); frame >= 0; frame--) most = Math.max(most, largestSize(this.parametersAt(frame), positions));
    return most;
  }
}
