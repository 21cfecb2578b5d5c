// The drawing: vis-network places shapes and lines, this file colours and labels them.
const TYPES = Object.keys(texts.types);
const nodes = new vis.DataSet();
const edges = new vis.DataSet();
const nodeOf = new Map(data.network.nodes.map((node) => [node.id, node]));
const edgesOf = new Map();
for (const edge of data.network.edges) {
  for (const end of new Set([edge.from, edge.to])) edgesOf.set(end, edgesOf.get(end) ?? []).get(end).push(edge);
}
const figuresOf = new Map();
data.figures.forEach(({ event }, i) => figuresOf.set(event.entity, [...(figuresOf.get(event.entity) ?? []), i]));
const differing = new Set(data.figures.filter((figure) => figure.differs).map((figure) => figure.event.entity));
const network = new vis.Network(document.getElementById("canvas"), { nodes, edges }, { ...data.network.options, autoResize: true });
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
  if (node === undefined || !nodeOf.has(node)) return { node: () => true, edge: () => true, everything: true };
  const near = new Set([node, ...(edgesOf.get(node) ?? []).flatMap((edge) => [edge.from, edge.to])]);
  return { node: (id) => near.has(id), edge: (edge) => edge.from === node || edge.to === node };
}

function nodeStyle(id, { node }) {
  const colour = palette[data.entities[id].type];
  const paint = { background: colour, border: palette.paper };
  return { opacity: node(id) ? 1 : 0.22, color: { ...paint, highlight: { background: colour, border: palette.ink }, hover: { background: colour, border: palette.ink } } };
}

function edgeStyle(edge, near) {
  const stance = data.statements[edge.id].stance;
  const anySelected = !near.everything;
  const stands = near.edge(edge);
  const colour = stance === "disputed" ? palette.warn : stands && anySelected ? palette.ink : palette.line;
  return { color: { color: colour, highlight: palette.accent, hover: palette.accent, opacity: stands ? 1 : 0.18 }, width: stands && anySelected ? 1.8 : 1.2, dashes: edge.dashes ? [6, 5] : false };
}

function restyle() {
  const faint = emphasis();
  nodes.update(nodes.map((node) => ({ id: node.id, ...nodeStyle(node.id, faint) })));
  edges.update(edges.map((edge) => ({ id: edge.id, ...edgeStyle(edge, faint) })));
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
