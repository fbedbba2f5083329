"use strict";
// Words and elements. Whatever comes from a document enters the page as a text node, never as markup.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const atlas = read("atlas-data");
const nodes = new Map(read("node-data").map((node) => [node.id, { ...node, ...node.data }]));
const links = new Map(read("link-data").map((link) => [link.id, { ...link, ...link.data }]));
const byId = (id) => document.getElementById(id);

const say = (words) => words[state.lang] ?? words.ru ?? words.en ?? Object.values(words)[0] ?? "";
const word = (key) => say(atlas.words[key]);
const number = (value, options) => value.toLocaleString(state.lang, options);
const counted = (key, value) => `${number(value)} ${word(key)[new Intl.PluralRules(state.lang).select(value)]}`;
const nameOf = (id) => say(nodes.get(id).names);
const shortOf = (id) => say(nodes.get(id).short ?? nodes.get(id).names);

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}
const make = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
const shape = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

/** The pages of the site that serves this page; a page that stands alone leads nowhere. */
const served = document.querySelector("nav.site") !== null;
const siteLink = (path, ...content) => make("a", { href: `${path}${path.includes("?") ? "&" : "?"}lang=${state.lang}` }, ...content);
const entityLink = (id) => (served ? siteLink(`/id/${encodeURIComponent(id)}`, quoted(nameOf(id))) : quoted(nameOf(id)));

/** Text from a document: its direction is its own and cannot turn the words around it. */
const quoted = (text, lang) => make("bdi", lang ? { lang } : {}, text);

const shade = (style) => style.colour[document.documentElement.dataset.theme === "dark" ? 1 : 0];

function icon(kind, wished = false) {
  const style = atlas.kinds[kind] ?? atlas.kinds.other;
  const outline =
    style.shape === "square"
      ? shape("rect", { x: 1.5, y: 1.5, width: 33, height: 33, rx: 8 })
      : shape("circle", { cx: 18, cy: 18, r: 16.5 });
  outline.setAttribute("class", wished ? "wished" : "plate");
  const picture = shape(
    "svg",
    { viewBox: "0 0 36 36", class: "icon", "aria-hidden": "true" },
    outline,
    shape("path", { d: style.icon, transform: "translate(6 6)", class: wished ? "stroke wished" : "stroke" }),
  );
  picture.style.setProperty("--colour", shade(style));
  return picture;
}

function line(manner) {
  const style = atlas.manners[manner];
  const picture = shape(
    "svg",
    { viewBox: "0 0 44 10", class: "line", "aria-hidden": "true" },
    shape("path", { d: "M1 5H43", "stroke-width": style.width + 0.3, "stroke-dasharray": style.line.join(" ") }),
  );
  if (style.cross) picture.append(shape("path", { d: "M18 1l8 8M26 1l-8 8", "stroke-width": 1.6 }));
  picture.style.setProperty("--colour", shade(style));
  return picture;
}
