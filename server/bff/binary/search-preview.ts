import type { SearchResult } from '#domain/search/result.ts';
import { createFreshCache } from '#server/resilience/fresh-cache.ts';
import { createSingleFlight } from '#server/resilience/single-flight.ts';
import type { RequestScope } from '../request-scope.ts';
import type { SearchSource } from '../search-source.ts';
import type { Rasteriser } from './rasterise.ts';

/** Composes the picture of a search as SVG of 1200×630. */
export type DrawSearch = (input: { readonly text: string; readonly result: SearchResult }) => string;

export interface SearchPreviewsDeps {
  readonly search: SearchSource;
  readonly rasteriser: Rasteriser;
}

/** A search finds other objects when a night was ingested. */
const keptMs = 300_000;

/** Pictures for links to searches, kept for some minutes: many look at a chat at once. */
export function createSearchPreviews({ search, rasteriser }: SearchPreviewsDeps) {
  const flights = createSingleFlight<Uint8Array>();
  const kept = createFreshCache<Uint8Array>({
    freshMs: keptMs,
    keepMs: keptMs,
    maxWeight: 8e6,
    weight: (png) => png.length,
    nowMs: () => performance.now(),
  });

  const make = async (text: string, scope: RequestScope, draw: DrawSearch): Promise<Uint8Array> => {
    const result = await search.search(text, scope);
    const svg = scope.trace.span('draw', () => draw({ text, result }));
    const png = await scope.trace.span('rasterise', () => rasteriser.png(svg));
    if (result.failures === undefined) kept.set(text, png);
    return png;
  };

  return {
    async png(text: string, scope: RequestScope, draw: DrawSearch): Promise<Uint8Array> {
      return kept.fresh(text)?.value ?? (await flights.run(text, () => make(text, scope, draw), scope.call.signal));
    },
  };
}
