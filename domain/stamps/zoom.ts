/** How far a stamp is enlarged, and which place is in the middle: shares of its longer side from its centre, right and up. */
export interface StampZoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export const wholeStamp: StampZoom = { scale: 1, x: 0, y: 0 };
export const mostZoom = 16;

/** Keeps a part of the stamp in view, and the enlargement in bounds. */
export function boundedZoom({ scale, x, y }: StampZoom): StampZoom {
  const kept = Math.min(mostZoom, Math.max(1, scale));
  const reach = 0.5 - 0.5 / kept;
  const inside = (at: number): number => Math.min(reach, Math.max(-reach, at)) + 0;
  return { scale: kept, x: inside(x), y: inside(y) };
}

/** Enlarged by `factor` about a place of the tile (0…1 from the top left), which stays where it is. */
export function zoomedAt(zoom: StampZoom, [px, py]: readonly [number, number], factor: number): StampZoom {
  const scale = Math.min(mostZoom, Math.max(1, zoom.scale * factor));
  const gain = 1 / zoom.scale - 1 / scale;
  return boundedZoom({ scale, x: zoom.x + (px - 0.5) * gain, y: zoom.y + (0.5 - py) * gain });
}

/** Moved with the pointer: by shares of the tile, to the right and down. */
export function dragged(zoom: StampZoom, dx: number, dy: number): StampZoom {
  return boundedZoom({ ...zoom, x: zoom.x - dx / zoom.scale, y: zoom.y + dy / zoom.scale });
}
