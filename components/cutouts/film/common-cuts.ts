import type { StampPlane } from '#domain/stamps/frame.ts';
import { type CutRules, type Cuts, cutsFor } from '#domain/stamps/stretch.ts';

/** Frames that are asked before the cuts stay as they are. */
const enough = 24;

/** One pair of cuts for a film: the medians of those of its frames, which stop changing after 24 frames. */
export interface CommonCuts {
  /** Tells of a frame; true when the cuts changed. */
  add(alertId: string, plane: StampPlane): boolean;
  /** Undefined before the first frame. */
  now(): Cuts | undefined;
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

export function createCommonCuts(rules: CutRules): CommonCuts {
  const known = new Map<string, Cuts>();
  let now: Cuts | undefined;
  return {
    add(alertId, plane) {
      if (known.has(alertId) || known.size >= enough) return false;
      known.set(alertId, cutsFor(plane.pixels, rules));
      const all = [...known.values()];
      const next = { low: middle(all.map(({ low }) => low)), high: middle(all.map(({ high }) => high)) };
      const changed = next.low !== now?.low || next.high !== now.high;
      now = next;
      return changed;
    },
    now: () => now,
  };
}
