// The recording in words: who somebody is, what a week is like, and the table of units behind it.
function level(recording, world, state, week, post) {
  const { weeks, posts, states } = recording.shape;
  const step = recording.levels[((world * states + state) * weeks + week) * posts + post];
  return step <= MOST ? step * 100 / MOST : null;
}

// Of every unit: people with the state in both worlds, and their means; the whole organisation last.
function unitMeans(recording, state, week) {
  const count = recording.names.units.length, sums = [0, 1].map(() => new Float64Array(count + 1)), there = [0, 1].map(() => new Float64Array(count + 1));
  for (let world = 0; world < 2; world += 1) {
    for (let post = 0; post < recording.shape.posts; post += 1) {
      const value = level(recording, world, state, week, post);
      if (value === null) continue;
      for (const unit of [recording.unit[post], count]) { sums[world][unit] += value; there[world][unit] += 1; }
    }
  }
  return [...Array(count + 1).keys()].map((unit) => ({
    name: recording.names.units[unit], people: Math.max(there[0][unit], there[1][unit]),
    means: [0, 1].map((world) => (there[world][unit] ? sums[world][unit] / there[world][unit] : null)),
  }));
}

function signed(value) {
  const text = value.toFixed(0).replace("-", "−");
  return Math.round(value) > 0 ? `+${text}` : text === "−0" ? "0" : text;
}

// better, worse or as before, in words with an arrow.
function compared(words, state, baseline, plan) {
  if (baseline === null || plan === null) return words.not_known;
  const by = plan - baseline;
  if (Math.abs(by) < 0.5) return words.same;
  const word = by * state.good > 0 ? words.better : words.worse;
  return filled(word, { arrow: by > 0 ? "▲" : "▼", by: signed(by) });
}

function narrated(recording, words, state, index, week) {
  const rows = unitMeans(recording, index, week), whole = rows.pop(), large = rows.filter((row) => row.people >= 3 && row.means[1] !== null);
  const values = { week: week + 1, state: state.label, baseline: figure(whole.means[0]), plan: figure(whole.means[1]),
    compared: compared(words, state, ...whole.means) };
  if (!large.length) return filled(words.week_short, values);
  const order = large.sort((a, b) => b.means[1] - a.means[1]), top = order[0], bottom = order[order.length - 1];
  return filled(words.week_told, { ...values, highest: top.name, highest_level: figure(top.means[1]), lowest: bottom.name,
    lowest_level: figure(bottom.means[1]) });
}

function unitTable(recording, words, state, index, week) {
  const rows = unitMeans(recording, index, week);
  const cells = (row) => [figure(row.means[0]), figure(row.means[1]), compared(words, state, ...row.means)];
  const line = (row) => html("tr", {}, html("th", { scope: "row" }, row.name ?? words.everybody),
    ...cells(row).map((cell) => html("td", {}, cell)));
  const head = [words.unit, words.baseline, words.plan, words.difference].map((name) => html("th", { scope: "col" }, name));
  return html("table", {}, html("caption", {}, filled(words.table_of, { state: state.label, week: week + 1 })),
    html("thead", {}, html("tr", {}, ...head)), html("tbody", {}, ...[rows.pop(), ...rows].map(line)));
}

function introduced(recording, words, state, index, week, post) {
  const said = [0, 1].map((world) => {
    const value = level(recording, world, index, week, post), { weeks, posts, states } = recording.shape;
    const vacant = recording.levels[((world * states + index) * weeks + week) * posts + post] === VACANT;
    return vacant ? words.vacant : value === null ? words.has_none : figure(value);
  });
  return filled(words.person, { name: recording.names.ids[post], title: recording.names.titles[post] || words.post, unit: recording.names.units[recording.unit[post]],
    state: state.label, baseline: said[0], plan: said[1] });
}
