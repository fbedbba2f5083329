// The review desk: claims with their sentences, decided of by one key each. Words of documents enter as text alone.
"use strict";

const place = document.getElementById("desk");
const inQueue = place.hasAttribute("data-queue");
const EDITING = "review-editing";
const CURRENT = "review-current";
const LIVE = 3000;
const FEW = 5;
const LAYOUT = { н: "y", т: "n", с: "c", ф: "a", ц: "w", г: "u", о: "j", л: "k", у: "e" };
const MORE = ["modality", "polarity", "speaker"];

let known = { open: false, who: "", csrf: "", kinds: {}, beside: {}, words: {} };
let claims = [];
let current = 0;
let last = null;
let form = null;

const said = (name) => known.words[name] ?? name;
const kindOf = (name) => known.kinds[name] ?? { label: name, roles: [] };

async function get(path, parameters = {}) {
  const answer = await fetch(`/review/${path}?${new URLSearchParams({ ...parameters, lang })}`);
  return answer.ok ? answer.json() : null;
}

async function post(path, told) {
  const headers = { "Content-Type": "application/json", "X-CSRF-Token": known.csrf };
  const answer = await fetch(`/review/${path}`, { method: "POST", headers, body: JSON.stringify(told) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text.trim());
  return text ? JSON.parse(text) : null;
}

const status = make("p", { class: "live", role: "status", "aria-live": "polite" });
const counts = make("p", { class: "counts-live muted" });
const list = make("div", { class: "waiting" });

function tell(text, wrong = false) {
  status.textContent = text;
  status.classList.toggle("doubt", wrong);
}

/** Do what may fail; say why where it does. */
async function trying(work) {
  try {
    await work();
  } catch (error) {
    tell(error.message, true);
  }
}

function remember(name, value) {
  try {
    sessionStorage.setItem(name, value);
  } catch {
    // It is forgotten with the page.
  }
}

function recall(name) {
  try {
    return sessionStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

async function decide(told) {
  tell(said("sending"));
  const made = await post("decide", told);
  last = made.id;
  remember(CURRENT, claims[current]?.key ?? "");
  if (!inQueue) location.reload();
  else if (told.key && claims.length > FEW) drop();
  else await load();
  tell(said(made.later ? "later" : `done_${told.action}`));
}

/** Take what was decided of off the queue; that is looked for anew when little is left of it. */
function drop() {
  form = null;
  cardAt(current).remove();
  claims.splice(current, 1);
  move(0);
}

function signIn() {
  const who = make("input", { name: "who", required: true, maxlength: 80, autocomplete: "name" });
  const token = make("input", { name: "token", type: "password", required: true, autocomplete: "current-password" });
  const submit = (event) => {
    event.preventDefault();
    trying(async () => {
      await post("sign-in", { who: who.value, token: token.value });
      await start();
    });
  };
  return make(
    "form",
    { class: "ask", submit },
    make("label", {}, said("name"), who),
    make("label", {}, said("token"), token),
    make("button", { class: "main" }, said("sign_in")),
  );
}

/** The values of a claim as a person writes them: several with a semicolon between. */
const written = (claim, role) => (claim.args[role] ?? []).join("; ");

function field(role, value) {
  if (role.terms) {
    const options = [make("option", { value: "" }, "–"), ...role.terms.map((one) => make("option", { value: one.value }, one.label))];
    const select = make("select", { name: role.name }, ...options);
    select.value = value;
    return select;
  }
  const offers = make("datalist", { id: `offers-${role.name}` });
  const input = make("input", { name: role.name, list: offers.id, autocomplete: "off", spellcheck: false });
  input.value = value;
  if (role.complete) {
    const ask = asking("/complete");
    input.addEventListener("input", () => {
      const typed = input.value.split(";").at(-1).trim();
      const before = input.value.slice(0, input.value.length - typed.length);
      if (typed) {
        ask({ type: role.complete, q: typed }, (found) =>
          offers.replaceChildren(...found.map((one) => make("option", { value: before + one.value }))),
        );
      }
    });
  }
  return make("span", { class: "field" }, input, offers);
}

const valueIn = (element) => (element.matches("input, select") ? element : element.querySelector("input")).value.trim();

/** A form of all that a fact of a kind may say, filled with what a claim says. */
function editor(claim, submit) {
  const roles = [
    ...kindOf(claim.kind).roles.map((role) => [role, written(claim, role.name)]),
    ...["modality", "polarity"].map((name) => [{ name, label: said(name), terms: known.beside[name] }, claim[name]]),
    [{ name: "speaker", label: said("speaker"), complete: "person" }, claim.speaker],
  ];
  const fields = roles.map(([role, value], number) => ({ role, value, number: number + 1, element: field(role, value) }));
  const why = make("input", { name: "why", maxlength: 500 });
  const changed = () =>
    fields.flatMap(({ role, value, element }) => {
      const now = valueIn(element);
      if (now === value) return [];
      const values = role.many ? now.split(";").map((one) => one.trim()) : [now];
      return values.map((one) => `${role.name}=${one}`);
    });
  const box = make(
    "form",
    {
      class: "editor",
      submit: (event) => {
        event.preventDefault();
        trying(() => submit(changed(), why.value));
      },
      keydown: (event) => {
        if (event.key === "Escape") close();
        if (event.altKey && /^[1-9]$/.test(event.key)) take(fields[Number(event.key) - 1], box, event);
      },
    },
    ...fields.map(({ role, number, element }) =>
      make("label", {}, make("span", {}, number < 10 ? make("kbd", {}, String(number)) : "", ` ${role.label}`), element),
    ),
    make("label", {}, said("reason"), why),
    make("p", { class: "buttons" }, make("button", { class: "main" }, said("save")), make("button", { type: "button", click: close }, said("cancel"))),
  );
  return box;
}

/** Put the words that are marked in the sentence into a field. */
function take(target, box, event) {
  const sentence = box.parentElement.querySelector("textarea");
  if (!target || !sentence) return;
  event.preventDefault();
  const words = sentence.value.slice(sentence.selectionStart, sentence.selectionEnd).trim();
  const input = target.element.matches("select") ? null : target.element.querySelector("input");
  if (!input || !words) return;
  input.value = target.role.many && input.value ? `${input.value}; ${words}` : words;
  input.focus();
}

function open(element) {
  close();
  form = element;
  cardAt(current)?.append(form);
  form.querySelector("textarea, select, input")?.focus();
  form.scrollIntoView({ block: "nearest" });
}

function close() {
  form?.remove();
  form = null;
  cardAt(current)?.focus();
}

function correct() {
  const claim = claims[current];
  open(make("div", { class: "opened" }, editor(claim, (settings, why) => decide({ action: "correct", key: claim.key, settings, why }))));
}

/** The sentences of the document that is shown, as far as a line of text tells them. */
function sentencesAround(claim) {
  const text = inQueue ? "" : [...document.querySelectorAll(".text")].map(textOf).join("");
  const found = text.match(/[^.!?…\n]+[.!?…]*[»”")]*/g)?.map((one) => one.trim()).filter((one) => one.length > 3) ?? [];
  const all = found.includes(claim.sentence) ? found : [claim.sentence, ...found];
  return [all, all.indexOf(claim.sentence)];
}

/** The text of the document without the tags that stand in it. */
function textOf(element) {
  const copy = element.cloneNode(true);
  for (const tag of copy.querySelectorAll(".tag, .anchor")) tag.remove();
  return copy.textContent;
}

function add() {
  const claim = claims[current] ?? { sentence: "", document: place.dataset.document, kind: "" };
  const [sentences, first] = sentencesAround(claim);
  let at = Math.max(0, first);
  const marked = document.getSelection().toString().trim();
  const chosen = marked ? sentences.findIndex((one) => one.includes(marked)) : -1;
  if (chosen >= 0) at = chosen;
  // Not read-only: that would have no caret, and no words could be marked by keyboard.
  const sentence = make("textarea", { rows: 3, "aria-label": said("sentence"), beforeinput: (event) => event.preventDefault() });
  const kinds = Object.entries(known.kinds).map(([name, kind]) => make("option", { value: name }, kind.label));
  const kind = make("select", { name: "kind", "aria-label": said("kind") }, ...kinds);
  kind.value = claim.kind || "meeting";
  const box = make("div", { class: "opened adding" });
  const show = () => {
    sentence.value = sentences[at] ?? "";
    sentence.setSelectionRange(0, 0);
  };
  const empty = () => ({ kind: kind.value, args: {}, modality: "stated", polarity: "positive", speaker: "" });
  const send = (settings, why) =>
    decide({ action: "add", document: claim.document, sentence: sentence.value, kind: kind.value, settings, why });
  const renew = () => {
    box.querySelector("form.editor")?.remove();
    box.append(editor(empty(), send));
  };
  sentence.addEventListener("keydown", (event) => {
    const step = { PageDown: 1, PageUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      at = Math.min(Math.max(0, at + step), sentences.length - 1);
      show();
    }
    const numbered = event.altKey && /^[1-9]$/.test(event.key) ? box.querySelector("form.editor") : null;
    numbered?.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, altKey: true, cancelable: true }));
    if (event.key === "Escape") close();
  });
  kind.addEventListener("change", renew);
  kind.addEventListener("keydown", (event) => event.key === "Escape" && close());
  box.append(make("p", { class: "muted" }, said("mark")), sentence, make("label", {}, said("kind"), kind));
  show();
  renew();
  open(box);
  if (marked) {
    const from = sentence.value.indexOf(marked);
    if (from >= 0) sentence.setSelectionRange(from, from + marked.length);
  }
}

function reason() {
  const why = make("input", { maxlength: 500, "aria-label": said("reason") });
  const claim = claims[current];
  const send = (event) => {
    event.preventDefault();
    trying(() => decide({ action: "reject", key: claim.key, why: why.value }));
  };
  open(make("form", { class: "opened", submit: send, keydown: (event) => event.key === "Escape" && close() }, make("label", {}, said("why_wrong"), why), make("button", { class: "main" }, said("reject"))));
}

const ACTIONS = {
  y: () => decide({ action: "confirm", key: claims[current].key }),
  n: () => decide({ action: "reject", key: claims[current].key }),
  c: correct,
  a: add,
  w: reason,
  u: () => decide({ action: "undo" }),
  j: () => move(1),
  k: () => move(-1),
};

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select")) return;
  const key = LAYOUT[event.key.toLowerCase()] ?? event.key.toLowerCase();
  if (key === "e" && !inQueue && known.who) {
    remember(EDITING, recall(EDITING) ? "" : "yes");
    location.reload();
  }
  const action = ACTIONS[key];
  if (!action || !known.who || !(inQueue || recall(EDITING))) return;
  if (!claims.length && !"ua".includes(key)) return;
  event.preventDefault();
  trying(async () => action());
}

function cardAt(number) {
  return inQueue ? list.children[number] : document.querySelector(`.fact[data-key="${claims[number]?.key}"]`);
}

function move(step) {
  current = Math.min(Math.max(0, current + step), claims.length - 1);
  for (const card of document.querySelectorAll(".now")) card.classList.remove("now");
  const card = cardAt(current);
  card?.classList.add("now");
  card?.setAttribute("tabindex", "-1");
  card?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: "nearest" });
}

