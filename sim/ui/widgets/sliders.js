// Levers as native sliders. Made with the helpers of svg.js.
function render({ model, el }) {
  const root = html("div", { class: "levers-list" });
  el.append(root);
  const inputs = {};

  function said(row, value) {
    return row.percent ? `${written(100 * Number(value), 0, 0)} %` : `${written(Number(value), 2, 0)} ${row.unit}`;
  }

  function build() {
    root.replaceChildren(...model.get("rows").map((row) => {
      const value = model.get("values")[row.name];
      const output = html("output", {}, said(row, value));
      const input = html("input", { type: "range", min: String(row.low), max: String(row.high), step: String(row.step), "data-lever": row.name });
      input.value = value;
      input.setAttribute("aria-valuetext", said(row, value));
      input.addEventListener("input", () => {
        output.textContent = said(row, input.value);
        input.setAttribute("aria-valuetext", said(row, input.value));
      });
      input.addEventListener("change", () => {
        model.set("values", { ...model.get("values"), [row.name]: Number(input.value) });
        model.save_changes();
      });
      inputs[row.name] = [input, output, row];
      return html("label", {}, html("span", {}, row.label), output, input, html("span", { class: "about" }, row.about));
    }));
  }

  model.on("change:rows", build);
  model.on("change:values", () => {
    for (const [name, [input, output, row]] of Object.entries(inputs)) {
      const value = model.get("values")[name];
      if (value === undefined) continue;
      input.value = value;
      output.textContent = said(row, value);
      input.setAttribute("aria-valuetext", said(row, value));
    }
  });
  build();
}

export default { render };
