import { setImmediate } from 'node:timers/promises';
import { PortalError } from '#domain/failure.ts';
import { fitPhaseCurveInTurns } from '#domain/phase/fit-phase-curve.ts';
import { type PhaseObservation, shg1g2 } from '#domain/phase/phase-models.ts';
import { finiteOrNull } from '#domain/surveys/cells.ts';
import type { JdUtc } from '#domain/units/quantity.ts';
import type { TableColumn, Value } from '#server/formats/table.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { EphemerisRow, Miriade } from '#server/outside/miriade/miriade.ts';
import type { QueryContext } from './answer-options.ts';
import { isComet } from './sso-identity.ts';
import { computedColumn } from './table-draft.ts';

/** One alert of a Solar System object, as ephemerides and fits need it. */
export interface SsoAlert {
  readonly ssnamenr: string;
  readonly jd: number;
  readonly magnitude: number;
  readonly sigma: number;
  readonly band: string;
  readonly raDeg: number;
  readonly decDeg: number;
}

const emptyRow: EphemerisRow = {};

/** Where and when objects were looked at: one an alert; alerts of an object follow each other. */
export interface SsoEpochs {
  /** IAU code of the observatory. */
  readonly observer: string;
  readonly names: readonly string[];
  /** Middles of exposures. */
  readonly jdUtc: readonly JdUtc[];
}

export interface SsoEphemerides {
  /** One an alert, in their order; without columns where an object has no ephemeris. */
  readonly rows: readonly EphemerisRow[];
  /** Place of the alert among those of its object. */
  readonly indexes: readonly number[];
}

/** Rows of each object together, objects by name. Rows of an object keep their order. */
export function groupedByName(names: readonly string[]): number[] {
  const order = names.map((_, index) => index);
  const nameOf = (index: number): string => names[index] ?? '';
  return order.sort((a, b) => (nameOf(a) === nameOf(b) ? a - b : nameOf(a) < nameOf(b) ? -1 : 1));
}

/**
 * Where Miriade says the objects were, one call an object.
 * @throws {Refusal} in the words of the API, where it has no ephemeris of any of them. @throws {PortalError} naming Miriade.
 */
export async function ephemeridesOf(
  miriade: Miriade,
  { observer, names, jdUtc }: SsoEpochs,
  context: QueryContext,
): Promise<SsoEphemerides> {
  const rows: EphemerisRow[] = [];
  const indexes: number[] = [];
  let isAnyKnown = false;
  for (const name of new Set(names)) {
    const epochsJd = jdUtc.filter((_, index) => names[index] === name);
    const kind = isComet(name) ? 'comet' : 'asteroid';
    const found = await miriade.ephemeris({ name, kind, epochsJd, observer }, context);
    isAnyKnown ||= found !== undefined;
    rows.push(...(found ?? epochsJd.map(() => emptyRow)));
    indexes.push(...epochsJd.map((_, index) => index));
  }
  if (isAnyKnown) return { rows, indexes };
  const words = 'We could not obtain the ephemerides information. Check Miriade availabilities.';
  throw new Refusal('bad-request', words, { argument: 'withEphem' });
}

function numberIn(row: EphemerisRow | undefined, name: string): number {
  const value = row?.[name];
  return typeof value === 'number' ? value : Number.NaN;
}

/** `index`, and the columns that Miriade names, in its order. */
export function ephemerisColumns({ rows, indexes }: SsoEphemerides): TableColumn[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = names.map((name): TableColumn => {
    const values = rows.map((row): Value => row[name] ?? null);
    const isText = values.some((value) => typeof value === 'string');
    return computedColumn(
      name,
      isText ? 'text' : 'double',
      isText ? values.map((v) => (v === null ? null : String(v))) : values,
    );
  });
  return [computedColumn('index', 'long', indexes), ...columns];
}

/** Magnitudes at 1 au from the Sun and from us: m − 5 log₁₀(Dobs · Dhelio). */
export function reducedMagnitudes(magnitudes: readonly number[], { rows }: SsoEphemerides): Float64Array {
  return Float64Array.from(magnitudes, (magnitude, index) => {
    const distances = numberIn(rows[index], 'Dobs') * numberIn(rows[index], 'Dhelio');
    return magnitude - 5 * Math.log10(distances);
  });
}

export function magnitudeColumn(name: string, values: Float64Array | undefined, count: number): TableColumn {
  return computedColumn(
    name,
    'double',
    Array.from({ length: count }, (_, row) => finiteOrNull(values?.[row] ?? Number.NaN)),
  );
}

const degree = Math.PI / 180;

/** Observed − modelled magnitudes of one sHG1G2 fit with H, G₁, G₂ by band; undefined where it fails. All alerts count the same. */
export async function residualsOf(
  alerts: readonly SsoAlert[],
  { reduced, ephemerides }: { readonly reduced: Float64Array; readonly ephemerides: SsoEphemerides },
  context: QueryContext,
): Promise<Float64Array | undefined> {
  const observations = alerts.map(
    (alert, row): PhaseObservation => ({
      magnitude: reduced[row] ?? Number.NaN,
      sigma: alert.sigma,
      phase: numberIn(ephemerides.rows[row], 'Phase') * degree,
      ra: alert.raDeg * degree,
      dec: alert.decDeg * degree,
      band: alert.band,
    }),
  );
  const fit = await context.trace.span('fit', () =>
    fitPhaseCurveInTurns(shg1g2, observations, { loss: 'soft-l1', pause: setImmediate, signal: context.signal }),
  );
  if (typeof fit === 'string') return undefined;
  const isConstrained = [...fit.parameters.values()].every(({ error }) => error !== undefined);
  return isConstrained ? fit.residuals : undefined;
}

/** More alerts than this are not fitted: a fit is work of this server for one person. */
const fittedAtMost = 20_000;

export function checkFitSize(count: number): void {
  if (count <= fittedAtMost) return;
  const words = `\`withResiduals\` is for at most ${fittedAtMost} alerts, and these are ${count}.`;
  throw new PortalError('bad-request', words, { argument: 'withResiduals' });
}
