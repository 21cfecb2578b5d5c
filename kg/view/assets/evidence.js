// The panel: what is selected, and each passage behind it in its own words.
const FIRST = 12; // groups of passages shown before "show more": about ten screens

/** One claim: who says it, the passage in its context, and where that stands. */
function claimCard(index) {
  const claim = data.claims[index];
  const source = data.documents[claim.document];
  const [excerpt, from, start, end, to, before, after] = claim.passage;
  const text = source.excerpts[excerpt];
  return make("article", { className: `claim ${claim.polarity}` },
    make("p", { className: "voice" }, claim.speaker ? term(claim.speaker) : say("own_words"),
      make("span", { className: "quiet" }, ` · ${say(`polarity/${claim.polarity}`)}`)),
    make("blockquote", { dir: "auto" },
      before ? "… " : "", text.slice(from, start),
      make("mark", {}, text.slice(start, end)),
      text.slice(end, to), after ? " …" : ""),
    make("p", { className: "source" },
      make("cite", { dir: "auto" }, documentTitle(claim.document)),
      [source.publisher ?? source.agency, source.author, when(source.date), source.title && source.name]
        .filter(Boolean).map((part) => [" · ", make("bdi", {}, part)]).flat(),
      hiddenDocuments.has(source.id) ? make("em", {}, ` (${say("hidden_document")})`) : ""),
    facts(claim));
}

/** The rest of a claim as pairs of word and value. */
function facts(claim) {
  const chain = claim.chain.flatMap((voice, i) => [i ? " → " : "", term(voice.agent), ` (${say(`role/${voice.role}`)})`]);
  const pairs = [
    ["chain", chain.length ? chain : null],
    ["quantity", claim.quantity && [count(claim.quantity), ` ${say("question", { category: claim.quantity.category, outcome: claim.quantity.outcome ?? "" })}`]],
    ["when", claim.when && [when(claim.when)]],
    ["where", claim.where && [term(claim.where)]],
    ["confidence", [claim.confidence.toLocaleString(locale, { style: "percent" })]],
    ["extractor", [claim.extractor]],
  ];
  return make("dl", {}, pairs.filter(([, value]) => value)
    .map(([name, value]) => make("div", {}, make("dt", {}, say(name)), make("dd", { dir: "auto" }, value))));
}

/** Builders one after the other, the rest behind a button, so that no panel is endless. */
function unfolded(builders, shown = FIRST) {
  const box = make("div", {}, builders.slice(0, shown).map((build) => build()));
  const rest = builders.slice(shown);
  if (rest.length) {
    const button = make("button", { type: "button", className: "more" }, say("more", { n: rest.length }));
    button.onclick = () => button.replaceWith(...unfolded(rest, FIRST * 2).childNodes);
    box.append(button);
  }
  return box;
}

/** The answers to one question side by side: figure, who gives it, where. */
function figureTable(index, named = true) {
  const figure = data.figures[index];
  const rows = figure.values.map((value) => make("tr", {},
    make("th", { scope: "row" }, count(value.quantity)),
    make("td", {}, make("ul", {}, voices(value.claims).map((voice) => make("li", {}, voice))))));
  return make("table", { className: figure.differs ? "figures differs" : "figures" },
    make("caption", {}, named ? [selector(figureKey(index), questionText(figure)), " "] : "", agreement(figure)),
    make("tbody", {}, rows));
}

/** One question put to several events that may be one: each figure with its voices and its event. */
function comparisonTable(figures) {
  const rows = new Map();
  for (const index of figures) {
    for (const { quantity, claims } of data.figures[index].values) {
      const figure = count(quantity);
      rows.set(figure, [...(rows.get(figure) ?? []), ...voices(claims).map((voice) =>
        make("li", {}, voice, make("div", { className: "about" }, selector(figureKey(index), termText(data.figures[index].event)))))]);
    }
  }
  return make("table", { className: "figures differs" },
    make("caption", {}, questionText(data.figures[figures[0]]), " ", make("strong", { className: "mark" }, say("differ_mark"))),
    make("tbody", {}, [...rows].map(([figure, said]) => make("tr", {}, make("th", { scope: "row" }, figure), make("td", {}, make("ul", {}, said))))));
}

function agreement(figure) {
  if (figure.differs) return make("strong", { className: "mark" }, say("differ_mark"));
  const sources = new Set(figure.values.flatMap((value) => value.claims).map((i) => data.claims[i].document));
  return make("span", { className: "quiet" }, say(sources.size > 1 ? "agree_many" : "agree_one"));
}

/** Each document that gives a figure once, with who says it there. */
function voices(claims) {
  const seen = new Map();
  for (const index of claims) {
    const claim = data.claims[index];
    const stance = claim.polarity === "asserted" ? "" : ` (${say(`polarity/${claim.polarity}`)})`;
    const words = `${claim.speaker ? `${termText(claim.speaker)}, ` : ""}${documentTitle(claim.document)}`;
    const publisher = data.documents[claim.document].publisher;
    const hidden = hiddenDocuments.has(data.documents[claim.document].id) ? ` (${say("hidden_document")})` : "";
    seen.set(`${words}${stance}`, [make("bdi", {}, words), publisher ? make("bdi", { className: "quiet" }, ` · ${publisher}`) : "", stance, hidden]);
  }
  return [...seen.values()];
}

function heading(...children) {
  return make("h2", { dir: "auto", tabIndex: -1 }, ...children);
}

