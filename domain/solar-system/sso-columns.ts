import { PortalError, shownValue } from '#domain/failure.ts';
import type { SolarSystemReading } from '#domain/object/reading.ts';
import { finiteOrNull, numberOfCell } from '#domain/surveys/cells.ts';
import type { BandName, Survey } from '#domain/surveys/survey.ts';
import { idFromCell, textFromCell, type WireRow } from '#domain/surveys/wire-row.ts';

/** Null stands for a number that is not known: JSON has no NaN. */
export type Numbers = readonly (number | null)[];

/** Where a service computes that the object was, at each alert. */
export interface SsoEphemeris {
  /** ICRS J2000, degrees. */
  readonly raDeg: Numbers;
  readonly decDeg: Numbers;
  /** Angle Sun – object – observer, degrees. */
  readonly phaseDeg: Numbers;
  /** Distances of the object from the observer and from the Sun, au. */
  readonly observerAu: Numbers;
  readonly sunAu: Numbers;
  /** Magnitude in the band of the alert; null where none is predicted. */
  readonly mag: Numbers;
}

/** All alerts of one Solar System object, whatever survey objects they are filed under; columnar, oldest first. */
export interface SsoColumns {
  /** Official name, or designation; '' where nobody has one. */
  readonly name: string;
  readonly number: number | null;
  readonly alertId: readonly string[];
  readonly objectId: readonly string[];
  /** Days, in the survey's own scale. */
  readonly mjd: readonly number[];
  readonly band: readonly BandName[];
  /** Difference magnitude, AB, and 1σ. */
  readonly mag: Numbers;
  readonly magErr: Numbers;
  readonly raDeg: Numbers;
  readonly decDeg: Numbers;
  /** Null where it was not asked for. */
  readonly ephemeris: SsoEphemeris | null;
}

/**
 * Alerts of a Solar System object from rows of the object API; the columns of an ephemeris, where the rows have them.
 * @throws {PortalError} `upstream-failed` when a row lacks its time or has an unknown band.
 */
export function ssoColumnsFromRows(survey: Survey, reading: SolarSystemReading, rows: readonly WireRow[]): SsoColumns {
  const sorted = rows
    .map((row) => ({
      row,
      time: numberOfCell(row, survey.columns.time),
      band: survey.bandOf(row[survey.columns.band]),
    }))
    .sort((a, b) => a.time - b.time);
  const bands = sorted.map(({ row, time, band }) => {
    if (!Number.isFinite(time)) throw unreadable(`a row without ${survey.columns.time}`);
    if (band === undefined) throw unreadable(`the unknown band ${shownValue(row[survey.columns.band])}`);
    return band.name;
  });
  const numbers = (of: (row: WireRow, index: number) => number): Numbers =>
    sorted.map(({ row }, index) => finiteOrNull(of(row, index)));
  const column = (name: string): Numbers => numbers((row) => numberOfCell(row, name));
  const [first] = sorted;
  const { officialName, officialNumber = '', ephemerides } = reading;
  const number = first === undefined ? Number.NaN : numberOfCell(first.row, officialNumber);
  const ephemeris = ephemerides.find(({ phase }) => sorted.some(({ row }) => typeof row[phase] === 'number'));
  return {
    name: first === undefined ? '' : textFromCell(first.row[officialName]),
    number: finiteOrNull(number),
    alertId: sorted.map(({ row }) => idFromCell(row[survey.columns.alertId])),
    objectId: sorted.map(({ row }) => idFromCell(row[survey.columns.objectId])),
    mjd: sorted.map(({ time }) => survey.mjdFromTime(time)),
    band: bands,
    mag: numbers((row) => survey.photometryOf(row).mag),
    magErr: numbers((row) => survey.photometryOf(row).magErr),
    raDeg: column(survey.columns.ra),
    decDeg: column(survey.columns.dec),
    ephemeris: ephemeris
      ? {
          raDeg: column(ephemeris.ra),
          decDeg: column(ephemeris.dec),
          phaseDeg: column(ephemeris.phase),
          observerAu: column(ephemeris.observerDistance),
          sunAu: column(ephemeris.sunDistance),
          mag: numbers((row, index) => numberOfCell(row, ephemeris.mag[bands[index] ?? 'g'] ?? '')),
        }
      : null,
  };
}

function unreadable(what: string): PortalError {
  return new PortalError('upstream-failed', `The answer of the object API has ${what}.`, { dependency: 'object API' });
}
