// A time series with bands, in SVG. A range input lies over the plot: hover, touch, arrow keys and screen readers all come with it.
const MARGIN = { top: 22, right: 56, bottom: 24, left: 34 };

function nice(least, most) {
  const rough = (most - least) / 3 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough);
  const from = Math.floor(least / step + 1e-9) * step, ticks = [];
  for (let tick = from; tick < most + step * 0.999; tick += step) ticks.push(Number(tick.toPrecision(8)));
  return ticks;
}

function path(points) {
  let drawn = false;
  return points.map(([x, y]) => {
    if (y === null) { drawn = false; return ""; }
    const piece = `${drawn ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}${drawn ? "" : "h0"}`;  // a point alone is drawn as one
    drawn = true;
    return piece;
  }).join("");
}

function ribbon(xs, low, high) {
  const there = xs.map((x, i) => [x, low[i], high[i]]).filter(([, a, b]) => a !== null && b !== null);
  if (!there.length) return "";
  if (there.length === 1) there.unshift([there[0][0] - 10, there[0][1], there[0][2]]);  // one week's range alone is a bar
  return path([...there.map(([x, , b]) => [x, b]), ...there.reverse().map(([x, a]) => [x, a])]) + "Z";
}

function last(values) {
  for (let i = values.length - 1; i >= 0; i -= 1) if (values[i] !== null) return values[i];
  return null;
}

function described(model, i) {
  const s = model.get("series"), words = model.get("words"), digits = model.get("digits"), shown = (v) => figure(v, digits);
  const values = { week: s.weeks[i], baseline: shown(s.baseline[i]), plan: s.plan.length ? shown(s.plan[i]) : "",
    plan_name: words.plan, baseline_name: words.baseline };
  let text = filled(s.plan.length ? words.readout : words.readout_baseline, values);
  if (s.low.length) text += ` ${filled(words.band, { low: shown(s.low[i]), high: shown(s.high[i]) })}`;
  if (s.par_low.length) text += ` ${filled(words.wide, { low: shown(s.par_low[i]), high: shown(s.par_high[i]) })}`;
  return text;
}

function table(model) {
  const s = model.get("series"), words = model.get("words"), digits = model.get("digits");
  const columns = [[words.week, s.weeks, 0], [words.baseline, s.baseline, digits]];
  if (s.plan.length) columns.push([words.plan, s.plan, digits]);
  if (s.low.length) columns.push([words.low, s.low, digits], [words.high, s.high, digits]);
  if (s.par_low.length) columns.push([words.wide_low, s.par_low, digits], [words.wide_high, s.par_high, digits]);
  const head = html("tr", {}, ...columns.map(([name]) => html("th", { scope: "col" }, name)));
  const rows = s.weeks.map((_, i) => html("tr", {}, ...columns.map(([, values, d]) => html("td", {}, figure(values[i], d)))));
  return html("table", {}, html("caption", {}, model.get("title")), html("thead", {}, head), html("tbody", {}, ...rows));
}

function labels(plot, entries, right, top, bottom) {
  // At the lines' ends, pushed apart where they would overlap.
  entries.sort((a, b) => a.y - b.y);
  if (entries.length) entries[0].y = Math.max(top, entries[0].y);
  for (let i = 1; i < entries.length; i += 1) entries[i].y = Math.max(entries[i].y, entries[i - 1].y + 30);
  const over = entries.length ? entries[entries.length - 1].y - bottom : 0;
  for (const entry of entries) {
    const y = Math.max(top, entry.y - Math.max(0, over));
    plot.append(svg("text", { x: right + 8, y: y - 2, class: `end ${entry.kind} value` }, entry.value),
      svg("text", { x: right + 8, y: y + 11, class: `end ${entry.kind}` }, entry.name));
  }
}

