import type { Epoch } from '../epoch.ts';

export const frameWidth = 44;
const gap = 4;
/** More room between nights; a night ends where nobody looked for so long, days. */
const nightGap = 12;
const nightDays = 0.4;
/** Frames that exist at a time, whatever is wide and however many epochs there are. */
export const mostMounted = 24;
const overscan = 2;

export interface FilmRules {
  /** Pixels between the left and the right end of the frames. */
  readonly width: number;
  /** Where the time of an epoch is, pixels from the left end. */
  readonly placeOf: (mjd: number) => number;
}

export interface FilmLayout {
  /** Left edges, ascending. */
  readonly lefts: readonly number[];
  /** Width of all frames: more than there is room for where the film must be scrolled. */
  readonly length: number;
}

/** Each frame as near to its time as its neighbours let it; where there are too many, one behind the other. */
export function filmLayout(epochs: readonly Epoch[], { width, placeOf }: FilmRules): FilmLayout {
  const steps = epochs.map((epoch, at) => {
    const before = epochs[at - 1];
    if (!before) return 0;
    return frameWidth + (epoch.mjd - before.mjd > nightDays ? nightGap : gap);
  });
  const packed = steps.reduce((sum, step) => sum + step, 0) + frameWidth;
  if (epochs.length === 0) return { lefts: [], length: 0 };
  let at = Number.NEGATIVE_INFINITY;
  if (packed > width) return { lefts: runningSums(steps), length: packed };
  const lefts = epochs.map((epoch, index) => {
    at = Math.max(0, placeOf(epoch.mjd) - frameWidth / 2, index === 0 ? 0 : at + (steps[index] ?? 0));
    return at;
  });
  let most = width - frameWidth;
  for (let index = lefts.length - 1; index >= 0; index--) {
    lefts[index] = Math.min(lefts[index] ?? 0, most);
    most = (lefts[index] ?? 0) - (steps[index] ?? 0);
  }
  return { lefts, length: width };
}

function runningSums(steps: readonly number[]): readonly number[] {
  let sum = 0;
  return steps.map((step) => {
    sum += step;
    return sum;
  });
}

/** Index of the first left edge that is not before `x`. */
function firstFrom(lefts: readonly number[], x: number): number {
  let [low, high] = [0, lefts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lefts[middle] ?? 0) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Frames that are to exist: those in view and two to each side, never more than {@link mostMounted}. */
export function mountedFrames(
  { lefts }: FilmLayout,
  { scroll, width }: { readonly scroll: number; readonly width: number },
): readonly [from: number, to: number] {
  const first = firstFrom(lefts, scroll - frameWidth);
  const last = firstFrom(lefts, scroll + width);
  const from = Math.max(0, first - overscan);
  return [from, Math.min(lefts.length, last + overscan, from + mostMounted)];
}

/** Scroll position that brings a frame into the middle, when it is not in view. */
export function scrollTo({ lefts, length }: FilmLayout, at: number, view: { scroll: number; width: number }): number {
  const left = lefts[at];
  if (left === undefined || (left >= view.scroll && left + frameWidth <= view.scroll + view.width)) return view.scroll;
  return Math.max(0, Math.min(length - view.width, left + frameWidth / 2 - view.width / 2));
}

/** Epochs within the axis, in the order of time; without an axis all of them. */
export function epochsWithin(
  epochs: readonly Epoch[],
  range: { readonly from: number; readonly to: number } | null,
): readonly Epoch[] {
  if (range === null) return epochs;
  const [low, high] = [Math.min(range.from, range.to), Math.max(range.from, range.to)];
  return epochs.filter(({ mjd }) => mjd >= low && mjd <= high);
}
