/** A place of the tile, 0…1 from the top left. */
export type Place = readonly [x: number, y: number];

export interface GestureTaker {
  isZoomed(): boolean;
  zoomAt(place: Place, factor: number): void;
  /** By shares of the tile. */
  drag(dx: number, dy: number): void;
  reset(): void;
  /** Null: nothing under the pointer any more. */
  hover(place: Place | null): void;
}

/** A wheel that was turning the page goes on turning it when a tile comes under the pointer. */
const pageScrollMs = 400;

interface Finger {
  x: number;
  y: number;
}

function createWheel(element: HTMLElement, taker: GestureTaker, placeOf: (event: MouseEvent) => Place) {
  let scrolledAtMs = -Infinity;
  const onScroll = () => {
    scrolledAtMs = performance.now();
  };
  const onWheel = (event: WheelEvent) => {
    const wantsOut = event.deltaY > 0;
    const belongsToPage = performance.now() - scrolledAtMs < pageScrollMs || (wantsOut && !taker.isZoomed());
    if (belongsToPage && !event.ctrlKey) return;
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 33 : 1;
    taker.zoomAt(placeOf(event), Math.exp(-Math.max(-120, Math.min(120, event.deltaY * lines)) / 300));
  };
  addEventListener('scroll', onScroll, { passive: true });
  element.addEventListener('wheel', onWheel, { passive: false });
  return () => {
    removeEventListener('scroll', onScroll);
    element.removeEventListener('wheel', onWheel);
  };
}

function createPointers(element: HTMLElement, taker: GestureTaker, placeOf: (event: MouseEvent) => Place) {
  const fingers = new Map<number, Finger>();
  const spread = (): number => {
    const [a, b] = [...fingers.values()];
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  };
  const onDown = (event: PointerEvent) => {
    if (event.target instanceof Element && event.target.closest('[role=slider]')) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (event.pointerType === 'mouse' || taker.isZoomed()) element.setPointerCapture(event.pointerId);
    taker.hover(placeOf(event));
  };
  const onMove = (event: PointerEvent) => {
    const finger = fingers.get(event.pointerId);
    taker.hover(placeOf(event));
    if (!finger) return;
    const before = spread();
    const side = element.clientWidth || 1;
    if (fingers.size === 1) taker.drag((event.clientX - finger.x) / side, (event.clientY - finger.y) / side);
    finger.x = event.clientX;
    finger.y = event.clientY;
    if (fingers.size === 2 && before > 0) taker.zoomAt(placeOf(event), spread() / before);
  };
  const onUp = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
  };
  const onLeave = (event: PointerEvent) => {
    if (event.pointerType === 'mouse') taker.hover(null);
  };
  element.addEventListener('pointerdown', onDown);
  element.addEventListener('pointermove', onMove);
  element.addEventListener('pointerup', onUp);
  element.addEventListener('pointercancel', onUp);
  element.addEventListener('pointerleave', onLeave);
  return () => {
    element.removeEventListener('pointerdown', onDown);
    element.removeEventListener('pointermove', onMove);
    element.removeEventListener('pointerup', onUp);
    element.removeEventListener('pointercancel', onUp);
    element.removeEventListener('pointerleave', onLeave);
  };
}

/** Wheel, pinch, drag and double click of a tile. Returns what takes them off again. */
export function takeGestures(element: HTMLElement, taker: GestureTaker): () => void {
  const placeOf = (event: MouseEvent): Place => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [(event.clientX - left) / width, (event.clientY - top) / height];
  };
  const offWheel = createWheel(element, taker, placeOf);
  const offPointers = createPointers(element, taker, placeOf);
  const onDouble = () => taker.reset();
  element.addEventListener('dblclick', onDouble);
  return () => {
    offWheel();
    offPointers();
    element.removeEventListener('dblclick', onDouble);
  };
}

/** What a key does on a tile; the cursor goes in pixels of the stamp. False: not a key of the tile. */
export interface KeyTaker extends GestureTaker {
  move(dx: number, dy: number): void;
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Arrows move the cursor, with Shift the stamp; `+` `-` enlarge, `0` shows all, Escape takes the cursor away. */
export function takeKey(event: { readonly key: string; readonly shiftKey: boolean }, taker: KeyTaker): boolean {
  const arrow = arrows[event.key];
  if (arrow) {
    const [dx, dy] = arrow;
    if (event.shiftKey) taker.drag(-dx * 0.1, -dy * 0.1);
    else taker.move(dx, dy);
    return true;
  }
  if (event.key === '+' || event.key === '=') taker.zoomAt([0.5, 0.5], 1.5);
  else if (event.key === '-') taker.zoomAt([0.5, 0.5], 1 / 1.5);
  else if (event.key === '0') taker.reset();
  else if (event.key === 'Escape') taker.hover(null);
  else return false;
  return true;
}
