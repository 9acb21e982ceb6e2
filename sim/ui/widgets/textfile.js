// A field for one text file. Made with the helpers of svg.js.
function render({ model, el }) {
  const input = html("input", { type: "file", accept: model.get("accept") });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    const small = file.size <= model.get("most");
    model.set("file", { name: file.name, size: file.size, at: Date.now(), ...(small ? { text: await file.text() } : {}) });
    model.save_changes();
  });
  el.append(html("label", { class: "textfile" }, html("span", {}, model.get("label")), input));
}

export default { render };
