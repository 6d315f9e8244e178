// What can be said of hidden units: equal, dead, saturated. The same definitions as in measures.py.

/** Weights in, bias, weights out: what makes a hidden unit itself. */
function unitVector(sizes, parameters, layer, unit) {
  const start = rowStart(sizes, layer, unit);
  const own = Array.from(parameters.subarray(start, start + sizes[layer] + 1));
  for (let next = 0; next < sizes[layer + 2]; next++) own.push(parameters[rowStart(sizes, layer + 1, next) + unit]);
  return own;
}

/** {groups: a number for each unit, equal units share it; distinct; spread: the largest difference between two units}. */
function symmetry(sizes, parameters, layer) {
  const vectors = Array.from({ length: sizes[layer + 1] }, (_, unit) => unitVector(sizes, parameters, layer, unit));
  const founders = [];
  const groups = vectors.map(vector => {
    const at = founders.findIndex(founder => founder.every((value, i) => value === vector[i])); // by value: 0 and -0 are one
    return at < 0 ? founders.push(vector) - 1 : at;
  });
  const ranges = vectors[0].map((_, i) => Math.max(...vectors.map(v => v[i])) - Math.min(...vectors.map(v => v[i])));
  return { groups, distinct: founders.length, spread: Math.max(...ranges) };
}

/** Stretches [first, last] of neighbouring units of one group. */
function equalStretches(groups) {
  const stretches = [];
  for (let first = 0; first < groups.length;) {
    let last = first;
    while (last + 1 < groups.length && groups[last + 1] === groups[first]) last++;
    if (last > first) stretches.push([first, last]);
    first = last + 1;
  }
  return stretches;
}

const SATURATED = 0.05; // of the activation's steepest slope
const MANY = 0.9; // share of the training examples from which a unit is called saturated

const LIVELY = { dead: false, saturated: false };

/**
 * `share` is that of the training examples with a weak slope; most units are told to be lively after a few of them.
 * @returns {{dead: boolean, saturated: boolean, share: number|undefined}}
 */
function unitState(key, z, trained) {
  const { slope, steepest, bounds } = ACTIVATIONS[key];
  let flat = 0;
  let weak = 0;
  for (let i = 0; i < trained; i++) {
    const steepness = Math.abs(slope(z[i]));
    if (steepness === 0) flat++;
    if (steepness < SATURATED * steepest) weak++;
    else if (i + 1 - weak > (1 - MANY) * trained) return LIVELY;
  }
  const dead = trained > 0 && flat === trained;
  return { dead, saturated: !dead && bounds.every(Number.isFinite), share: weak / trained };
}

/** The state of every hidden unit at an epoch, layer by layer. */
function unitStates(lens, epoch) {
  const { z } = lens.examples(epoch);
  return lens.run.activations.map((key, layer) => z[layer].map(values => unitState(key, values, lens.run.trained)));
}
