// What surrounds one name, and where to draw it.
const CAP = 150; // shapes in one picture

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
  let [radius, rings] = [0, 0];
  for (const level of [1, 2]) {
    const ring = ids.filter((id) => step.get(id) === level);
    for (let from = 0; from < ring.length;) {
      radius += 150;
      const part = ring.slice(from, from + Math.max(6, Math.floor((2 * Math.PI * radius) / 95)));
      part.forEach((id, i) => {
        const angle = (2 * Math.PI * (i + (rings % 2) / 2)) / part.length - Math.PI / 2;
        places.set(id, { x: Math.round(radius * 1.2 * Math.cos(angle)), y: Math.round(radius * Math.sin(angle)) });
      });
      from += part.length;
      rings += 1;
    }
  }
  return places;
}
