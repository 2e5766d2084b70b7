import { positionText } from '#domain/coordinates/position-text.ts';
import type { ClassSubject } from '#domain/object/summary.ts';
import type { ResultRow } from '#domain/search/result.ts';
import { classText, searchHref } from './search-links.ts';

/** Text to type, and where it leads. */
export interface Example {
  readonly text: string;
  readonly href: string;
}

/** Subjects by how much people want to see them first. */
const liked: readonly ClassSubject[] = [
  'early',
  'sn',
  'kn',
  'mulens',
  'cv',
  'agn',
  'var',
  'gal',
  'tns',
  'sso',
  'unknown',
];

/** The latest row of each subject, the most looked-for subject first; `rows` come latest first. */
function oneOfEach(rows: readonly ResultRow[]): readonly ResultRow[] {
  return liked.flatMap((subject) => rows.find((row) => row.subject === subject) ?? []);
}

/**
 * Searches that find something, made from rows that the API has just answered (latest first): three identifiers of different subjects,
 * a cone, a class, the beginning of an identifier. Nothing for no rows.
 */
export function examplesFromRows(rows: readonly ResultRow[]): readonly Example[] {
  const chosen = oneOfEach(rows);
  const [first] = chosen;
  if (first === undefined) return [];
  const searched = [
    `${positionText(first, 'hms')} r=30`,
    classText(first.className),
    ...(/^\d+$/.test(first.objectId) ? [] : [first.objectId.slice(0, 7)]),
  ];
  return [
    ...chosen.slice(0, 3).map(({ objectId }) => ({ text: objectId, href: `/${objectId}` })),
    ...searched.map((text) => ({ text, href: searchHref(text) })),
  ];
}
