// Slides by arrow keys; the class's hands as bars. Nothing is asked of the server.
(function () {
  "use strict";
  document.documentElement.dataset.theme = (localStorage.getItem(":solara:theme.variant") || "").includes("dark") ? "dark" : "light";
  const slides = [...document.querySelectorAll(".slide")], where = document.querySelector(".where");
  const next = document.querySelector(".next"), back = document.querySelector(".back");
  let at = Math.min(slides.length, Math.max(1, Number(location.hash.slice(1)) || 1)) - 1;

  const sum = (numbers) => numbers.reduce((all, n) => all + n, 0);
  // More hands than a lecture hall holds are a slip of the keyboard.
  const hands = (row) => Math.round(Math.max(0, Math.min(500, Number(row.querySelector("input").value) || 0)));

  function told(slide) {
    // The reveal repeats the class's bars of the slide before, with the answer that holds.
    const list = slide.querySelector(".hands.told");
    if (!list) return;
    const rows = [...slides[slides.indexOf(slide) - 1].querySelectorAll(".hands > li")];
    list.replaceChildren(...rows.map((row) => {
      const copy = row.cloneNode(true), input = copy.querySelector("input");
      if (input) input.remove();
      copy.classList.toggle("right", row.dataset.right === "1");
      copy.querySelector("output").textContent = row.querySelector("output").textContent;
      return copy;
    }));
    const said = slide.querySelector(".right-hands"), counts = rows.map(hands), all = sum(counts);
    const right = sum(counts.filter((_, i) => rows[i].dataset.right === "1"));
    said.textContent = all ? said.dataset.right.replace("{right}", right).replace("{all}", all) : "";
  }

  function show(number, quiet) {
    at = Math.min(slides.length - 1, Math.max(0, number));
    slides.forEach((slide, i) => { slide.hidden = i !== at; });
    told(slides[at]);
    where.textContent = slides[at].getAttribute("aria-label");
    back.disabled = at === 0;
    next.disabled = at === slides.length - 1;
    if (!quiet) history.replaceState(null, "", `#${at + 1}`);
    scrollTo(0, 0);
  }

  function count(list) {
    const rows = [...list.children], counts = rows.map(hands), most = Math.max(1, ...counts), all = sum(counts);
    const said = list.parentElement.querySelector(".counted");
    said.textContent = said.dataset.counted.replace("{all}", all);
    rows.forEach((row, i) => {
      row.querySelector(".bar i").style.width = `${(100 * counts[i]) / most}%`;
      row.querySelector("output").textContent = all ? `${Math.round((100 * counts[i]) / all)} %` : "";
    });
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input") && ["ArrowUp", "ArrowDown"].includes(event.key);
    const scrolling = event.target.matches("input") && event.key === " ";
    if (typing || scrolling || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (by) { event.preventDefault(); show(at + by); }
    if (event.key === "Home" && !event.target.matches("input")) show(0);
    if (event.key === "End" && !event.target.matches("input")) show(slides.length - 1);
  });
  document.querySelectorAll(".hands:not(.told)").forEach((list) => list.addEventListener("input", () => count(list)));
  next.addEventListener("click", () => show(at + 1));
  back.addEventListener("click", () => show(at - 1));
  show(at, true);
})();
