'use client';
import { useEffect, useRef, useSyncExternalStore } from 'react';

export type ShortcutGroup = 'Anywhere' | 'Object' | 'Results';

export interface Shortcut {
  /** `KeyboardEvent.key`: `/`, `?`, `u`, `T` (with Shift), `ArrowLeft`, `Escape`. */
  readonly key: string;
  readonly label: string;
  readonly group: ShortcutGroup;
}

export interface BoundShortcut extends Shortcut {
  readonly run: () => void;
}

/** Keys that the page answers to now, in the order in which their owners appeared; the last owner of a key wins. */
export function createShortcutRegistry() {
  let bound: readonly BoundShortcut[] = [];
  const listeners = new Set<() => void>();
  const change = (next: readonly BoundShortcut[]) => {
    bound = next;
    for (const listener of listeners) listener();
  };
  return {
    bind(shortcut: BoundShortcut): () => void {
      change([...bound, shortcut]);
      return () => change(bound.filter((other) => other !== shortcut));
    },
    list: () => bound,
    find: (key: string) => bound.findLast((shortcut) => shortcut.key === key),
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const shortcuts = createShortcutRegistry();
const none: readonly BoundShortcut[] = [];

/** Binds a key while the component is on the page. */
export function useShortcut({ key, label, group }: Shortcut, run: () => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => shortcuts.bind({ key, label, group, run: () => latest.current() }), [key, label, group]);
}

export function useShortcutList(): readonly BoundShortcut[] {
  return useSyncExternalStore(shortcuts.subscribe, shortcuts.list, () => none);
}

/** True when typing belongs to the element, so that single keys are text and not commands. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** True when arrow keys belong to the element: grids, tabs, sliders and charts move their own focus. */
export function takesArrows(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('[role=grid],[role=tablist],[role=treegrid],[role=slider],[data-arrows]') !== null
  );
}
