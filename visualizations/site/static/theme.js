// Light or dark, before anything is drawn: what was chosen here, else what the system prefers.
"use strict";
{
  let chosen = null;
  try {
    chosen = localStorage.getItem("theme");
  } catch {
    // Some browsers keep nothing; the system decides.
  }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = chosen === "dark" || (chosen !== "light" && dark) ? "dark" : "light";
}