function draw(model, plot, width, height, chosen) {
  const s = model.get("series"), words = model.get("words"), digits = model.get("digits");
  plot.replaceChildren();
  plot.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const right = width - MARGIN.right, bottom = height - MARGIN.bottom;
  const all = [s.baseline, s.plan, s.low, s.high, s.par_low, s.par_high].flat().filter((v) => v !== null);
  const [least, most] = model.get("bounds").length ? model.get("bounds") : [Math.min(...all, Infinity), Math.max(...all, -Infinity)];
  const ticks = Number.isFinite(least) ? nice(least, most) : [0, 1];
  const [from, to] = [ticks[0], ticks[ticks.length - 1]];
  const first = s.weeks[0], span = Math.max(1, s.weeks[s.weeks.length - 1] - first);
  const x = (week) => MARGIN.left + ((week - first) / span) * (right - MARGIN.left);
  const y = (value) => (value === null ? null : bottom - ((value - from) / (to - from || 1)) * (bottom - MARGIN.top));
  const xs = s.weeks.map(x), line = (values) => path(values.map((v, i) => [xs[i], y(v)]));
  for (const tick of ticks) {
    plot.append(svg("line", { x1: MARGIN.left, x2: right, y1: y(tick), y2: y(tick), class: "grid" }),
      svg("text", { x: MARGIN.left - 6, y: y(tick) + 4, class: "tick", "text-anchor": "end" }, figure(tick, tick % 1 ? 1 : 0)));
  }
  for (const week of [first, Math.round(first + span / 2), first + span]) {
    plot.append(svg("text", { x: x(week), y: height - 6, class: "tick", "text-anchor": week === first ? "start" : "middle" },
      week === first ? `${words.week} ${week}` : `${week}`));
  }
  plot.append(svg("text", { x: 2, y: 9, class: "tick unit" }, model.get("unit")));
  if (s.par_low.length) plot.append(svg("path", { d: ribbon(xs, s.par_low.map(y), s.par_high.map(y)), class: "wide" }));
  if (s.low.length) plot.append(svg("path", { d: ribbon(xs, s.low.map(y), s.high.map(y)), class: "luck" }));
  plot.append(svg("path", { d: line(s.baseline), class: "baseline" }));
  if (s.plan.length) plot.append(svg("path", { d: line(s.plan), class: "plan" }));
  const ends = [["baseline", s.baseline], ["plan", s.plan]].filter(([, values]) => last(values) !== null);
  labels(plot, ends.map(([kind, values]) => ({ kind, name: words[kind], value: figure(last(values), digits), y: y(last(values)) })),
    right, MARGIN.top + 12, bottom - 8);
  const at = chosen >= 0 ? chosen : s.weeks.indexOf(model.get("week"));
  if (at >= 0) {
    plot.append(svg("line", { x1: xs[at], x2: xs[at], y1: MARGIN.top, y2: bottom, class: "now" }));
    for (const [kind, values] of ends) {
      if (values[at] !== null) plot.append(svg("circle", { cx: xs[at], cy: y(values[at]), r: 4, class: `dot ${kind}` }));
    }
  }
}

function render({ model, el }) {
  const plot = svg("svg", { "aria-hidden": "true", focusable: "false" }), readout = html("p", { class: "readout" });
  const handle = html("input", { type: "range", min: "0", step: "1" }), behind = html("div", { class: "behind", role: "region", tabindex: "0" });
  const stage = html("div", { class: "plot" }, plot, handle), summary = html("summary"), details = html("details", {}, summary, behind);
  const name = html("p", { class: "name" });
  el.classList.add("band");
  el.replaceChildren(name, stage, readout, details);
  let chosen = -1;

  const show = () => draw(model, plot, Math.max(220, stage.clientWidth), Math.max(model.get("height"), stage.clientHeight), chosen);
  const point = (i) => {
    chosen = i;
    readout.textContent = i >= 0 ? described(model, i) : "";
    if (i >= 0) { handle.value = `${i}`; handle.setAttribute("aria-valuetext", described(model, i)); }
    show();
  };
  const refresh = () => {
    const weeks = model.get("series").weeks, words = model.get("words");
    name.textContent = model.get("title");
    summary.textContent = words.table;
    behind.setAttribute("aria-label", `${model.get("title")}: ${words.table}`);
    handle.max = `${Math.max(0, weeks.length - 1)}`;
    handle.setAttribute("aria-label", model.get("title"));
    chosen = Math.min(chosen, weeks.length - 1);
    const at = chosen >= 0 ? chosen : weeks.length - 1;
    handle.value = `${Math.max(0, at)}`;
    if (at >= 0) handle.setAttribute("aria-valuetext", described(model, at));
    if (details.open) behind.replaceChildren(table(model));
    stage.style.minHeight = `${model.get("height")}px`;
    show();
  };
  const under = (event) => {
    const box = handle.getBoundingClientRect(), count = model.get("series").weeks.length;
    return Math.max(0, Math.min(count - 1, Math.round(((event.clientX - box.left) / box.width) * (count - 1))));
  };
  handle.addEventListener("input", () => point(Number(handle.value)));
  handle.addEventListener("change", () => { model.set("week", model.get("series").weeks[Number(handle.value)]); model.save_changes(); });
  handle.addEventListener("pointermove", (event) => point(under(event)));
  handle.addEventListener("pointerleave", () => { if (document.activeElement !== handle) point(-1); });
  handle.addEventListener("focus", () => point(Number(handle.value)));
  handle.addEventListener("blur", () => point(-1));
  details.addEventListener("toggle", () => { if (details.open) behind.replaceChildren(table(model)); });
  const sized = new ResizeObserver(show);
  sized.observe(stage);
  for (const trait of ["series", "title", "unit", "words", "bounds", "height", "week"]) model.on(`change:${trait}`, refresh);
  refresh();
  return () => sized.disconnect();
}

export default { render };
