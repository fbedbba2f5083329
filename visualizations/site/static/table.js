// Tables that are sorted by their headings and filtered by a word; the sentences behind a row, fetched when opened.
"use strict";

const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

function orderOf(row, place) {
  const cell = row.cells[place];
  return cell.dataset.order ?? cell.textContent;
}

function compared(a, b) {
  const [x, y] = [Number(a), Number(b)];
  if (a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  if (a === "" || b === "") return a === b ? 0 : a === "" ? 1 : -1;
  return collator.compare(a, b);
}

function sortBy(table, heading, place) {
  const falling = heading.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
  const rows = [...table.tBodies[0].rows];
  rows.sort((a, b) => compared(orderOf(a, place), orderOf(b, place)) * (falling ? -1 : 1));
  table.tBodies[0].append(...rows);
}

function setUpTable(table) {
  [...table.tHead.rows[0].cells].forEach((heading, place) => {
    if ("fixed" in heading.dataset) return;
    const button = make("button", { type: "button", class: "heading", click: () => sortBy(table, heading, place) });
    button.append(...heading.childNodes);
    heading.append(button);
  });
  for (const field of document.querySelectorAll(`[data-filters="${table.id}"]`)) {
    field.addEventListener("input", () => {
      const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const row of table.tBodies[0].rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !wanted.every((word) => text.includes(word));
      }
    });
  }
}

/** Put the sentences of a row in the place of the link to them. */
async function fetchEvidence(details) {
  const link = details.querySelector("a");
  if (!details.open || !link || details.dataset.fetched) return;
  details.dataset.fetched = "true";
  try {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById("evidence");
    if (found) link.replaceWith(document.adoptNode(found));
    document.getElementById("evidence")?.removeAttribute("id");
  } catch {
    delete details.dataset.fetched;
  }
}

document.querySelectorAll("table.sortable").forEach(setUpTable);
for (const details of document.querySelectorAll("details[data-evidence]")) {
  details.addEventListener("toggle", () => fetchEvidence(details));
}
