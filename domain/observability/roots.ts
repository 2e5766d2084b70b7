import type { UnixMs } from '#domain/units/quantity.ts';

/** A moment at which a quantity passes zero, and whether it grows there. */
export interface Crossing {
  readonly ms: UnixMs;
  readonly isRising: boolean;
}

/** Halves an interval in which `value` changes sign until it is below 100 ms. */
function crossingWithin(from: UnixMs, to: UnixMs, value: (ms: UnixMs) => number): Crossing {
  const isRising = value(to) > 0;
  let [low, high] = [from, to];
  while (high - low > 100) {
    const middle = (low + high) / 2;
    // Of times so late that none lies between two.
    if (middle === low || middle === high) break;
    if (value(middle) > 0 === isRising) high = middle;
    else low = middle;
  }
  return { ms: Math.round((low + high) / 2), isRising };
}

/** Where a smooth quantity passes zero between two moments; changes that come and go within a step are not seen. */
export function crossings(
  interval: { readonly fromMs: UnixMs; readonly toMs: UnixMs; readonly stepMs: number },
  value: (ms: UnixMs) => number,
): readonly Crossing[] {
  const { fromMs, toMs, stepMs } = interval;
  const found: Crossing[] = [];
  let isAbove = value(fromMs) > 0;
  for (let ms = fromMs; ms < toMs; ms += stepMs) {
    const next = Math.min(ms + stepMs, toMs);
    const wasAbove = isAbove;
    isAbove = value(next) > 0;
    if (wasAbove !== isAbove) found.push(crossingWithin(ms, next, value));
  }
  return found;
}

/** A stretch of time. */
export interface Span {
  readonly fromMs: UnixMs;
  readonly toMs: UnixMs;
}

/** The stretches in which a smooth quantity is above zero. */
export function spansAbove(
  interval: { readonly fromMs: UnixMs; readonly toMs: UnixMs; readonly stepMs: number },
  value: (ms: UnixMs) => number,
): readonly Span[] {
  const spans: Span[] = [];
  let since: UnixMs | undefined = value(interval.fromMs) > 0 ? interval.fromMs : undefined;
  for (const { ms, isRising } of crossings(interval, value)) {
    if (isRising) since = ms;
    else if (since !== undefined) {
      spans.push({ fromMs: since, toMs: ms });
      since = undefined;
    }
  }
  if (since !== undefined) spans.push({ fromMs: since, toMs: interval.toMs });
  return spans;
}
