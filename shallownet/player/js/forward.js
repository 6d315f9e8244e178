// The forward pass of network.py over many examples at once, in buffers made once.

/** Where unit `unit` of layer `layer` (0: the first hidden one) begins in the flat parameters: its weights, then its bias. */
function rowStart(sizes, layer, unit) {
  let start = 0;
  for (let l = 0; l < layer; l++) start += sizes[l + 1] * (sizes[l] + 1);
  return start + unit * (sizes[layer] + 1);
}

/** Positions of all weights among the flat parameters, without the biases. */
function weightPositions(sizes) {
  const positions = [];
  for (let layer = 0; layer + 1 < sizes.length; layer++) {
    for (let unit = 0; unit < sizes[layer + 1]; unit++) {
      const start = rowStart(sizes, layer, unit);
      for (let i = 0; i < sizes[layer]; i++) positions.push(start + i);
    }
  }
  return positions;
}

/** Positions of all biases. */
function biasPositions(sizes) {
  return sizes.slice(1).flatMap((units, layer) => Array.from({ length: units }, (_, unit) => rowStart(sizes, layer, unit) + sizes[layer]));
}

/** The largest finite |value| at these positions, 0 if there is none. */
function largestSize(values, positions) {
  let most = 0;
  for (const position of positions) {
    const size = Math.abs(values[position]);
    if (size > most && size < Infinity) most = size;
  }
  return most;
}

/** One network over fixed examples: z and a, layer by layer, unit by unit, an array of all examples each. */
class Forward {
  /**
   * @param {number[]} sizes units a layer, inputs first
   * @param {string[]} activations a key of ACTIVATIONS for each hidden layer
   * @param {Float64Array[]} inputs an array of all examples for each input
   */
  constructor(sizes, activations, inputs) {
    this.inputs = inputs;
    this.functions = [...activations, OUTPUT].map(key => ACTIVATIONS[key]);
    const buffers = () => sizes.slice(1).map(units => Array.from({ length: units }, () => new Float64Array(inputs[0].length)));
    this.z = buffers();
    this.a = buffers();
  }

  run(parameters) {
    let below = this.inputs;
    let at = 0;
    this.functions.forEach((g, layer) => {
      this.z[layer].forEach((z, unit) => {
        affine(z, below, parameters, at);
        g.fill(z, this.a[layer][unit]);
        at += below.length + 1;
      });
      below = this.a[layer];
    });
    return this;
  }
}

/** z = w · below + b, where w and then b stand in `parameters` from position `at` on. Two inputs a pass: half the traffic. */
function affine(z, below, parameters, at) {
  const inputs = below.length;
  z.fill(parameters[at + inputs]);
  for (let i = 0; i + 1 < inputs; i += 2) {
    const [first, second] = [below[i], below[i + 1]];
    const [w, v] = [parameters[at + i], parameters[at + i + 1]];
    for (let p = 0; p < z.length; p++) z[p] += w * first[p] + v * second[p];
  }
  if (inputs % 2) {
    const last = below[inputs - 1];
    const w = parameters[at + inputs - 1];
    for (let p = 0; p < z.length; p++) z[p] += w * last[p];
  }
}
