// A course to be drawn. The handles are sliders: drag them, or focus one and use the arrow keys. Made with the helpers of svg.js.
const W = 640, H = 300, L = 44, R = 110, T = 14, B = 34;

function render({ model, el }) {
  const root = html("div", { class: "draw" });
  el.append(root);
  const last = () => model.get("today").length;
  const [low, high] = model.get("bounds");
  const x = (week) => L + ((week - 1) / Math.max(1, last() - 1)) * (W - L - R);
  const y = (value) => T + ((high - value) / (high - low)) * (H - T - B);
  const line = (values) => values.map((v, i) => `${x(i + 1).toFixed(1)},${y(v).toFixed(1)}`).join(" ");
  const step = (high - low) / 100;
  let focused = -1;

  function set(i, value) {
    if (i < 1 || model.get("model").length) return;
    const levels = [...model.get("levels")];
    levels[i] = Math.round(Math.min(high, Math.max(low, value)) / step) * step;
    model.set("levels", levels);
    model.save_changes();
  }

  function end(value, words, name) {
    return svg("text", { x: W - R + 8, y: y(value) + 4, class: `end ${name}` }, words);
  }

  function handle(picture, i) {
    const weeks = model.get("weeks"), levels = model.get("levels"), words = model.get("words");
    const dot = svg("circle", { cx: x(weeks[i]), cy: y(levels[i]), r: 9, class: "handle", tabindex: 0, role: "slider",
      "aria-label": filled(words.handle, { week: weeks[i] }), "aria-valuemin": low, "aria-valuemax": high,
      "aria-valuenow": levels[i].toFixed(1), "aria-valuetext": `${levels[i].toFixed(0)} ${model.get("unit")}` });
    dot.addEventListener("keydown", (event) => {
      const by = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[event.key];
      if (by) { event.preventDefault(); event.stopPropagation(); focused = i; set(i, levels[i] + by * step); }
    });
    dot.addEventListener("focus", () => { focused = i; });
    picture.append(dot);
    return dot;
  }

  function table() {
    const words = model.get("words"), weeks = model.get("weeks"), levels = model.get("levels"), truth = model.get("model");
    const columns = [words.week, words.yours, words.today, ...(truth.length ? [words.model] : [])];
    const rows = weeks.map((week, i) => html("tr", {}, ...[week, written(levels[i], 1), written(model.get("today")[week - 1], 1),
      ...(truth.length ? [written(truth[week - 1], 1)] : [])].map((cell) => html("td", {}, String(cell)))));
    return html("details", {}, html("summary", {}, words.table), html("table", { class: "plain" },
      html("thead", {}, html("tr", {}, ...columns.map((name) => html("th", { scope: "col" }, name)))), html("tbody", {}, ...rows)));
  }

  function show() {
    const open = root.querySelector("details")?.open, had = root.contains(document.activeElement) ? focused : -1;
    const words = model.get("words"), levels = model.get("levels"), weeks = model.get("weeks"), truth = model.get("model");
    const picture = svg("svg", { viewBox: `0 0 ${W} ${H}`, role: "group", "aria-label": model.get("title"), class: "drawing" });
    for (let i = 0; i <= 4; i += 1) {
      const value = low + (i / 4) * (high - low);
      picture.append(svg("line", { x1: L, x2: W - R, y1: y(value), y2: y(value), class: "grid" }),
        svg("text", { x: L - 8, y: y(value) + 4, class: "tick", "text-anchor": "end" }, written(value, 1, 0)));
    }
    for (const week of weeks) picture.append(svg("text", { x: x(week), y: H - 10, class: "tick", "text-anchor": "middle" }, String(week)));
    picture.append(svg("polyline", { points: line(model.get("today")), class: "course today" }));
    if (truth.length) picture.append(svg("polyline", { points: line(truth), class: "course plan" }));
    picture.append(svg("polyline", { points: weeks.map((week, i) => `${x(week)},${y(levels[i])}`).join(" "), class: "course yours" }));
    const ends = [[model.get("today").at(-1), words.today, "today"], [levels.at(-1), words.yours, "yours"]];
    if (truth.length) ends.push([truth.at(-1), words.model, "plan"]);
    ends.sort((a, b) => b[0] - a[0]);
    let above = -100;
    for (const [value, text, name] of ends) {
      const label = end(value, text, name);
      above = Math.max(y(value) + 4, above + 17);
      label.setAttribute("y", above);
      picture.append(label);
    }
    const dots = truth.length ? [] : weeks.map((_, i) => (i ? handle(picture, i) : null));
    if (!truth.length) drag(picture);
    root.replaceChildren(picture, table());
    if (open) root.querySelector("details").open = true;
    if (had > 0 && dots[had]) dots[had].focus();
  }

  function drag(picture) {
    const place = (event) => {
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
      const weeks = model.get("weeks");
      const nearest = weeks.reduce((best, week, i) => (i && Math.abs(x(week) - at.x) < Math.abs(x(weeks[best]) - at.x) ? i : best), 1);
      focused = nearest;
      set(nearest, low + ((H - B - at.y) / (H - B - T)) * (high - low));
    };
    picture.addEventListener("pointerdown", (event) => { event.preventDefault(); dragging = true; place(event); });
    picture.addEventListener("pointermove", (event) => { if (dragging) place(event); });
  }

  let dragging = false;
  const stop = () => { dragging = false; };
  window.addEventListener("pointerup", stop);
  for (const name of ["levels", "model", "today"]) model.on(`change:${name}`, show);
  show();
  return () => window.removeEventListener("pointerup", stop);
}

export default { render };
