import { textFromMeasurement } from '#components/lightcurve/measurement-text.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { isoFromMjd } from '#domain/object/format-value.ts';
import type { ResultRow } from '#domain/search/result.ts';

const special: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '−': '$-$',
  '±': '$\\pm$',
  '″': "$''$",
};

/** Any text as LaTeX writes it. */
export function latexText(text: string): string {
  return text.replace(/[\\~^−±″&%$#_{}]/g, (letter) => special[letter] ?? `\\${letter}`);
}

interface LatexTable {
  readonly columns: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly caption: string;
}

/** A table for any class of article; needs no package. */
function latexTable({ columns, head, rows, caption }: LatexTable): string {
  const line = (cells: readonly string[]): string => `    ${cells.map(latexText).join(' & ')} \\\\`;
  return [
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${latexText(caption)}}`,
    `  \\begin{tabular}{${columns}}`,
    '    \\hline',
    line(head),
    '    \\hline',
    ...rows.map(line),
    '    \\hline',
    '  \\end{tabular}',
    '\\end{table}',
  ].join('\n');
}

const number = (value: number | null, decimals: number): string =>
  value === null || !Number.isFinite(value) ? '–' : value.toFixed(decimals);

/** A result list. */
export function latexFromRows(rows: readonly ResultRow[]): string {
  return latexTable({
    columns: 'lrrlrl',
    head: ['Object', 'RA (deg)', 'Dec (deg)', 'Class', 'Last magnitude (AB)', 'Last alert'],
    caption: 'Objects from the alerts of ZTF and Rubin, through Fink.',
    rows: rows.map((row) => [
      row.objectId,
      row.raDeg.toFixed(6),
      row.decDeg.toFixed(6),
      row.className,
      row.mag === null ? '–' : `${row.band ?? ''} ${number(row.mag, 2)} ± ${number(row.magErr, 2)}`,
      isoFromMjd(row.lastMjd),
    ]),
  });
}

/** The measurements of a light curve: difference magnitudes and fluxes, limits as what they are. */
export function latexFromCurve(curve: Lightcurve, timeScale: string): string {
  const rows = Array.from(curve.mjd, (mjd, row) => {
    const limit = curve.kind[row] === 'limit';
    const mag = limit
      ? `> ${number(curve.limitMag[row] ?? null, 2)}`
      : textFromMeasurement(curve.mag[row] ?? Number.NaN, curve.magErr[row] ?? Number.NaN);
    const flux = limit ? '–' : textFromMeasurement(curve.flux[row] ?? Number.NaN, curve.fluxErr[row] ?? Number.NaN);
    return [mjd.toFixed(5), curve.band[row] ?? '', mag, flux, curve.kind[row] ?? ''];
  });
  return latexTable({
    columns: 'rlrrl',
    head: [`MJD (${timeScale})`, 'Band', 'Difference magnitude (AB)', 'Difference flux (µJy)', 'Kind'],
    caption: `Photometry of ${curve.objectId}, alerts through Fink. Magnitudes of negative fluxes are of their size.`,
    rows,
  });
}
