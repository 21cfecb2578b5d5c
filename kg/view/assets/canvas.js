// The drawing: vis-network places shapes and lines, this file colours and labels them.
const CAP = 150; // shapes in one picture
const LABEL_LENGTH = 30;
const NAMED = 8; // the best connected, whose labels may cover the shapes of others
const TYPES = Object.keys(texts.types);
const nodes = new vis.DataSet();
const edges = new vis.DataSet();
const nodeOf = new Map(data.network.nodes.map((node) => [node.id, node]));
const edgesOf = new Map();
for (const edge of data.network.edges) {
  for (const end of new Set([edge.from, edge.to])) edgesOf.has(end) ? edgesOf.get(end).push(edge) : edgesOf.set(end, [edge]);
}
const figuresOf = new Map();
data.figures.forEach(({ event }, i) => figuresOf.set(event.entity, [...(figuresOf.get(event.entity) ?? []), i]));
const differing = new Set(data.figures.filter((figure) => figure.differs).map((figure) => figure.event.entity));
const network = new vis.Network(document.getElementById("canvas"), { nodes, edges }, { ...data.network.options, autoResize: true });
let labelBoxes = [];
let palette = {};
let grown = 1;

function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  palette = Object.fromEntries([...TYPES, "ink", "quiet", "paper", "line", "accent", "warn"].map((name) => [name, colour(name)]));
}

/** The shape of a type, as the legend and the panel show it. */
function glyph(type) {
  const paths = {
    Event: "M8 1l7 7-7 7-7-7z", Person: "M8 2a6 6 0 1 1 0 12A6 6 0 1 1 8 2z", Place: "M2.5 2.5h11v11h-11z",
    Country: "M8 .8l2.2 4.7 5.1.6-3.8 3.5 1 5.1L8 12.2l-4.5 2.5 1-5.1L.7 6.1l5.1-.6z", MilitaryUnit: "M8 1.5l7 12.5H1z",
    Organization: "M8 14.5L1 2h14z", Group: "M4.3 1.7h7.4L15.3 8l-3.6 6.3H4.3L.7 8z",
  };
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `glyph ${type}`);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", paths[type]);
  svg.append(path);
  return svg;
}

/** Entities within `depth` steps of one, nearest and best connected first, no more than the cap. */
function neighbourhood(centre, depth, passes) {
  const reached = new Map([[centre, 0]]);
  for (let step = 1, ring = [centre]; step <= depth; step += 1) {
    const next = [];
    for (const at of ring) {
      for (const edge of edgesOf.get(at) ?? []) {
        const other = edge.from === at ? edge.to : edge.from;
        if (!reached.has(other) && passes.edge(edge) && passes.node(other)) {
          reached.set(other, step);
          next.push(other);
        }
      }
    }
    ring = next;
  }
  const order = [...reached.keys()].sort((a, b) => reached.get(a) - reached.get(b) || nodeOf.get(b)?.degree - nodeOf.get(a)?.degree || a - b);
  return { ids: order.slice(0, CAP), left: Math.max(0, order.length - CAP), step: reached };
}

/** Rings around the centre, wide enough for the labels of each ring. */
function ringPlaces({ ids, step }) {
  const places = new Map([[ids[0], { x: 0, y: 0 }]]);
  let radius = 0;
  for (const level of [1, 2]) {
    const ring = ids.filter((id) => step.get(id) === level);
    for (let from = 0; from < ring.length;) {
      radius += 150;
      const part = ring.slice(from, from + Math.max(6, Math.floor((2 * Math.PI * radius) / 95)));
      part.forEach((id, i) => {
        const angle = (2 * Math.PI * (i + (level === 1 ? 0 : 0.5))) / part.length - Math.PI / 2;
        places.set(id, { x: Math.round(radius * 1.2 * Math.cos(angle)), y: Math.round(radius * Math.sin(angle)) });
      });
      from += part.length;
    }
  }
  return places;
}

/** Puts exactly these shapes and lines on the canvas. */
function draw(shownNodes, shownEdges, places) {
  const faint = emphasis();
  nodes.clear();
  edges.clear();
  nodes.add(shownNodes.map((id) => ({ ...plainNode(id), ...(places?.get(id) ?? {}), ...nodeStyle(id, faint) })));
  edges.add(shownEdges.map((edge) => ({ ...edge, label: undefined, ...edgeStyle(edge, faint) })));
}

