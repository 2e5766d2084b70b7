import { positionText } from '#domain/coordinates/position-text.ts';

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
