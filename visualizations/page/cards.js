// The evidence: for what is chosen, the sentences, who said them, when, where, and how firmly.

const FIRST = 40;
const manners = Object.keys(atlas.manners);
const nodeButton = (id) =>
  make(
    "button",
    { type: "button", class: "entity", click: () => reach(id) },
    icon(nodes.get(id).kind, nodes.get(id).wished),
    make("span", {}, quoted(nameOf(id))),
  );
const mannerTag = (claim) =>
  make("span", { class: "manner" }, line(claim.manner), say(atlas.manners[claim.manner].words));
const sentencesOf = (claim) => [claim.sentence, ...(claim.further ?? [])].map((place) => atlas.sentences[place]);
const languageOf = (text) => (/[а-яё]/i.test(text) ? "ru" : "en");

function showDate(when) {
  return when.split("/").map(showPeriod).join(" – ");
}

function showPeriod(when) {
  const part = /^(\d{4})-([HQ])(\d)$/.exec(when);
  if (part)
    return word(part[2] === "H" ? "half" : "quarter")
      .replace("{number}", part[3])
      .replace("{year}", part[1]);
  const date = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(when);
  if (!date) return when;
  const day = new Date(Date.UTC(date[1], date[2] - 1, date[3] ?? 1));
  return day.toLocaleDateString(state.lang, {
    timeZone: "UTC",
    year: "numeric",
    month: "long",
    day: date[3] && "numeric",
  });
}

const webLink = (address, content) =>
  make("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, content);

/** Text in which addresses of the web, and no others, are links. */
function withLinks(text) {
  return text
    .split(/(https?:\/\/[^\s<>"«»]*[^\s<>"«».,;:)])/i)
    .map((part, place) => (place % 2 && URL.canParse(part) ? webLink(part, part) : part));
}

function cite(origin) {
  const title = quoted(origin.title || origin.name);
  const prose = origin.source && !origin.link && origin.source !== origin.title;
  return make(
    "div",
    { class: "cite" },
    served
      ? siteLink(`/documents?name=${encodeURIComponent(origin.name)}`, title)
      : origin.link && URL.canParse(origin.link)
        ? webLink(origin.link, title)
        : title,
    origin.issued ? make("time", {}, ` · ${showDate(origin.issued)}`) : null,
    prose
      ? make("details", {}, make("summary", {}, word("sources")), make("bdi", {}, ...withLinks(origin.source)))
      : null,
  );
}

/** Whom or what the sentence does not name, and where it comes from. */
function elsewhereLine(value) {
  const origin = [say(value.origin), value.reason].filter(Boolean).join(": ");
  const text = value.sentence == null ? null : atlas.sentences[value.sentence];
  return make(
    "li",
    {},
    make("strong", {}, quoted(say(value.name))),
    make("small", {}, ` ${word("elsewhere")}: ${origin} `),
    text ? make("q", {}, quoted(text, languageOf(text))) : null,
  );
}

/** What statistics say of a figure: a conclusion of the program, set apart from what was said. */
function besideStatistics({ statistics }) {
  return statistics ? make("small", { class: `statistics ${statistics.verdict}` }, say(statistics.words)) : null;
}

/** One sentence with all that is read from it. */
function sentenceCard(group) {
  const [claim] = group;
  const text = atlas.sentences[claim.sentence];
  const speaker = claim.speaker;
  const name = speaker ? quoted(say(claim.speakerName)) : null;
  const further = [...new Set(group.flatMap((each) => each.further ?? []))].map((place) => atlas.sentences[place]);
  const told = new Map(group.flatMap((each) => each.elsewhere ?? []).map((value) => [JSON.stringify(value), value]));
  const elsewhere = [...told.values()];
  const items = group.map((each) =>
    make(
      "li",
      {},
      mannerTag(each),
      make("strong", {}, quoted(say(each.what))),
      each.when ? make("time", {}, showDate(each.when)) : null,
      make(
        "small",
        { class: each.certain ? "sure" : "doubt" },
        each.decided
          ? [say(each.decided.verdict), each.decided.who].filter(Boolean).join(": ")
          : `${word(each.certain ? "certainty" : "uncertain")} ${number(each.confidence, { maximumFractionDigits: 2 })}`,
      ),
      besideStatistics(each),
      ...(each.listed ?? []).map((words) => make("small", { class: "statistics" }, quoted(say(words)))),
    ),
  );
  return make(
    "article",
    { class: "card", "data-sentence": claim.sentence },
    make("blockquote", {}, quoted(text, languageOf(text))),
    ...further.map((more) => make("blockquote", {}, quoted(more, languageOf(more)))),
    make(
      "p",
      { class: "speaker" },
      make("span", { class: "muted" }, speaker ? `${word("says")}: ` : word("newsroom")),
      speaker && nodes.has(speaker) ? nodeButton(speaker) : name,
    ),
    make("ul", { class: "read" }, ...items),
    elsewhere.length ? make("ul", { class: "elsewhere" }, ...elsewhere.map(elsewhereLine)) : null,
    cite(atlas.documents[claim.document]),
  );
}

function cards(claims) {
  const groups = new Map();
  const order = (claim) => manners.indexOf(claim.manner);
  for (const claim of [...new Set(claims)].sort(
    (a, b) => order(a) - order(b) || (b.when ?? "").localeCompare(a.when ?? ""),
  )) {
    const key = [claim.sentence, claim.speaker, claim.document].join(" ");
    groups.set(key, [...(groups.get(key) ?? []), claim]);
  }
  const all = [...groups.values()];
  const box = make("div", { class: "cards" }, ...all.slice(0, FIRST).map(sentenceCard));
  if (all.length > FIRST) {
    box.append(
      make(
        "button",
        {
          type: "button",
          class: "link",
          click: ({ target }) => target.replaceWith(...all.slice(FIRST).map(sentenceCard)),
        },
        `${word("reset")} · ${number(all.length)}`,
      ),
    );
  }
  return box;
}

/** How many things claims tell of: several may tell of one event. */
const thingsTold = (claims) => new Set(claims.map((claim) => claim.event ?? claim)).size;
