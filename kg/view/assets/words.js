"use strict";
// Words and small builders: all text of the page comes from the table in the data.
const data = JSON.parse(document.getElementById("data").textContent);
const texts = data.texts;
const locale = texts.language;
const plural = new Intl.PluralRules(locale);
const number = (n) => n.toLocaleString(locale);

/** The text of that name with its {places} filled; `n` also chooses the plural. */
function say(name, places = {}) {
  const entry = name.split("/").reduce((table, key) => table?.[key], texts) ?? name.split("/").pop();
  const pattern = typeof entry === "string" ? entry : entry[plural.select(places.n)] ?? entry.other;
  return pattern.replace(/\{(\w+)\}/g, (_, key) => {
    const value = places[key];
    return typeof value === "number" ? number(value) : value;
  });
}

/** An element with properties and children; strings become text, never markup. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("aria-") || key === "role" || key === "for") element.setAttribute(key, value);
    else if (value !== undefined) element[key] = value;
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** A button that names what is to be selected, shown as text of its own direction. */
function selector(selection, ...children) {
  return make("button", { type: "button", className: "select", dir: "auto", onclick: () => select(selection) }, ...children);
}

function capital(word) {
  return word ? word[0].toLocaleUpperCase(locale) + word.slice(1) : word;
}

/** A term of a claim: a button where it is an entity, its words where it is not. */
function term(value) {
  if (value.entity === undefined) return make("bdi", {}, value.text);
  return selector(entityKey(value.entity), data.entities[value.entity].label);
}

function termText(value) {
  return value.entity === undefined ? value.text : data.entities[value.entity].label;
}

/** A date of EDTF in words; what this cannot word is shown as it stands. */
function when(edtf) {
  if (!edtf) return "";
  const [from, to] = edtf.split("/");
  if (to === undefined) return day(from);
  if (from === "" || from === "..") return say("date_until", { to: day(to) });
  if (to === "" || to === "..") return say("date_since", { from: day(from) });
  return FULL.test(from) && FULL.test(to) ? formatter("numeric").formatRange(instant(from), instant(to)) : say("date_range", { from: day(from), to: day(to) });
}

const FULL = /^\d{4}-\d\d-\d\d$/;
const instant = (date) => new Date(`${date}T00:00Z`);
const formatter = (dayStyle) => new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, { year: "numeric", month: "long", day: dayStyle, timeZone: "UTC" });

function day(edtf) {
  const parts = /^(\d{2,4}X{0,2})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)$/.exec(edtf);
  if (!parts) return edtf;
  const [, year, month, date, mark] = parts;
  let word = year.endsWith("X") ? (year.endsWith("XX") ? edtf : say("decade", { year: year.replace("X", "0") })) : year;
  if (month && texts.season[month]) word = say(`season/${month}`, { year });
  else if (month) word = formatter(date ? "numeric" : undefined).format(instant(`${year}-${month}-${date ?? "01"}`));
  if (mark === "~") return say("date_about", { date: word });
  return mark ? say("date_unsure", { date: word }) : word;
}

/** A count in words: "about 600", "20 to 30", or as written where it is no number. */
function count(quantity) {
  const { low, high, qualifier, surface } = quantity;
  if (!texts.qualifier[qualifier]) return surface;
  if (low !== undefined && high !== undefined && low !== high) {
    return qualifier === "exact" || qualifier === "about"
      ? say(`qualifier/${qualifier}`, { n: say("range", { low, high }) })
      : surface;
  }
  const n = { "at most": high, "less than": high, "as many as": high }[qualifier] ?? low ?? high;
  if (n === undefined) return surface;
  // "More than 600" may be kept as the counts it leaves possible, from 601 on: show what is written.
  const written = qualifier === "more than" || qualifier === "less than";
  return say(`qualifier/${qualifier}`, { n: written ? surface.replace(/^\D+(?=\d)/, "") : n });
}

/** A name as it is searched for: no case, no diacritics. Python's `fold` wrote the other side. */
function fold(name) {
  return name.normalize("NFKD").toLowerCase().replace(/ß/g, "ss").replace(/\p{M}/gu, "").match(/[\p{L}\p{N}_]+/gu)?.join(" ") ?? "";
}

const entityKey = (index) => data.entities[index].id;
const statementKey = (index) => {
  const s = data.statements[index];
  return `${entityKey(s.from)}~${s.kind}~${entityKey(s.to)}`;
};
const figureKey = (index) => {
  const f = data.figures[index];
  const event = f.event.entity === undefined ? fold(f.event.text) : entityKey(f.event.entity);
  return `${event}~~${f.outcome}~${f.category}`;
};
const statementText = (s) => `${data.entities[s.from].label} — ${say(`kind/${s.kind}`)} → ${data.entities[s.to].label}`;
const questionText = (figure) => capital(say("question", figure));
const documentTitle = (index) => data.documents[index].title ?? data.documents[index].name;