function back() {
  return make("p", { className: "back" }, make("button", { type: "button", className: "plain", onclick: () => select("") }, `← ${say("back")}`));
}

/** Nothing selected: where sources differ, at hand before anything is clicked. */
function overviewPanel() {
  const differing = data.figures.flatMap((figure, i) => (figure.differs ? [i] : []));
  const disputed = data.statements.flatMap((s, i) => (s.stance === "disputed" ? [i] : []));
  return [
    heading(say("differ_title")),
    make("p", { className: "quiet" }, say(differing.length ? "differ_lead" : data.comparisons.length ? "differ_perhaps" : "differ_none")),
    questions(differing),
    ...(data.comparisons.length ? [make("h3", {}, say("compare_title")), make("p", { className: "quiet" }, say("compare_lead")),
      unfolded(data.comparisons.map((figures) => () => comparisonTable(figures)))] : []),
    ...(disputed.length ? [make("h3", {}, say("statements_title")), statementList(disputed)] : []),
    ...agreeing(data.figures.flatMap((figure, i) => (figure.differs ? [] : [i])), !differing.length && !data.comparisons.length),
  ];
}

function agreeing(indexes, open) {
  if (!indexes.length) return [];
  const title = `${say("agree_title")} (${say("count_figures", { n: indexes.length })})`;
  return [make("details", { open }, make("summary", {}, title), questions(indexes))];
}

/** Tables of answers, each event named once above its own. */
function questions(indexes) {
  return unfolded(indexes.map((i, place) => () => {
    const { event } = data.figures[i];
    const same = place && termText(data.figures[indexes[place - 1]].event) === termText(event);
    return make("div", {}, same ? "" : eventLine(data.figures[i]), figureTable(i));
  }));
}

function eventLine(figure) {
  return make("p", { className: "event" }, term(figure.event));
}

function statementList(indexes) {
  return make("ul", { className: "plainlist" }, indexes.map((i) => make("li", {}, selector(statementKey(i), statementText(data.statements[i])))));
}

function figurePanel(index) {
  const figure = data.figures[index];
  const cards = figure.values.flatMap((value) => value.claims.map((i, place) => () =>
    make("div", {}, place ? "" : make("h4", { className: "answer" }, count(value.quantity)), claimCard(i))));
  return [back(), eventLine(figure), heading(questionText(figure)), figureTable(index, false),
    make("h3", {}, say("in_words")), unfolded(cards)];
}

function statementPanel(index) {
  const statement = data.statements[index];
  const end = (i) => selector(entityKey(i), data.entities[i].label);
  return [back(),
    heading(end(statement.from), make("span", { className: "kind" }, ` ${say(`kind/${statement.kind}`)} `), end(statement.to)),
    statement.stance ? make("p", { className: "mark" }, say(`stance/${statement.stance}`)) : "",
    make("p", { className: "quiet" }, say("count_claims", { n: statement.claims.length })),
    unfolded(statement.claims.map((i) => () => claimCard(i)))];
}

/** An entity: what it is, its figures, what it says and what is said of it, by statement. */
function entityPanel(index) {
  const entity = data.entities[index];
  const figures = figuresOf.get(index) ?? [];
  const said = claimsWhere((claim) => claim.subject.entity === index || claim.object?.entity === index);
  const says = claimsWhere((claim) => claim.speaker?.entity === index && !said.includes(claim.index));
  const pairs = [
    ["also", entity.aliases.length && entity.aliases.join(" · ")],
    ["act", entity.act],
    ["when", when(entity.when)],
    ["where", entity.where !== undefined && selector(entityKey(entity.where), data.entities[entity.where].label)],
  ];
  return [back(),
    make("p", { className: "type" }, glyph(entity.type), ` ${say(`type/${entity.type}`)}`),
    heading(entity.label),
    make("dl", {}, pairs.filter(([, value]) => value)
      .map(([name, value]) => make("div", {}, make("dt", {}, say(name)), make("dd", { dir: "auto" }, value)))),
    nodeOf.has(index) ? egoButtons(index) : make("p", { className: "quiet" }, say("not_drawn")),
    ...(figures.length ? [make("h3", {}, say("figures")), unfolded(figures.map((i) => () => figureTable(i)))] : []),
    ...section("said_of", entity.label, said),
    ...section("says", entity.label, says),
    said.length + says.length ? "" : make("p", { className: "quiet" }, say("mentioned_only"))];
}

function claimsWhere(holds) {
  return data.claims.flatMap((claim, index) => (holds(claim) ? [index] : []));
}

function section(title, name, claims) {
  if (!claims.length) return [];
  const groups = new Map();
  for (const index of claims) {
    const claim = data.claims[index];
    const key = `${termText(claim.subject)}\n${claim.kind}\n${claim.object ? termText(claim.object) : ""}`;
    groups.set(key, [...(groups.get(key) ?? []), index]);
  }
  return [make("h3", { dir: "auto" }, say(title, { name })), unfolded([...groups.values()].map((group) => () => statementGroup(group)))];
}

function statementGroup(claims) {
  const { subject, kind, object } = data.claims[claims[0]];
  return make("section", { className: "group" },
    make("h4", { dir: "auto" }, term(subject), make("span", { className: "kind" }, ` ${say(`kind/${kind}`)} `), object ? term(object) : ""),
    unfolded(claims.map((i) => () => claimCard(i)), 4));
}