function shown(claim) {
  const roles = kindOf(claim.kind).roles.filter((role) => claim.args[role.name]);
  const terms = (role, value) => role.terms?.find((one) => one.value === value)?.label ?? value;
  const pairs = roles.flatMap((role) => [make("dt", {}, role.label), make("dd", {}, make("bdi", {}, claim.args[role.name].map((one) => terms(role, one)).join(", ")))]);
  for (const name of MORE) {
    const usual = { modality: "stated", polarity: "positive", speaker: "" }[name];
    const label = known.beside[name]?.find((one) => one.value === claim[name])?.label ?? claim[name];
    if (claim[name] !== usual) pairs.push(make("dt", {}, said(name)), make("dd", {}, make("bdi", {}, label)));
  }
  return make(
    "article",
    { class: "card-review", "data-key": claim.key, tabindex: "-1" },
    make("p", { class: "muted" }, make("b", {}, kindOf(claim.kind).label), ` · ${claim.confidence} · `, make("bdi", {}, claim.reasons.join(", "))),
    make("blockquote", {}, make("small", {}, make("bdi", {}, claim.before), " "), make("bdi", {}, claim.sentence), make("small", {}, " ", make("bdi", {}, claim.after))),
    make("dl", { class: "known" }, ...pairs),
    make("p", { class: "muted" }, make("a", { href: `/document/${claim.document}` }, make("bdi", {}, claim.title)), claim.issued ? ` · ${claim.issued}` : ""),
  );
}

