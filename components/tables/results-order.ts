import type { ResultRow } from '#domain/search/result.ts';

export const sortKeys = ['object', 'class', 'mag', 'detections', 'separation', 'last'] as const;
export type SortKey = (typeof sortKeys)[number];

export interface ResultSort {
  readonly key: SortKey;
  readonly descending: boolean;
}

const values: Readonly<Record<SortKey, (row: ResultRow) => string | number | null>> = {
  object: (row) => row.objectId,
  class: (row) => row.className.toLowerCase(),
  mag: (row) => row.mag,
  detections: (row) => row.detections,
  separation: (row) => row.separationArcsec,
  last: (row) => row.lastMjd,
};

/** What the first click on a header means: bright, near and A first, but many and late first. */
const firstDescending: ReadonlySet<SortKey> = new Set(['detections', 'last']);

/** `-last` → last, descending. Anything else that is no sort is none: the order of the answer. */
export function sortFromText(text: string): ResultSort | undefined {
  const key = sortKeys.find((one) => one === text.replace(/^-/, ''));
  return key === undefined ? undefined : { key, descending: text.startsWith('-') };
}

/** The sort that a click on the header of `key` asks for, given the one in use. */
export function nextSortText(key: SortKey, sort: ResultSort | undefined): string {
  const descending = sort?.key === key ? !sort.descending : firstDescending.has(key);
  return `${descending ? '-' : ''}${key}`;
}

/** Rows in the order asked for; rows without the value come last either way, equal rows keep their order. */
export function sortedRows(rows: readonly ResultRow[], sort: ResultSort | undefined): readonly ResultRow[] {
  if (sort === undefined) return rows;
  const pick = values[sort.key];
  const sign = sort.descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [left, right] = [pick(a), pick(b)];
    if (left === right) return 0;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -sign : sign;
  });
}

export interface Page {
  readonly rows: readonly ResultRow[];
  readonly page: number;
  readonly pages: number;
  /** Number of the first row in the whole list, from 1. */
  readonly from: number;
}

/** One page of a list; a page that is not there is the nearest one that is. */
export function pageOf(rows: readonly ResultRow[], wanted: number, size: number): Page {
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const page = Math.min(pages, Math.max(1, Number.isInteger(wanted) ? wanted : 1));
  const start = (page - 1) * size;
  return { rows: rows.slice(start, start + size), page, pages, from: start + 1 };
}
