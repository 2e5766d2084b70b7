/** What the portal marks while a page comes to life, in the order in which it should happen. */
export const pageMarks = ['curve-visible', 'stamps-shown', 'plot-ready'] as const;

/** A call to the portal as the browser saw it, and the stages that the server named. Times in ms. */
export interface TimedCall {
  readonly path: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly status: number;
  readonly stages: readonly { readonly name: string; readonly ms: number }[];
}

export interface Timings {
  readonly marks: readonly { readonly name: string; readonly atMs: number }[];
  readonly calls: readonly TimedCall[];
}

/** The part of the platform's entries that is read. */
export interface TimedEntry {
  readonly name: string;
  readonly startTime: number;
  readonly duration: number;
  readonly responseStatus?: number;
  readonly serverTiming?: readonly { readonly name: string; readonly duration: number }[];
}

/** The page and its data; built files say nothing about the server. */
const isCall = (path: string): boolean => !path.startsWith('/_next/');

export function callFromEntry(entry: TimedEntry, origin: string): TimedCall | undefined {
  if (!entry.name.startsWith(`${origin}/`)) return undefined;
  const path = entry.name.slice(origin.length);
  if (!isCall(path)) return undefined;
  return {
    path,
    startMs: entry.startTime,
    durationMs: entry.duration,
    status: entry.responseStatus ?? 0,
    stages: (entry.serverTiming ?? []).map(({ name, duration }) => ({ name, ms: duration })),
  };
}

/** All that is known until now. */
export function readTimings(): Timings {
  const of = (type: string) => performance.getEntriesByType(type);
  const entries: readonly TimedEntry[] = [...of('navigation'), ...of('resource')];
  return {
    marks: pageMarks.flatMap((name) => {
      const mark = performance.getEntriesByName(name, 'mark').at(0);
      return mark ? [{ name, atMs: mark.startTime }] : [];
    }),
    calls: entries.flatMap((entry) => callFromEntry(entry, location.origin) ?? []),
  };
}