async function load() {
  form = null;
  const asked = Object.fromEntries(["kind", "about", "document", "since"].map((name) => [name, new URLSearchParams(location.search).get(name) ?? ""]));
  const found = await get("queue", inQueue ? asked : { document: place.dataset.document });
  claims = found ?? [];
  if (inQueue) list.replaceChildren(...claims.map(shown));
  else claims = claims.filter((claim) => claim.verdict === "rejected" || cardFor(claim));
  if (!inQueue) list.replaceChildren(...claims.filter((claim) => claim.verdict === "rejected").map(rejected));
  const before = claims.findIndex((claim) => claim.key === recall(CURRENT));
  current = before >= 0 ? before : Math.min(current, Math.max(0, claims.length - 1));
  if (known.who && (inQueue || recall(EDITING))) move(0);
  if (inQueue && !claims.length) tell(said("empty"));
}

const cardFor = (claim) => document.querySelector(`.fact[data-key="${claim.key}"]`);

function rejected(claim) {
  return make(
    "div",
    { class: "fact rejected", "data-key": claim.key },
    make("p", {}, make("b", {}, kindOf(claim.kind).label), ` ${said("rejected")}: `, make("bdi", {}, [claim.who, claim.why].filter(Boolean).join(", "))),
    make("p", { class: "muted" }, make("bdi", {}, Object.values(claim.args).flat().join(", "))),
  );
}

