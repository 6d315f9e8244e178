// The values that charts draw: losses and accuracies, of one run or of several.

/** @typedef {{values: ArrayLike<number>, colour: string, dash: boolean, marker: string|number, name: string}} Series values[e]: after e epochs */

const KINDS_OF_CURVE = ["loss", "log_loss", "accuracy"];

/** Right answers in percent. */
const shares = (right, all) => Float32Array.from(right, count => 100 * count / all);

/** Training in ink and, behind it, test in grey and dashes. @returns {Series[]} */
function curvesOfRun(run, accuracy, player) {
  const series = [];
  if (run.testLosses) {
    const values = accuracy ? shares(run.testRight, run.tested) : run.testLosses;
    series.push({ values, colour: player.palette.muted, dash: true, marker: "ring", name: player.say("test_short") });
  }
  const values = accuracy ? shares(run.right, run.trained) : run.losses;
  series.push({ values, colour: player.palette.ink, dash: false, marker: "dot", name: player.say("train_short") });
  series.forEach(one => { one.last = run.lastEpoch; });
  return series;
}

/** One training curve a run, in the run's colour. @returns {Series[]} */
function curvesOfRuns(runs, accuracy, player) {
  return runs.map(run => ({
    values: accuracy ? shares(run.right, run.trained) : run.losses,
    colour: player.palette.runs[run.colour % player.palette.runs.length],
    dash: false,
    marker: run.colour,
    name: run.title,
    last: run.lastEpoch,
  }));
}

/** The epochs to draw of a curve: all of them, or the lowest and highest of each pixel. Ends at the first value that is not finite. */
function visibleEpochs(values, last, width) {
  let end = 0;
  while (end <= last && Number.isFinite(values[end])) end++;
  const bucket = Math.max(1, Math.ceil(end / (2 * width)) * 2);
  const epochs = [];
  for (let start = 0; start < end; start += bucket) {
    const stop = Math.min(end, start + bucket);
    let [low, high] = [start, start];
    for (let e = start; e < stop; e++) {
      if (values[e] < values[low]) low = e;
      if (values[e] > values[high]) high = e;
    }
    epochs.push(...new Set([start, Math.min(low, high), Math.max(low, high), stop - 1]));
  }
  return epochs;
}

/** {low, high, marks} of a value axis. `room` is its length in pixels. A curve on its way to a divergence may leave it at the top. */
function valueAxis(kind, series, room, gap) {
  if (kind === "accuracy") return { low: 0, high: 100, marks: room > 2 * gap ? [0, 25, 50, 75, 100] : [0, 50, 100] };
  let low = Infinity;
  let high = 0;
  for (const { values, last } of series) {
    for (let e = 0; e <= last; e++) {
      if (values[e] < low) low = values[e];
      if (values[e] > high && values[e] < Infinity) high = values[e];
    }
  }
  high = Math.min(high, 6 * Math.max(...series.map(({ values }) => (Number.isFinite(values[0]) ? values[0] : 1)), 0.7));
  return kind === "log_loss" ? logAxis(low, high, room, gap) : linearAxis(high, room, gap);
}

function linearAxis(top, room, gap) {
  const step = niceStep(Math.max(top, 1e-6) * 1.05, Math.max(2, room / gap));
  const high = Math.ceil(top / step) * step || step;
  const marks = [];
  for (let mark = 0; mark <= high * (1 + 1e-9); mark += step) marks.push(Number(mark.toFixed(9)));
  return { low: 0, high, marks };
}

function logAxis(bottom, top, room, gap) {
  const first = Math.floor(Math.log10(Math.max(bottom, 1e-8)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(top * 1.0001)));
  const step = Math.max(1, Math.ceil((last - first) / Math.max(1, room / gap)));
  const marks = [];
  for (let power = first; power <= last; power += step) marks.push(Number(`1e${power}`));
  return { low: 10 ** first, high: 10 ** last, marks };
}