function plainNode(id) {
  const node = nodeOf.get(id) ?? { id, shape: "dot", size: 8, x: 0, y: 0 };
  return { ...node, label: undefined, size: node.size * grown };
}

/** What stands out: the selected, and what touches it; everything while nothing is selected. */
function emphasis() {
  const { entity, statement, figure } = selected;
  const node = entity ?? (figure !== undefined ? data.figures[figure].event.entity : undefined);
  if (statement !== undefined) {
    const { from, to } = data.statements[statement];
    return { node: (id) => id === from || id === to, edge: (edge) => edge.id === statement };
  }
  if (node === undefined || !nodeOf.has(node)) return { node: () => true, edge: () => true };
  const near = new Set([node, ...(edgesOf.get(node) ?? []).flatMap((edge) => [edge.from, edge.to])]);
  return { node: (id) => near.has(id), edge: (edge) => edge.from === node || edge.to === node };
}

function nodeStyle(id, { node }) {
  const colour = palette[data.entities[id].type];
  const paint = { background: colour, border: palette.paper };
  return { opacity: node(id) ? 1 : 0.22, color: { ...paint, highlight: { background: colour, border: palette.ink }, hover: { background: colour, border: palette.ink } } };
}

function edgeStyle(edge, { edge: near }) {
  const stance = data.statements[edge.id].stance;
  const anySelected = selected.entity !== undefined || selected.statement !== undefined || selected.figure !== undefined;
  const stands = near(edge);
  const colour = stance === "disputed" ? palette.warn : stands && anySelected ? palette.ink : palette.line;
  return { color: { color: colour, highlight: palette.accent, hover: palette.accent, opacity: stands ? 1 : 0.18 }, width: stands && anySelected ? 1.8 : 1.2, dashes: edge.dashes ? [6, 5] : false };
}

function restyle() {
  const faint = emphasis();
  nodes.update(nodes.map((node) => ({ id: node.id, ...nodeStyle(node.id, faint) })));
  edges.update(edges.map((edge) => ({ id: edge.id, ...edgeStyle(edge, faint) })));
}

/** Labels of one size at every zoom, the best connected first, none upon another. */
function drawLabels(context) {
  const scale = network.getScale();
  const near = emphasis();
  const chosen = selected.entity ?? (selected.figure !== undefined ? data.figures[selected.figure].event.entity : undefined);
  const places = network.getPositions();
  const order = nodes.get().sort((a, b) => (b.id === chosen) - (a.id === chosen) || near.node(b.id) - near.node(a.id) || (b.degree ?? 0) - (a.degree ?? 0) || a.id - b.id);
  const shapes = order.map((node) => ({ ...box(places[node.id].x, places[node.id].y, node.size * 1.5, node.size * 1.5), id: node.id }));
  const view = visibleArea();
  labelBoxes = [];
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  order.forEach((node, rank) => {
    const strong = node.id === chosen;
    context.font = `${strong ? 600 : 500} ${(strong ? 14 : 12.5) / scale}px ${FONT}`;
    const text = shortened(data.entities[node.id].label);
    const obstacles = rank < NAMED ? labelBoxes : [...shapes, ...labelBoxes];
    const around_ = spots(places[node.id], node.size, context.measureText(text).width, 15 / scale, 4 / scale);
    const free = around_.find((area) => inView(area, view) && !obstacles.some((other) => other.id !== node.id && meets(area, other)));
    if (!free && !strong) return;
    const area = { ...(free ?? around_[0]), id: node.id };
    labelBoxes.push(area);
    context.globalAlpha = near.node(node.id) ? 1 : 0.3;
    write(context, text, (area.left + area.right) / 2, (area.top + area.bottom) / 2, scale, palette.ink);
  });
  for (const node of order.filter(({ id }) => differing.has(id))) {
    context.globalAlpha = near.node(node.id) ? 1 : 0.3;
    badge(context, places[node.id].x + node.size * 0.75, places[node.id].y - node.size * 0.75, scale);
  }
  context.globalAlpha = 1;
  edgeLabels(context, near, scale, places);
}

const FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const box = (x, y, w, h) => ({ left: x - w / 2, right: x + w / 2, top: y - h / 2, bottom: y + h / 2 });
const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** The part of the drawing that the canvas shows. */
function visibleArea() {
  const { clientWidth, clientHeight } = document.getElementById("canvas");
  const [from, to] = [network.DOMtoCanvas({ x: 0, y: 0 }), network.DOMtoCanvas({ x: clientWidth, y: clientHeight })];
  return { left: from.x, top: from.y, right: to.x, bottom: to.y };
}

