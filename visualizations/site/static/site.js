// What every page does: themes, search while one types, completion of forms. Words of documents enter as text alone.
"use strict";

const lang = document.documentElement.lang;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Answers of the server to what is typed, the latest alone: an answer that comes late is dropped. */
function asking(address) {
  let latest = 0;
  let timer = 0;
  return (parameters, use) => {
    const number = ++latest;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      try {
        const answer = await fetch(`${address}?${new URLSearchParams({ ...parameters, lang })}`);
        if (answer.ok && number === latest) use(await answer.json());
      } catch {
        // The page works without; the next letter asks again.
      }
    }, 120);
  };
}

function setUpTheme() {
  document.getElementById("theme").addEventListener("click", () => {
    const root = document.documentElement;
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // It holds for this page.
    }
  });
  let worn = null;
  addEventListener("beforeprint", () => {
    worn = document.documentElement.dataset.theme;
    document.documentElement.dataset.theme = "light";
    for (const details of document.querySelectorAll("main details:not(.code)")) details.open = true;
  });
  addEventListener("afterprint", () => (document.documentElement.dataset.theme = worn));
}

function setUpSearch() {
  const field = document.getElementById("find");
  const list = document.getElementById("offers");
  const ask = asking("/complete");
  let active = -1;
  const open = (wanted) => {
    list.hidden = !wanted;
    field.setAttribute("aria-expanded", String(wanted));
    if (!wanted) field.removeAttribute("aria-activedescendant");
  };
  const mark = (next) => {
    active = next;
    [...list.children].forEach((row, place) => row.setAttribute("aria-selected", String(place === active)));
    if (active >= 0) field.setAttribute("aria-activedescendant", `offer-${active}`);
  };
  const chosen = (path) => location.assign(new URLSearchParams(location.search).has("lang") ? `${path}?lang=${lang}` : path);
  const show = (offers) => {
    const rows = offers.slice(0, 8).map((offer, place) =>
      make(
        "li",
        {
          role: "option",
          id: `offer-${place}`,
          "aria-selected": "false",
          "data-path": offer.path,
          pointerdown: (event) => {
            event.preventDefault();
            chosen(offer.path);
          },
        },
        make("i", { class: `dot k-${offer.kind}` }),
        make("bdi", {}, offer.value),
        make("small", {}, offer.documents ? String(offer.documents) : ""),
      ),
    );
    list.replaceChildren(...rows);
    mark(-1);
    open(rows.length > 0 && document.activeElement === field);
  };
  field.addEventListener("input", () => (field.value.trim() ? ask({ q: field.value }, show) : open(false)));
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const count = list.children.length;
    if (step && !list.hidden && count) {
      event.preventDefault();
      mark((active + step + count + (active < 0 && step < 0 ? 1 : 0)) % count);
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      chosen(list.children[active].dataset.path);
    } else if (event.key === "Escape") open(false);
  });
  field.addEventListener("blur", () => open(false));
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      field.focus();
    }
  });
}

function setUpCompletion() {
  for (const field of document.querySelectorAll("[data-complete]")) {
    const ask = asking("/complete");
    field.addEventListener("input", () => {
      if (!field.value.trim()) return;
      ask({ type: field.dataset.complete, q: field.value }, (offers) =>
        field.list.replaceChildren(
          ...offers.map((offer) => make("option", { value: offer.value }, offer.label ?? "")),
        ),
      );
    });
  }
}

setUpTheme();
setUpSearch();
setUpCompletion();
document.documentElement.dataset.ready = "";
