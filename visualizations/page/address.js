// The address: it holds what is chosen and filtered, so that a link or a bookmark restores it.

const initialLanguage = document.documentElement.lang;
const languageIn = (hash) => (["ru", "en"].includes(hash.get("lang")) ? hash.get("lang") : initialLanguage);

/** What is listed under a key and known to a table. */
const listedIn = (hash, key, table) =>
  new Set((hash.get(key) ?? "").split(" ").filter((name) => Object.hasOwn(table, name)));

/** Keep in the address the values that are not empty, with the years and the language. */
function keepInAddress(values) {
  const all = { ...values, ...yearsKept(), lang: state.lang !== initialLanguage && state.lang };
  const hash = new URLSearchParams(Object.entries(all).filter(([, value]) => value));
  try {
    history.replaceState(null, "", `#${hash}`);
  } catch {
    // Some viewers of attachments forbid it; the page works all the same.
  }
}