/** How much is decided and by whom, as long as the page is open; what another decided is shown. */
async function live() {
  const found = await get("counts").catch(() => null);
  if (!found) return;
  const by = Object.entries(found.by).map(([who, count]) => `${who} ${count}`);
  counts.replaceChildren(`${said("decided")}: ${found.decided} (`, make("bdi", {}, by.join(", ")), `) · ${said("waiting")}: ${found.waiting}`);
  const changed = last !== null && found.last !== last;
  last = found.last;
  if (changed && !form) {
    if (inQueue) await load();
    else if (document.visibilityState === "visible") location.reload();
  }
}

async function start() {
  known = (await get("state")) ?? known;
  if (!known.open) {
    if (inQueue) place.replaceChildren(make("p", { class: "silence" }, said("closed")));
    return;
  }
  const editing = inQueue || recall(EDITING);
  const help = known.who ? make("p", { class: "muted keys" }, editing ? said("keys") : said("to_edit")) : inQueue ? signIn() : null;
  place.replaceChildren(...[editing || inQueue ? counts : null, help, status, list].filter(Boolean));
  document.body.classList.toggle("editing", Boolean(known.who && editing));
  if (!inQueue && !editing) return;
  await live();
  await load();
}

document.addEventListener("keydown", pressed);
start().then(() => {
  place.dataset.started = "";
  setInterval(() => (document.body.classList.contains("editing") || inQueue) && known.open && live(), LIVE);
});
