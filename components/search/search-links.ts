import { positionText } from '#domain/coordinates/position-text.ts';
import type { SeenWindow } from '#domain/search/seen-window.ts';

/** The address of a search. Defaults (`''`, page 1) are left out. */
export function searchHref(text: string, { sort = '', page = 1 }: { sort?: string; page?: number } = {}): string {
  const query = new URLSearchParams({ q: text });
  if (sort !== '') query.set('sort', sort);
  if (page > 1) query.set('page', String(page));
  return `/search?${query}`;
}

/** `class="SN candidate"`, with the number of alerts where one is wanted. */
export function classText(className: string, last?: number): string {
  const quote = className.includes('"') ? "'" : '"';
  return `class=${quote}${className}${quote}${last === undefined ? '' : ` last=${last}`}`;
}

/** `49.155133 +44.144978 r=30`: a cone as the search box reads it, degrees and arcseconds. */
export function coneText(raDeg: number, decDeg: number, radiusArcsec: number): string {
  return `${positionText({ raDeg, decDeg }, 'deg')} r=${radiusArcsec}`;
}

/** ` after="2021-07-01 00:00:00" trend=rising`, as the search box reads it; `''` where nothing confines the search. */
export function confinedText({ seen, trend }: { seen?: SeenWindow | undefined; trend?: string | undefined }): string {
  const parts = [
    seen === undefined ? '' : ` after="${seen.from}"`,
    seen?.to === undefined ? '' : ` before="${seen.to}"`,
    trend === undefined ? '' : ` trend=${trend}`,
  ];
  return parts.join('');
}
