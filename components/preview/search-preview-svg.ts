import { dateFromMjd } from '#components/lightcurve/axis-ticks.ts';
import { countText, wordsOf } from '#components/search/search-words.ts';
import { separationText } from '#components/tables/separation-text.ts';
import { rounded } from '#domain/object/format-value.ts';
import type { ResultRow, SearchResult } from '#domain/search/result.ts';
import { subjectMark } from './subject-mark.ts';
import { faint, ink, quiet, strong, textAt } from './svg-text.ts';

export interface SearchPreviewInput {
  readonly text: string;
  readonly result: SearchResult;
}

const width = 1200;
const height = 630;
const margin = 48;
const rowsAtMost = 7;
const firstRow = 226;
const rowStep = 50;

/** What fits a line of such letters; a rough width of them is enough. */
function clipped(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;
}

/** What was understood and how much was found, in a line. */
export function searchWords({ understood, rows, truncated }: SearchResult): string {
  const { kind, statements } = wordsOf(understood);
  const parts = statements.map(({ words, strong: own }) => [words, own].filter((part) => part).join(' '));
  if (understood.kind === 'nothing') return parts.join(', ');
  // Of a class the latest alerts are asked for: that there are older ones is said already.
  const most = truncated && understood.kind !== 'class' ? 'more than ' : '';
  return `${kind}: ${parts.join(', ')} · ${most}${countText(rows.length, 'object')}`;
}

/** The picture of a search, 1200×630: what was asked, and the first objects that were found. */
export function searchPreviewSvg({ text, result }: SearchPreviewInput): string {
  const shown = result.rows.slice(0, rowsAtMost);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    textAt(margin, 88, clipped(text, 40), { size: 48, weight: 600, fill: strong }),
    textAt(margin, 140, clipped(searchWords(result), 92), { size: 24, fill: quiet }),
    ...shown.map(rowOf),
    footOf(result, shown.length),
    '</svg>',
  ].join('');
}

function rowOf(row: ResultRow, index: number): string {
  const y = firstRow + index * rowStep;
  const style = { size: 26, fill: ink } as const;
  const { mag, magErr, band, separationArcsec } = row;
  const brightness = mag === null ? '' : `${band ?? ''} ${rounded(mag, magErr ?? Number.NaN, 2).value}`.trim();
  const last = separationArcsec === null ? dateFromMjd(row.lastMjd).slice(0, 10) : separationText(separationArcsec);
  return [
    `<line x1="${margin}" x2="${width - margin}" y1="${y - 34}" y2="${y - 34}" stroke="${faint}"/>`,
    textAt(margin, y, row.objectId, { ...style, weight: 600, fill: strong }),
    subjectMark(margin + 372, y - 9, row),
    textAt(margin + 392, y, clipped(row.className, 26), style),
    textAt(margin + 880, y, brightness, { ...style, anchor: 'end' }),
    textAt(width - margin, y, last, { ...style, fill: quiet, anchor: 'end' }),
  ].join('');
}

function footOf({ rows }: SearchResult, shown: number): string {
  const more = rows.length - shown;
  const simulated = rows.length > 0 && rows.every((row) => row.simulated);
  const origin = simulated ? 'Simulated survey, not real sky' : 'Alerts of ZTF and Rubin, via Fink';
  return [
    more > 0 ? textAt(margin, height - 28, `and ${more} more`, { size: 22, fill: ink }) : '',
    textAt(width - margin, height - 28, origin, { size: 22, fill: quiet, anchor: 'end' }),
  ].join('');
}
