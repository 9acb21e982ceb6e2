// The widget: two networks of the same people, one slider, colours by state, a way to walk through everybody by keyboard.
const WEEKS_A_SECOND = 3.2, STILL_WEEKS_A_SECOND = 1.2;  // the latter where motion is not wanted: week by week, nothing glides

function recordingOf(model) {
  const shape = model.get("shape"), bytes = (name) => { const v = model.get(name); return new Uint8Array(v.buffer, v.byteOffset, v.byteLength); };
  const numbers = (name, Type) => new Type(bytes(name).slice().buffer);
  const manager = numbers("manager", Int32Array), leads = new Uint8Array(shape.posts), below = new Map();
  manager.forEach((boss, post) => {
    if (boss >= 0) leads[boss] = 1;
    below.set(boss, [...(below.get(boss) ?? []), post]);
  });
  return { shape, levels: bytes("levels"), places: numbers("places", Float32Array), manager, unit: numbers("unit", Int32Array), leads, below,
    names: model.get("names") };
}

// Whom an arrow key leads to.
function walked(recording, post, key) {
  const heads = recording.below.get(-1), home = heads.find((head) => recording.leads[head]) ?? heads[0];
  if (post < 0 || key === "Home") return home;
  const peers = recording.below.get(recording.manager[post]), place = peers.indexOf(post);
  if (key === "ArrowUp") return recording.manager[post] >= 0 ? recording.manager[post] : post;
  if (key === "ArrowDown") return recording.below.get(post)?.[0] ?? post;
  return peers[(place + (key === "ArrowRight" ? 1 : peers.length - 1)) % peers.length];
}

// Who is meant by what was typed: by name before title and unit, the nearer the beginning the sooner.
function sought(recording, typed) {
  const text = typed.trim().toLowerCase(), { ids, titles, units } = recording.names;
  if (!text) return [];
  const rank = (post) => {
    const id = ids[post].toLowerCase(), at = id.indexOf(text);
    if (id === text) return 0;
    if (at >= 0) return at ? 2 : 1;
    return `${titles[post]} ${units[recording.unit[post]]}`.toLowerCase().includes(text) ? 3 : -1;
  };
  return ids.map((_, post) => [rank(post), post]).filter(([r]) => r >= 0).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, post]) => post);
}

function parts(el, words, states) {
  const at = {
    stage: html("div", { class: "stage", tabindex: "0", role: "application", "aria-label": words.stage }),
    tip: html("div", { class: "tip", hidden: true }), told: html("p", { class: "told" }), spoken: html("p", { class: "spoken", "aria-live": "polite" }),
    play: html("button", { type: "button", class: "play" }), slider: html("input", { type: "range", min: "1", step: "1", "aria-label": words.slider }),
    week: html("output", { class: "week" }), key: html("div", { class: "key" }), behind: html("div", { class: "behind", tabindex: "0", role: "region",
      "aria-label": words.table }),
    find: html("input", { type: "search", autocomplete: "off", spellcheck: "false", placeholder: words.find_hint }),
    hits: html("span", { class: "hits", role: "status" }),
  };
  at.canvases = words.captions.map((name, world) => {
    const canvas = html("canvas", { "aria-hidden": "true" }), below = html("canvas", { "aria-hidden": "true", class: "lines" });
    at.stage.append(html("figure", { class: world ? "plan" : "baseline" }, html("figcaption", {}, name), html("div", {}, below, canvas)));
    return canvas;
  });
  at.choices = states.map((state, index) => html("input", { type: "radio", name: `state-${words.id}`, value: `${index}` }));
  const colours = html("fieldset", { class: "states" }, html("legend", {}, words.colour_by),
    ...states.map((state, index) => html("label", {}, at.choices[index], html("span", {}, state.label))));
  const find = html("label", { class: "find" }, html("span", {}, words.find), at.find, at.hits);
  at.details = html("details", {}, html("summary", {}, words.table), at.behind);
  el.replaceChildren(colours, at.stage, at.tip, html("div", { class: "controls" }, at.play, at.slider, at.week), at.key, at.told, at.spoken,
    find, html("p", { class: "help" }, words.help), at.details);
  return at;
}

