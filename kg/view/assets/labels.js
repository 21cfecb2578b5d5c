// Labels, marks and what the lines say: one size at every zoom, none upon another.
const FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const LABEL_LENGTH = 30;
const NAMED = 8; // the best connected, whose labels may cover the shapes of others
let labelBoxes = [];

/** Draws the labels, the selected and the best connected first; those without room wait for a closer zoom. */
function drawLabels(context) {
  const scale = network.getScale();
  const near = emphasis();
  const chosen = selected.entity ?? (selected.figure !== undefined ? data.figures[selected.figure].event.entity : undefined);
  const places = network.getPositions();
  const order = nodes.get().sort((a, b) => (b.id === chosen) - (a.id === chosen) || near.node(b.id) - near.node(a.id) || (b.degree ?? 0) - (a.degree ?? 0) || a.id - b.id);
  const shapes = order.map((node) => ({ ...box(places[node.id].x, places[node.id].y, node.size * 1.5, node.size * 1.5), id: node.id }));
  const marks = order.filter(({ id }) => differing.has(id)).map((node) => badgePlace(places[node.id], node.size, scale));
  const view = visibleArea();
  labelBoxes = [];
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  order.forEach((node, rank) => {
    const strong = node.id === chosen;
    context.font = `${strong ? 600 : 500} ${(strong ? 14 : 12.5) / scale}px ${FONT}`;
    const text = shortened(data.entities[node.id].label);
    const obstacles = [...(rank < NAMED ? [] : shapes), ...marks.map(({ x, y }) => box(x, y, 17 / scale, 17 / scale)), ...labelBoxes];
    const candidates = spots(places[node.id], node.size, context.measureText(text).width, 15 / scale, 4 / scale);
    const free = candidates.find((area) => inView(area, view) && !obstacles.some((other) => other.id !== node.id && meets(area, other)));
    if (!free && !strong) return;
    const area = { ...(free ?? candidates[0]), id: node.id };
    labelBoxes.push(area);
    context.globalAlpha = near.node(node.id) ? 1 : 0.3;
    write(context, text, (area.left + area.right) / 2, (area.top + area.bottom) / 2, scale, palette.ink);
  });
  order.filter(({ id }) => differing.has(id)).forEach(({ id }, i) => {
    context.globalAlpha = near.node(id) ? 1 : 0.3;
    badge(context, marks[i], scale);
  });
  context.globalAlpha = 1;
  edgeLabels(context, near, scale, places);
}

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

const badgePlace = ({ x, y }, size, scale) => ({ x: x + Math.max(size * 0.75, 10 / scale), y: y - Math.max(size * 0.75, 10 / scale) });

function badge(context, { x, y }, scale) {
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
  if (!nodes.get(selected.entity ?? -1) && selected.statement === undefined) return;
  context.font = `italic 400 ${11.5 / scale}px ${FONT}`;
  const taken = [...labelBoxes];
  for (const edge of edges.get().filter((line) => near.edge(line) && line.from !== line.to)) {
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
