'use client';
import { useRef } from 'react';
import type { Epoch } from '../epoch.ts';
import { type FilmLayout, frameWidth } from './film-layout.ts';

/** Between two epochs that a moving pointer selects. */
const leastMs = 80;

export interface ScrubOf {
  readonly layout: FilmLayout;
  readonly epochs: readonly Epoch[];
  readonly onSelect: (alertId: string) => void;
}

function epochAt({ layout, epochs }: ScrubOf, x: number): Epoch | undefined {
  return epochs[layout.lefts.findLastIndex((left) => left <= x && x < left + frameWidth + 16)];
}

/** Holding the button and moving over the film selects what is under the pointer. Fingers scroll instead. */
export function useScrub(of: ScrubOf) {
  const last = useRef<{ alertId: string; atMs: number } | null>(null);
  return {
    onPointerDown(event: React.PointerEvent) {
      if (event.pointerType === 'mouse' && event.button === 0) last.current = { alertId: '', atMs: -Infinity };
    },
    onPointerMove(event: React.PointerEvent<HTMLElement>) {
      const before = last.current;
      if (!before || event.buttons !== 1) {
        last.current = null;
        return;
      }
      const { left } = event.currentTarget.getBoundingClientRect();
      const epoch = epochAt(of, event.clientX - left + event.currentTarget.scrollLeft);
      if (!epoch || epoch.alertId === before.alertId || event.timeStamp - before.atMs < leastMs) return;
      last.current = { alertId: epoch.alertId, atMs: event.timeStamp };
      of.onSelect(epoch.alertId);
    },
    onPointerUp() {
      last.current = null;
    },
  };
}
