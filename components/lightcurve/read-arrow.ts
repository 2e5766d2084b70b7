import { type Table, tableFromIPC } from '@uwdata/flechette';
import { PortalError } from '#domain/failure.ts';
import {
  type Lightcurve,
  numbersFrom,
  type PointKind,
  pointKinds,
  scorePrefix,
} from '#domain/lightcurve/lightcurve.ts';
import { type BandName, bandNames, type SurveyId } from '#domain/surveys/survey.ts';

/** A light curve from the Arrow stream of `/data/{survey}/{objectId}.arrow`. @throws {PortalError} `corrupt` for anything else. */
export function lightcurveFromArrow(bytes: Uint8Array): Lightcurve {
  const table = tableFrom(bytes);
  const { metadata } = table.schema;
  return {
    survey: surveyFrom(metadata?.get('survey')),
    objectId: metadata?.get('objectId') ?? '',
    alertId: cellsOf(table, 'alertId').map((id) => (id === null ? '' : String(id))),
    band: cellsOf(table, 'band').map(bandFrom),
    kind: cellsOf(table, 'kind').map(kindFrom),
    negative: cellsOf(table, 'negative').map((cell) => cell === true),
    className: cellsOf(table, 'className').map((cell) => (typeof cell === 'string' ? cell : '')),
    ...numbersFrom((name) => numbersOf(table, name)),
    scores: Object.fromEntries(
      table.names
        .filter((name) => name.startsWith(scorePrefix))
        .map((name) => [name.slice(scorePrefix.length), numbersOf(table, name)]),
    ),
  };
}

const corrupt = (what: string, cause?: unknown): PortalError =>
  new PortalError('corrupt', `The light curve came ${what}.`, { cause });

function tableFrom(bytes: Uint8Array): Table {
  try {
    return tableFromIPC(bytes, { useBigInt: true });
  } catch (error) {
    throw corrupt('in a form that can’t be read', error);
  }
}

function valuesOf(table: Table, name: string) {
  const column = table.getChild(name);
  if (column === null || column === undefined) throw corrupt(`without its column ${name}`);
  return column.toArray();
}

function cellsOf(table: Table, name: string): readonly unknown[] {
  return Array.from<unknown>(valuesOf(table, name));
}

/** As they lie in the stream; cell by cell they were one of the longest tasks of a page on a slow machine. */
function numbersOf(table: Table, name: string): Float64Array {
  const values = valuesOf(table, name);
  if (values instanceof Float64Array) return values;
  const numbers = new Float64Array(values.length);
  for (const [row, cell] of Array.from<unknown>(values).entries())
    numbers[row] = typeof cell === 'number' ? cell : Number.NaN;
  return numbers;
}

function bandFrom(cell: unknown): BandName {
  const band = bandNames.find((name) => name === cell);
  if (band === undefined) throw corrupt('with an unknown band');
  return band;
}

function kindFrom(cell: unknown): PointKind {
  const kind = pointKinds.find((name) => name === cell);
  if (kind === undefined) throw corrupt('with points of an unknown kind');
  return kind;
}

/** Names alone: the surveys themselves bring the docs of a thousand columns. */
const surveyIds = ['ztf', 'lsst'] as const satisfies readonly SurveyId[];

function surveyFrom(text: string | undefined): SurveyId {
  const survey = surveyIds.find((id) => id === text);
  if (survey === undefined) throw corrupt('without its survey');
  return survey;
}
