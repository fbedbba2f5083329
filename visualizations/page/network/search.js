// Search: inflected Russian («Карелией») and Latin letters («Imanbayev») find the same node.

const CYRILLIC = [..."абвгдеёжзийклмнопрстуфхцчшщъыьэюя"];
const SPELT = "a b v g d e e zh z i i k l m n o p r s t u f h c ch sh sch  i  e u a".split(" ");
const LATIN = Object.fromEntries(CYRILLIC.map((letter, place) => [letter, SPELT[place]]));
const ENDING = new RegExp(
  "(иями|ями|ами|ого|его|ому|ему|ыми|ими|ией|иям|иях|ой|ей|ом|ем|ам|ям|ах|ях|ов|ев|ый|ий|ая|яя|ое|ее|ые|ие|ую|юю|ым|им" +
    "|ых|их|ия|ию|ии|ью|а|я|о|е|у|ю|ы|и|ь|й)$",
);

const stem = (text) => (text.length > 4 ? text.replace(ENDING, "") : text);
/** One spelling for the many ways of writing Russian in Latin letters. */
const latin = (text) =>
  [...text]
    .map((letter) => LATIN[letter] ?? letter)
    .join("")
    .normalize("NFKD")
    .replace(/[^a-z0-9]/g, "")
    .replace(/kh/g, "h")
    .replace(/ts/g, "c")
    .replace(/shch/g, "sch")
    .replace(/w/g, "v")
    .replace(/x/g, "ks")
    .replace(/[yj]/g, "i")
    .replace(/i+(?=[aeou])/g, "")
    .replace(/(.)\1/g, "$1");
const wordsOf = (text) =>
  text
    .toLowerCase()
    .replaceAll("ё", "е")
    .match(/[\p{L}\p{N}]+/gu) ?? [];
const keysOf = (text) => wordsOf(text).map(latin);

const index = [...nodes.values()].map((node) => ({ node, keys: Object.values(node.names).map(keysOf) }));
const sentenceKeys = atlas.sentences.map(keysOf);

/** A whole word counts 3, its beginning 2, the same stem 1, a first word a little more. */
function closeness({ whole, part }, key, place) {
  const found =
    key === whole
      ? 3
      : key.startsWith(whole)
        ? 2
        : part && key.startsWith(part) && key.length < part.length + 5
          ? 1
          : 0;
  return found && found + (place ? 0 : 0.5);
}

/** How well the wanted words are found, better in a short name than in a long one: 0 when one of them is missing. */
function match(wanted, keys) {
  const best = wanted.map((each) => Math.max(0, ...keys.map((key, place) => closeness(each, key, place))));
  return best.every(Boolean) ? best.reduce((sum, one) => sum + one, 0) / wanted.length + 2 / keys.length : 0;
}

function search(text) {
  const wanted = wordsOf(text)
    .map((each) => ({ whole: latin(each), part: latin(stem(each)) }))
    .filter(({ whole }) => whole);
  if (!wanted.length) return [];
  const found = index
    .map(({ node, keys }) => ({
      id: node.id,
      score: Math.max(...keys.map((words) => match(wanted, words))),
      weight: node.weight,
    }))
    .filter((hit) => hit.score)
    .sort((a, b) => b.score - a.score || b.weight - a.weight || (a.id < b.id ? -1 : 1))
    .slice(0, 8);
  const said = sentenceKeys.flatMap((keys, place) => (match(wanted, keys) ? [{ sentence: place }] : [])).slice(0, 6);
  return [...found, ...said.filter(({ sentence }) => holderOf(sentence))];
}

/** The link, else the node, at which a sentence is shown: where one is, else in detail. */
function holderOf(sentence) {
  const holds = (thing) => claimsOf(thing).some((claim) => claim.sentence === sentence || claim.further?.includes(sentence));
  const here = (thing) => onLevel(thing) && holds(thing);
  const link = [...links.values()].find(here);
  if (link) return { link: link.id };
  const node = [...nodes.values()].find(here) ?? [...nodes.values()].find((each) => each.detail && holds(each.detail));
  const further = node ? null : [...links.values()].find(holds);
  return node ? { node: node.id } : further && { node: further.from };
}

function reachHit(hit) {
  if (hit.id) return reach(hit.id);
  const holder = holderOf(hit.sentence);
  if (holder.link) pickLink(holder.link);
  else reach(holder.node);
  showSentence(hit.sentence);
}

function hitParts({ id, sentence }) {
  if (!id) return [make("span", { class: "quote" }, quoted(atlas.sentences[sentence]))];
  const { kind, wished } = nodes.get(id);
  return [icon(kind, wished), make("span", {}, quoted(nameOf(id))), make("small", {}, say(atlas.kinds[kind].words))];
}

function setUpSearch() {
  const field = byId("query");
  const list = byId("results");
  let hits = [];
  let active = -1;
  const open = (wanted) => {
    list.hidden = !wanted;
    field.setAttribute("aria-expanded", String(wanted));
    if (!wanted) field.removeAttribute("aria-activedescendant");
  };
  const take = (hit) => {
    if (!hit) return;
    open(false);
    field.value = "";
    reachHit(hit);
  };
  const mark = (next) => {
    active = next;
    [...list.children].forEach((row, place) => row.setAttribute("aria-selected", String(place === active)));
    list.children[active]?.scrollIntoView({ block: "nearest" });
    if (active >= 0) field.setAttribute("aria-activedescendant", `hit-${active}`);
  };
  const row = (hit, place) => {
    // On press, before the field loses the focus and closes the list.
    const press = (event) => {
      event.preventDefault();
      take(hit);
    };
    const about = { role: "option", id: `hit-${place}`, "aria-selected": "false", class: "hit" };
    return make("li", { ...about, pointerdown: press }, ...hitParts(hit));
  };
  const nothing = () => make("li", { role: "option", "aria-disabled": "true", class: "none" }, word("found"));
  field.addEventListener("input", () => {
    hits = search(field.value);
    list.replaceChildren(...(hits.length ? hits.map(row) : [nothing()]));
    open(field.value.trim() !== "");
    mark(hits.length ? 0 : -1);
  });
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && hits.length) {
      event.preventDefault();
      mark((active + step + hits.length) % hits.length);
    } else if (event.key === "Enter") {
      take(hits[active]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (field.value) field.value = "";
      else field.blur();
      open(false);
    }
  });
  field.addEventListener("blur", () => open(false));
}
