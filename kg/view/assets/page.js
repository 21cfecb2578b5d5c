// State and filters. The address after "#" is the one place where a selection is kept.
const LISTED = 200; // buttons of one list: more is for the search to narrow
const byId = (id) => document.getElementById(id);
const entityByKey = new Map(data.entities.map((entity, i) => [entity.id, i]));
const statementByKey = new Map(data.statements.map((_, i) => [statementKey(i), i]));
const figureByKey = new Map(data.figures.map((_, i) => [figureKey(i), i]));
const hiddenTypes = new Set();
const hiddenDocuments = new Set();
let selected = {};
let around = 0; // steps around the selected entity that are drawn; 0 draws the overview
let drawnFor = "";

/** Goes to an address that keeps everything but what is given; the rest follows from the address. */
function go(changes) {
  const address = new URLSearchParams(location.hash.slice(1));
  for (const [key, value] of Object.entries(changes)) value ? address.set(key, value) : address.delete(key);
  const hash = address.toString();
  if (hash === location.hash.slice(1)) return;
  location.hash = hash;
}

function select(key) {
  go({ at: key, around: key && around ? String(around) : "" });
}

/** Reads the address; what it names and this graph lacks is left out and said. */
function restore() {
  const address = new URLSearchParams(location.hash.slice(1));
  const key = address.get("at");
  selected = { entity: entityByKey.get(key), statement: statementByKey.get(key), figure: figureByKey.get(key) };
  const unknown = key && selected.entity === undefined && selected.statement === undefined && selected.figure === undefined;
  around = Math.min(2, Math.max(0, Math.trunc(Number(address.get("around"))) || 0));
  refill(hiddenTypes, address.get("hide"), TYPES);
  refill(hiddenDocuments, address.get("without"), data.documents.map((source) => source.id));
  for (const box of document.querySelectorAll("#types input, #documents input")) {
    box.checked = !hiddenTypes.has(box.value) && !hiddenDocuments.has(box.value);
  }
  redraw();
  list();
  show(unknown ? [make("p", { className: "mark" }, say("unknown_selection")), ...overviewPanel()] : panel());
}

function refill(set, written, known) {
  set.clear();
  for (const value of (written ?? "").split(",")) if (known.includes(value)) set.add(value);
}

function panel() {
  if (selected.statement !== undefined) return statementPanel(selected.statement);
  if (selected.figure !== undefined) return figurePanel(selected.figure);
  if (selected.entity !== undefined) return entityPanel(selected.entity);
  return overviewPanel();
}

function show(content) {
  const place = byId("panel");
  place.replaceChildren(...content.filter((child) => child !== ""));
  place.scrollTop = 0;
  if (location.hash && selectedAnything()) place.querySelector("h2")?.focus({ preventScroll: !narrow() });
}

const narrow = () => matchMedia("(max-width: 900px)").matches;
const selectedAnything = () => Object.values(selected).some((index) => index !== undefined);

/** What the filters let through. */
const passes = {
  node: (id) => !hiddenTypes.has(data.entities[id].type),
  claim: (index) => !hiddenDocuments.has(data.documents[data.claims[index].document].id),
  edge: (edge) => data.statements[edge.id].claims.some(passes.claim) && passes.node(edge.from) && passes.node(edge.to),
};
const counts = (id) => (figuresOf.get(id) ?? []).some((i) => data.figures[i].values.some((value) => value.claims.some(passes.claim)));
const foldedKinds = new Map(Object.keys(texts.kind).map((kind) => [kind, fold(say(`kind/${kind}`))]));

function redraw() {
  const centre = egoCentre();
  const lines = data.network.edges.filter(passes.edge);
  const linked = new Set(lines.flatMap((edge) => [edge.from, edge.to]));
  const visible = data.network.nodes.map((node) => node.id)
    .filter((id) => passes.node(id) && (linked.has(id) || counts(id)));
  const ego = centre === undefined ? null : neighbourhood(centre, Math.max(1, around), passes);
  const ids = ego ? ego.ids : visible.filter((id) => nodeOf.get(id).x !== undefined);
  const inside = new Set(ids);
  const shownEdges = lines.filter((edge) => inside.has(edge.from) && inside.has(edge.to));
  const key = JSON.stringify([centre, ids, shownEdges.map((edge) => edge.id)]);
  if (key === drawnFor) restyle();
  else {
    draw(ids, shownEdges, ego && ringPlaces(ego));
    fit();
    drawnFor = key;
  }
  network.unselectAll();
  const node = selected.entity ?? (selected.figure === undefined ? undefined : data.figures[selected.figure].event.entity);
  if (inside.has(node)) {
    network.selectNodes([node], false);
    reveal(node);
  }
  if (selected.statement !== undefined && edges.get(selected.statement)) network.selectEdges([selected.statement]);
  tellShown(ids, shownEdges, visible, ego);
}

