import { finiteOrNull, numberOfCell } from '#domain/surveys/cells.ts';
import { textFromCell, type WireRow } from '#domain/surveys/wire-row.ts';

/** Models of the broker's monthly table (SSoFT). */
export const publishedModels = ['HG', 'HG1G2', 'SHG1G2', 'SOCCA'] as const;
export type PublishedModel = (typeof publishedModels)[number];

/** A fit of the table, in its own units: angles in degrees, the period in hours. */
export interface PublishedFit {
  /** Month of the table, `YYYY.MM`. */
  readonly version: string;
  readonly parameters: readonly {
    readonly name: string;
    /** Null: common to all bands. */
    readonly band: string | null;
    readonly value: number;
    readonly error: number | null;
  }[];
  readonly chi2red: number | null;
  readonly rms: number | null;
  readonly periodHours: number | null;
}

const bands = [
  ['1', 'g'],
  ['2', 'r'],
] as const;
const shape = ['R', 'a_b', 'a_c', 'alpha0', 'delta0', 'phi0'];
const byBand = ['H', 'G', 'G1', 'G2'];

/** One row of the table of a model: the parameters that it has. */
export function publishedFitFromRow(model: PublishedModel, row: WireRow): PublishedFit {
  const parameter = (column: string, name: string, band: string | null) => {
    const value = numberOfCell(row, column);
    return Number.isFinite(value)
      ? [{ name, band, value, error: finiteOrNull(numberOfCell(row, `err_${column}`)) }]
      : [];
  };
  const common = model === 'SHG1G2' || model === 'SOCCA' ? shape : [];
  return {
    version: textFromCell(row.version),
    parameters: [
      ...bands.flatMap(([code, band]) => byBand.flatMap((name) => parameter(`${name}_${code}`, name, band))),
      ...common.flatMap((name) => parameter(name, name, null)),
    ],
    chi2red: finiteOrNull(numberOfCell(row, 'chi2red')),
    rms: finiteOrNull(numberOfCell(row, 'rms')),
    periodHours: finiteOrNull(numberOfCell(row, 'period')),
  };
}
