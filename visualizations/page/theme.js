// The theme of a page: its language, and whether it is light or dark.

function speak() {
  document.documentElement.lang = state.lang;
  document.title = `${say(atlas.title)} · coopatlas`;
  byId("title").textContent = say(atlas.title);
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]"))
    element.setAttribute("aria-label", word(element.dataset.label));
  for (const element of document.querySelectorAll("[data-hint]")) element.placeholder = word(element.dataset.hint);
  byId("scope").textContent = scopeText();
  const other = state.lang === "ru" ? "en" : "ru";
  byId("language").textContent = other.toUpperCase();
  byId("language").setAttribute("aria-label", `${other.toUpperCase()} · ${word("language")}`);
  byId("language").lang = other;
  applyTheme();
}

/** What part of the store the page was drawn from, where it is not the whole. */
function scopeText() {
  const { around, hops, since, until } = atlas.scope;
  const parts = [];
  if (around.length) parts.push(`${word("around")}: ${around.map(say).join(", ")}`);
  if (around.length && hops > 1) parts.push(counted("hop", hops));
  if (since || until) parts.push(since === until ? String(since) : `${since ?? "…"}–${until ?? "…"}`);
  return parts.join(" · ");
}

function applyTheme() {
  const dark = state.theme === "dark";
  document.documentElement.dataset.theme = state.theme;
  byId("theme").textContent = word(dark ? "light" : "dark");
  byId("theme").title = word("theme");
}

let worn = null;

/** Paper is white: print in the light theme, and put the other on again. */
function printDress(theme) {
  if (theme) worn = state.theme;
  state.theme = theme ?? worn;
  applyTheme();
  show();
}

/** Switch language and theme by their buttons, and for print; `show` draws the page anew. */
function setUpDress() {
  byId("language").addEventListener("click", () => {
    state.lang = state.lang === "ru" ? "en" : "ru";
    speak();
    show();
  });
  window.addEventListener("beforeprint", () => printDress("light"));
  window.addEventListener("afterprint", () => printDress(null));
  byId("theme").addEventListener("click", () => {
    state.theme = state.theme === "dark" ? "light" : "dark";
    applyTheme();
    show();
  });
}