/** The entity to draw rings around: when asked for, or when the overview has no place for it. */
function egoCentre() {
  const { entity, statement, figure } = selected;
  const wanted = entity ?? (statement !== undefined ? data.statements[statement].from : figure !== undefined ? data.figures[figure].event.entity : undefined);
  if (wanted === undefined || !nodeOf.has(wanted)) return undefined;
  if (around) return wanted;
  const ends = statement === undefined ? [wanted] : [wanted, data.statements[statement].to];
  return ends.some((id) => nodeOf.get(id).x === undefined) ? wanted : undefined;
}

/** Counts of what is drawn, and why the rest is not. */
function tellShown(ids, shownEdges, visible, ego) {
  const filtered = data.network.nodes.length - visible.length;
  const left = visible.length - ids.filter((id) => visible.includes(id)).length;
  const alone = data.entities.length - data.network.nodes.length;
  const parts = ids.length ? [say("shown", { entities: say("count_entities", { n: ids.length }), statements: say("count_statements", { n: shownEdges.length }) })] : [say("nothing_shown")];
  if (left) parts.push(say(ego ? "hidden_ego" : "hidden_cap", { n: left }));
  if (filtered) parts.push(say("hidden_filter", { n: filtered }));
  if (alone) parts.push(say("hidden_alone", { n: alone }));
  byId("shown").textContent = parts.join(" ");
}

function egoButtons(index) {
  if (!edgesOf.has(index)) return "";
  const button = (steps, text) => make("button", { type: "button", className: "plain", onclick: () => go({ around: steps ? String(steps) : "" }) }, text);
  return make("p", { className: "ego" }, around !== 1 ? button(1, say("around")) : button(2, say("around_wide")), around ? button(0, say("around_all")) : "");
}

/** The same things as the canvas, as buttons; the search narrows them. */
function list() {
  const words = fold(byId("search").value).split(" ").filter(Boolean);
  const holds = (text) => words.every((word) => text.includes(word));
  const degree = (i) => nodeOf.get(i)?.degree ?? -1;
  const names = data.entities.map((_, i) => i).filter((i) => passes.node(i) && holds(data.entities[i].folded)).sort((a, b) => degree(b) - degree(a) || a - b);
  const lines = data.network.edges.filter(passes.edge).map((edge) => edge.id)
    .filter((i) => !words.length || holds(`${data.entities[data.statements[i].from].folded} ${foldedKinds.get(data.statements[i].kind)} ${data.entities[data.statements[i].to].folded}`));
  fill("entity", names, (i) => selector(entityKey(i), glyph(data.entities[i].type), make("span", {}, data.entities[i].label, differing.has(i) ? " ≠" : "")), (i) => i === selected.entity);
  fill("statement", lines, (i) => selector(statementKey(i), statementText(data.statements[i])), (i) => i === selected.statement);
}

function fill(name, indexes, build, current) {
  const items = indexes.slice(0, LISTED).map((i) => {
    const button = build(i);
    if (current(i)) button.setAttribute("aria-current", "true");
    return make("li", {}, button);
  });
  if (indexes.length > LISTED) items.push(make("li", { className: "quiet" }, say("list_more", { n: indexes.length - LISTED })));
  if (!items.length) items.push(make("li", { className: "quiet" }, say("nothing_found")));
  byId(`${name}-list`).replaceChildren(...items);
  byId(`${name}-count`).textContent = number(indexes.length);
}

function checkbox(value, label, change) {
  return make("label", {}, make("input", { type: "checkbox", value, checked: true, onchange: change }), ...label);
}

function filters() {
  const present = TYPES.filter((type) => data.entities.some((entity) => entity.type === type));
  const amount = (type) => number(data.entities.filter((entity) => entity.type === type).length);
  const written = (root) => [...root.querySelectorAll("input:not(:checked)")].map((box) => box.value).join(",");
  byId("types").append(...present.map((type) => checkbox(type,
    [glyph(type), make("span", {}, say(`types/${type}`)), make("span", { className: "count" }, amount(type))], () => go({ hide: written(byId("types")) }))));
  for (const button of document.querySelectorAll("button[data-set]")) {
    button.onclick = () => {
      for (const box of byId(button.dataset.for).querySelectorAll("input")) box.checked = button.dataset.set === "all";
      byId(button.dataset.for).querySelector("input")?.onchange();
    };
  }
  byId("documents").append(...data.documents.map((source, i) => checkbox(source.id,
    [make("span", { dir: "auto" }, documentTitle(i)), make("span", { className: "count" }, number(source.claims))], () => go({ without: written(byId("documents")) }))));
}

function start() {
  readPalette();
  filters();
  byId("summary").textContent = say("summary", {
    documents: say("count_documents", { n: data.documents.length }),
    entities: say("count_entities", { n: data.entities.length }),
    claims: say("count_claims", { n: data.claims.length }),
  });
  byId("search").addEventListener("input", list);
  byId("search").addEventListener("keydown", (event) => { if (event.key === "Enter") byId("entity-list").querySelector("button")?.click(); });
  byId("skip").addEventListener("click", (event) => { event.preventDefault(); byId("list").focus(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && selectedAnything()) select(""); });
  addEventListener("hashchange", restore);
  if (!location.hash && data.focus) history.replaceState(null, "", `#at=${encodeURIComponent(data.focus)}`);
  restore();
}
start();