function keyOf(words, state, p) {
  const swatch = (text, style) => html("span", { class: "entry" }, html("span", { class: "swatch", style }), text);
  const [low, middle, high] = state.scale.map((level) => figure(level));
  const [left, right] = state.good > 0 ? [0, BUCKETS - 1] : [BUCKETS - 1, 0];
  const bar = html("span", { class: "ramp", style: `background: linear-gradient(90deg, ${[left, (BUCKETS - 1) / 2, right].map((i) => css(colour(i, p))).join(", ")})` });
  const named = (word, value) => filled(word, { level: value });
  return [html("span", { class: "scale" }, html("span", {}, named(state.good > 0 ? words.low_worse : words.low_better, low)), bar,
    html("span", {}, named(state.good > 0 ? words.high_better : words.high_worse, high)), html("span", { class: "mid" }, named(words.ordinary, middle))),
    swatch(words.key_vacant, `background: none; box-shadow: inset 0 0 0 1.5px ${css(p.empty)}`), swatch(words.key_none, `background: ${css(p.none)}; height: 3px; border-radius: 2px`)];
}

function render({ model, el }) {
  el.classList.add("people");
  let recording = recordingOf(model), time = 0, playing = false, marked = -1, before = 0, table = new Uint8Array(256), asked = 0;
  const words = { ...model.get("words"), id: Math.random().toString(36).slice(2) }, states = model.get("states");
  const at = parts(el, words, states), calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const nets = at.canvases.map((canvas, world) => new Network(canvas, recording, world));
  const index = () => model.get("state"), state = () => model.get("states")[index()], week = () => Math.floor(time + 1e-9);

  const frame = (now) => {
    asked = 0;
    if (playing) {
      const passed = Math.max(0, Math.min(0.25, (now - before) / 1000)), step = time + passed * (calm.matches ? STILL_WEEKS_A_SECOND : WEEKS_A_SECOND);
      before = now;
      const shown = week();
      time = Math.min(recording.shape.weeks - 1, step);
      if (week() !== shown) moved();
      if (time >= recording.shape.weeks - 1) play(false);
    }
    const moment = calm.matches ? week() : time;
    for (const net of nets) net.draw(index(), moment, table, marked, model.get("selected"));
    el.dataset.frames = `${Number(el.dataset.frames ?? 0) + 1}`;
    if (playing) ask();
  };
  const ask = () => { if (!asked) asked = requestAnimationFrame(frame); };
  const moved = () => {
    at.slider.value = `${week() + 1}`;
    const words_ = filled(words.week_of, { week: week() + 1, weeks: recording.shape.weeks });
    at.slider.setAttribute("aria-valuetext", words_);
    at.week.textContent = words_;
    at.told.textContent = narrated(recording, words, state(), index(), week());
    if (at.details.open && !playing) at.behind.replaceChildren(unitTable(recording, words, state(), index(), week()));
  };
  const settle = () => { moved(); model.set("week", week() + 1); model.save_changes(); };
  const play = (on) => {
    playing = on;
    if (on && time >= recording.shape.weeks - 1) time = 0;
    before = performance.now();
    at.play.textContent = on ? `❚❚ ${words.pause}` : `▶ ${words.play}`;
    at.told.setAttribute("aria-live", on ? "off" : "polite");
    if (!on) settle();
    ask();
  };
  const coloured = () => {
    table = buckets(state());
    at.choices.forEach((choice, i) => { choice.checked = i === index(); });
    at.key.replaceChildren(...keyOf(words, state(), palette()));
    moved();
    ask();
  };
  const sized = () => { for (const net of nets) net.resize(); coloured(); };
  const hint = (post, x, y) => {
    at.tip.hidden = post < 0;
    if (post < 0) return;
    at.tip.textContent = introduced(recording, words, state(), index(), week(), post);
    at.tip.style.left = `${Math.max(4, Math.min(el.clientWidth - 230, x + 14))}px`;
    at.tip.style.top = `${y + 16}px`;
  };
  const hintAt = (post, net = nets[1]) => {
    const box = net.canvas.getBoundingClientRect(), own = el.getBoundingClientRect();
    hint(post, box.left - own.left + net.xy[2 * post], box.top - own.top + net.xy[2 * post + 1]);
  };
  const choose = (post) => { model.set("selected", post); settle(); ask(); };
  let hits = [], hit = 0;
  const seek = (by) => {
    hits = sought(recording, at.find.value);
    hit = hits.length ? (by + hits.length) % hits.length : 0;
    marked = hits.length ? hits[hit] : -1;
    const who = hits.length ? introduced(recording, words, state(), index(), week(), marked).split("\n").slice(0, 2).join(", ") : "";
    at.hits.textContent = !at.find.value.trim() ? "" : hits.length ? filled(words.hit, { who, at: hit + 1, all: hits.length }) : words.no_hit;
    if (marked >= 0) hintAt(marked); else hint(-1);
    ask();
  };

  nets.forEach((net) => {
    const under = (event) => net.near(event.offsetX, event.offsetY);
    net.canvas.addEventListener("pointermove", (event) => { const post = under(event);
      if (post !== marked) { marked = post; ask(); }
      if (post >= 0) hintAt(post, net); else hint(-1); });
    net.canvas.addEventListener("pointerleave", () => { marked = -1; hint(-1); ask(); });
    net.canvas.addEventListener("click", (event) => { const post = under(event); if (post >= 0) { marked = post; choose(post); } });
  });
  at.stage.addEventListener("keydown", (event) => {
    if (["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home"].includes(event.key)) {
      marked = walked(recording, marked >= 0 ? marked : model.get("selected"), event.key);
      at.spoken.textContent = introduced(recording, words, state(), index(), week(), marked);
      hintAt(marked);
      ask();
    } else if ((event.key === "Enter" || event.key === " ") && marked >= 0) choose(marked);
    else if (event.key === "Escape") { marked = -1; hint(-1); ask(); }
    else return;
    event.preventDefault();
  });
  for (const part of [at.stage, at.find]) part.addEventListener("blur", () => { marked = -1; hint(-1); ask(); });
  at.find.addEventListener("input", () => seek(0));
  at.find.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && hits.length) choose(hits[hit]);
    else if (event.key === "ArrowDown") seek(hit + 1);
    else if (event.key === "ArrowUp") seek(hit - 1);
    else return;
    event.preventDefault();
  });
  at.play.addEventListener("click", () => play(!playing));
  at.slider.addEventListener("input", () => { if (playing) play(false); time = Number(at.slider.value) - 1; moved(); ask(); });
  at.slider.addEventListener("change", settle);
  at.choices.forEach((choice, i) => choice.addEventListener("change", () => { model.set("state", i); model.save_changes(); coloured(); }));
  at.details.addEventListener("toggle", moved);
  const watch = new ResizeObserver(sized), themed = new MutationObserver(sized);
  watch.observe(at.stage);
  themed.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  model.on("change:selected", ask);
  model.on("change:stamp", () => {
    recording = recordingOf(model);
    for (const net of nets) net.recording = recording;
    begin();
  });
  const begin = () => {  // another recording goes on from where the last one is being played
    el.dataset.posts = `${recording.shape.posts}`;
    time = Math.max(0, Math.min(recording.shape.weeks - 1, playing ? time : model.get("week") - 1));
    at.slider.max = `${recording.shape.weeks}`;
    sized();
    if (!playing) play(false);
  };
  begin();
  return () => { watch.disconnect(); themed.disconnect(); playing = false; if (asked) cancelAnimationFrame(asked); };
}

export default { render };
