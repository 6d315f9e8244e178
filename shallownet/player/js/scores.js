// Accuracy and loss in figures, for one run.

class Scores {
  constructor(parent, { left, top, width }, player) {
    Object.assign(this, { player, run: player.runs[0] });
    this.accuracy = html("div", "scores", parent, { left, top, width });
  }

  /** With the counts they come from, so that they can be recomputed. */
  draw(epoch) {
    const { run, player } = this;
    const at = run.epochAt(epoch);
    const sets = [["train", run.right, run.trained]];
    if (run.tested) sets.unshift(["test", run.testRight, run.tested]);
    const block = ([key, right, all]) => {
      const count = player.say("of", { name: player.say(key), right: right[at], all });
      return `<div><div class="big">${percent(right[at], all)}</div><div>${count}</div></div>`;
    };
    setHtml(this.accuracy, sets.map(block).join(""));
  }
}

/** The two losses of an epoch beside samples of their curves. */
class Losses {
  constructor(parent, { left, top, width }, player) {
    Object.assign(this, { player, run: player.runs[0] });
    this.row = html("div", "losses", parent, { left, top, width });
  }

  draw(epoch) {
    const { run, player } = this;
    const at = run.epochAt(epoch);
    const line = (look, dot) => `<svg viewBox="0 0 22 14" aria-hidden="true"><path d="M0 7H22" stroke-width="2.25" ${look}/><circle cx="11" cy="7" r="4" ${dot}/></svg>`;
    const item = (sample, value, name) => `<span>${sample}<b>${number(value, 3)}</b> ${name}</span>`;
    const test = line('stroke="var(--muted)" stroke-dasharray="5 3"', 'fill="var(--surface)" stroke="var(--muted)" stroke-width="2"');
    const train = line('stroke="var(--ink)"', 'fill="var(--ink)"');
    const items = [item(train, run.losses[at], player.say("train_short"))];
    if (run.testLosses) items.unshift(item(test, run.testLosses[at], player.say("test_short")));
    setHtml(this.row, items.join(""));
  }
}
