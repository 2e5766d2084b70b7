import { mostPinned } from './curve-fields.ts';

/** Kept epochs with this one too, or without it where it was among them; the oldest makes room. */
export function pinnedAfter(pinned: readonly string[], alertId: string): readonly string[] {
  const others = pinned.filter((id) => id !== alertId);
  return others.length < pinned.length ? others : [...pinned, alertId].slice(-mostPinned);
}
