// What is shown, taken away as files.

function download(content, name, type) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  make("a", { href: address, download: `coopatlas-${atlas.name}.${name}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** A cell that a spreadsheet would take for a formula gets an apostrophe. */
const csvCell = (text) => `"${text.replace(/^(?=[=+\-@\t\r])/, "'").replaceAll('"', '""')}"`;

function saveTable() {
  const rows = tableRows().map((row) => COLUMNS.map((column) => column.text(row)));
  const text = [COLUMNS.map((column) => word(column.key)), ...rows]
    .map((cells) => cells.map(csvCell).join(","))
    .join("\r\n");
  download(`\ufeff${text}\r\n`, "csv", "text/csv;charset=utf-8");
}

function setUpSaveMenu() {
  const menu = byId("save");
  const opener = byId("save-button");
  const toggle = (open) => {
    menu.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
  };
  opener.addEventListener("click", () => toggle(menu.hidden));
  menu.addEventListener("click", () => toggle(false));
  document.addEventListener("pointerdown", ({ target }) => menu.parentElement.contains(target) || toggle(false));
  menu.parentElement.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      toggle(false);
      opener.focus();
      event.stopPropagation();
    }
  });
  byId("save-csv").addEventListener("click", saveTable);
}
