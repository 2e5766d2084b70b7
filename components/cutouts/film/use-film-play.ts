'use client';
import { useEffect, useRef, useState } from 'react';
import type { Epoch } from '../epoch.ts';

export interface FilmPlay {
  readonly isPlaying: boolean;
  toggle(): void;
}

/** Epochs a second: the address follows each, and browsers refuse more than a hundred writes in half a minute. */
const playHz = 3;

export interface FilmPlayOf {
  readonly epochs: readonly Epoch[];
  /** Index of the selected epoch. */
  readonly at: number;
  readonly onSelect: (alertId: string) => void;
}

/** Walks from epoch to epoch until the last one; stands still while nobody can see the page. */
export function useFilmPlay({ epochs, at, onSelect }: FilmPlayOf): FilmPlay {
  const [isPlaying, setPlaying] = useState(false);
  const latest = useRef({ epochs, at, onSelect });
  latest.current = { epochs, at, onSelect };
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => {
      if (document.hidden) return;
      const now = latest.current;
      const next = now.epochs[now.at + 1];
      if (next) now.onSelect(next.alertId);
      if (now.at + 2 >= now.epochs.length) setPlaying(false);
    }, 1000 / playHz);
    return () => clearInterval(timer);
  }, [isPlaying]);
  return {
    isPlaying,
    toggle() {
      const [first] = epochs;
      if (!isPlaying && first && at >= epochs.length - 1) onSelect(first.alertId);
      setPlaying(!isPlaying);
    },
  };
}
