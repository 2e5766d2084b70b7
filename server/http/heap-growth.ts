import { setFlagsFromString } from 'node:v8';

/** Percent. */
const growth = 50;

/**
 * Has the collector look for garbage when there is half as much of it as there is in use. Left alone, V8 waits until the heap is four times
 * as large, and what a process holds depends on what it answered before. Called once, by a main.ts, ahead of everything.
 */
export function boundHeapGrowth(): void {
  setFlagsFromString(`--heap-growing-percent=${growth}`);
}