const inView = (area, view) => area.left >= view.left && area.right <= view.right && area.top >= view.top && area.bottom <= view.bottom;

/** Where the label of a shape may stand: below, above, right, left. */
function spots({ x, y }, size, width, height, gap) {
  const [down, aside] = [size + gap + height / 2, size + gap + width / 2];
  return [box(x, y + down, width, height), box(x, y - down, width, height), box(x + aside, y, width, height), box(x - aside, y, width, height)];
}

function shortened(label) {
  const letters = [...label.replace(/\s+/g, " ")];
  return letters.length > LABEL_LENGTH ? `${letters.slice(0, LABEL_LENGTH - 1).join("").trimEnd()}…` : letters.join("");
}

function write(context, text, x, y, scale, colour) {
  context.lineWidth = 4 / scale;
  context.strokeStyle = palette.paper;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

function badge(context, x, y, scale) {
  context.beginPath();
  context.arc(x, y, 8 / scale, 0, 2 * Math.PI);
  context.fillStyle = palette.warn;
  context.fill();
  context.lineWidth = 1.5 / scale;
  context.strokeStyle = palette.paper;
  context.stroke();
  context.font = `700 ${12 / scale}px ${FONT}`;
  context.fillStyle = palette.paper;
  context.fillText("≠", x, y + 0.5 / scale);
}

/** What the lines say, on those that stand out. */
function edgeLabels(context, near, scale, places) {
  if (selected.entity === undefined && selected.statement === undefined) return;
  context.font = `italic 400 ${11.5 / scale}px ${FONT}`;
  const taken = [...labelBoxes];
  for (const edge of edges.get().filter(near.edge)) {
    const middle = bent(places[edge.from], places[edge.to], edge.smooth ? edge.smooth.roundness : 0);
    const text = say(`kind/${edge.kind}`);
    const area = box(middle.x, middle.y, context.measureText(text).width, 14 / scale);
    if (taken.some((other) => meets(area, other))) continue;
    taken.push(area);
    write(context, text, middle.x, middle.y, scale, palette.quiet);
  }
}

/** The middle of a line that vis-network bends by that roundness. */
function bent(from, to, roundness) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  return { x: (from.x + to.x) / 2 + (dy * roundness) / 2, y: (from.y + to.y) / 2 - (dx * roundness) / 2 };
}

network.on("afterDrawing", drawLabels);
network.on("zoom", resize);
network.on("click", ({ nodes: [node], edges: [edge], pointer }) => {
  if (node !== undefined) return select(entityKey(node));
  const { x, y } = pointer.canvas;
  const label = labelBoxes.find((area) => area.left < x && x < area.right && area.top < y && y < area.bottom);
  if (label) return select(entityKey(label.id));
  return select(edge === undefined ? "" : statementKey(edge));
});
for (const [event, cursor] of [["hoverNode", "pointer"], ["hoverEdge", "pointer"], ["blurNode", ""], ["blurEdge", ""]]) {
  network.on(event, () => { network.canvas.body.container.style.cursor = cursor; });
}
document.getElementById("zoom-in").onclick = () => zoom(1.35);
document.getElementById("zoom-out").onclick = () => zoom(1 / 1.35);
document.getElementById("fit").onclick = fit;

function zoom(factor) {
  network.moveTo({ scale: network.getScale() * factor });
  resize();
}

/** All that is drawn, with room for the labels at the rim. */
function fit() {
  const places = Object.values(network.getPositions());
  if (!places.length) return;
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const { clientWidth, clientHeight } = document.getElementById("canvas");
  const [across, down] = [(clientWidth - Math.min(150, clientWidth / 4)) / (right - left), (clientHeight - 90) / (bottom - top)];
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.min(across, down, 1.4) });
  resize();
}

/** Brings a shape into view where it is not. */
function reveal(id) {
  const [position, view] = [network.getPosition(id), visibleArea()];
  if (!inView(box(position.x, position.y, 0, 0), view)) network.moveTo({ position });
}

/** Shapes keep a size that can be seen and hit: far out they shrink less than the distances. */
function resize() {
  const grow = Math.max(1, 0.6 / network.getScale());
  if (Math.abs(grow - grown) < 0.01) return;
  grown = grow;
  nodes.update(nodes.map((node) => ({ id: node.id, size: plainNode(node.id).size })));
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readPalette(); restyle(); });
