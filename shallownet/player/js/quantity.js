// What the edges and the lines below the units show: the parameters, or the gradient of the mean training loss.

/**
 * @returns {object} values in the order of the parameters; largest and largestBias, the sizes of the widest edge and of the longest bar;
 *   colours of negative and positive values; weight and bias, their symbols; print(value, decimals), as the reader sees a value
 */
function quantity(lens, epoch, player) {
  return player.gradients ? asGradients(lens, epoch, player) : asWeights(lens, epoch, player);
}

/** Drawn to the scale of the whole run, so that weights are seen to grow. */
function asWeights(lens, epoch, { palette }) {
  const { largestWeight, largestBias } = lens.run;
  const colours = [palette.class0, palette.class1];
  return { values: lens.parameters(epoch), largest: largestWeight, largestBias, colours, weight: "<i>w</i>", bias: "<i>b</i>", print: signed };
}

/** Drawn to the scale of the epoch: gradients shrink by orders of magnitude while a network learns. */
function asGradients(lens, epoch, player) {
  const { values, largest, largestBias } = lens.gradient(epoch);
  const colours = [player.palette.gradient, player.palette.gradient];
  const print = value => (value === 0 ? player.say("exactly_zero") : (value > 0 ? "+" : "") + significant(value, 3));
  return { values, largest, largestBias, colours, weight: "d<i>W</i>", bias: "d<i>b</i>", print };
}
