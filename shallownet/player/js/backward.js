// The backward pass of network.py, in buffers made once.

/** The gradient of the mean training loss of one network, from a forward pass over its examples. */
class Backward {
  /** @param {RunData} run its training examples are the first `trained` of all */
  constructor({ sizes, activations, trained, count, y }) {
    Object.assign(this, { sizes, y, trained, functions: activations.map(key => ACTIVATIONS[key]) });
    this.dz = sizes.slice(1).map(units => Array.from({ length: units }, () => new Float64Array(trained)));
    this.values = new Float64Array(count); // dL/dw and dL/db, in the order of the parameters
    this.weights = weightPositions(sizes);
    this.biases = biasPositions(sizes);
  }

  run({ inputs, z, a }, parameters) {
    const top = this.dz.length - 1;
    const [output] = this.dz[top];
    for (let p = 0; p < this.trained; p++) output[p] = a[top][0][p] - this.y[p];
    for (let layer = top; layer >= 0; layer--) {
      this.average(layer, layer ? a[layer - 1] : inputs);
      if (layer) this.descend(layer, parameters, z[layer - 1]);
    }
    this.largest = largestSize(this.values, this.weights);
    this.largestBias = largestSize(this.values, this.biases);
    return this;
  }

  /** dW[l] = dZ[l] A[l-1]^T / m, db[l] = sum of dZ[l] / m. */
  average(layer, below) {
    this.dz[layer].forEach((dz, unit) => {
      const at = rowStart(this.sizes, layer, unit);
      below.forEach((a, input) => { this.values[at + input] = dot(dz, a) / this.trained; });
      this.values[at + below.length] = dz.reduce((sum, value) => sum + value, 0) / this.trained;
    });
  }

  /** dZ[l-1] = W[l]^T dZ[l] * g'(Z[l-1]), elementwise. */
  descend(layer, parameters, z) {
    this.dz[layer - 1].forEach((to, input) => {
      to.fill(0);
      this.dz[layer].forEach((from, unit) => {
        const w = parameters[rowStart(this.sizes, layer, unit) + input];
        for (let p = 0; p < to.length; p++) to[p] += w * from[p];
      });
      this.functions[layer - 1].timesSlope(z[input], to);
    });
  }
}

/** The sum of products over the examples of the shorter array, the training ones. */
function dot(dz, a) {
  let sum = 0;
  for (let p = 0; p < dz.length; p++) sum += dz[p] * a[p];
  return sum;
}
