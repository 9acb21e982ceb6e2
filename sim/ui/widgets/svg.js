// Making elements, for every widget.
const SVG = "http://www.w3.org/2000/svg";

function svg(name, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function html(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key in node && typeof value !== "string") node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

function filled(words, values) {
  return words.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
}

// As the language of the page writes it.
function written(value, digits = 0, least = digits) {
  const marks = { minimumFractionDigits: least, maximumFractionDigits: digits };
  return value.toLocaleString(document.documentElement.lang || "en", marks).replace(/^-0$/, "0").replace("-", "−");
}

function figure(value, digits = 0) {
  return value === null || value === undefined || Number.isNaN(value) ? "–" : written(value, digits);
}
