import type { PhaseObservation } from '#domain/phase/phase-models.ts';
import { lightTimeCorrected } from '#domain/phase/spin.ts';
import type { SsoColumns } from './sso-columns.ts';

/** A measurement that a phase curve is fitted to, with its place among the columns. */
export interface SsoObservation extends PhaseObservation {
  readonly row: number;
  readonly phaseDeg: number;
}

const degree = Math.PI / 180;
const jdOfMjd = 2_400_000.5;

/** m − 5 log₁₀(r·Δ): the magnitude at 1 au from the Sun and from the observer. */
export function reducedMagnitude(
  mag: number,
  distances: { readonly observerAu: number; readonly sunAu: number },
): number {
  return mag - 5 * Math.log10(distances.observerAu * distances.sunAu);
}

/** Alerts with all that a phase curve needs; none without an ephemeris. */
export function phaseObservations(columns: SsoColumns): readonly SsoObservation[] {
  const { ephemeris } = columns;
  if (ephemeris === null) return [];
  const at = (values: readonly (number | null)[], row: number): number => values[row] ?? Number.NaN;
  return columns.mjd.flatMap((mjd, row): SsoObservation[] => {
    const observerAu = at(ephemeris.observerAu, row);
    const magnitude = reducedMagnitude(at(columns.mag, row), { observerAu, sunAu: at(ephemeris.sunAu, row) });
    const phaseDeg = at(ephemeris.phaseDeg, row);
    const sigma = at(columns.magErr, row);
    const [ra, dec] = [at(columns.raDeg, row) * degree, at(columns.decDeg, row) * degree];
    const band = columns.band[row];
    if (band === undefined || !Number.isFinite(magnitude + phaseDeg + ra + dec) || !(sigma > 0)) return [];
    const jd = lightTimeCorrected(mjd + jdOfMjd, observerAu);
    return [{ row, phaseDeg, phase: phaseDeg * degree, magnitude, sigma, ra, dec, band, jd }];
  });
}

/** Measured minus computed position, arcsec. */
export interface PositionOffset {
  readonly row: number;
  /** Δα cos δ. */
  readonly east: number;
  /** Δδ. */
  readonly north: number;
}

/** Where alerts lie from where the ephemeris puts the object, right across RA 0. */
export function positionOffsets({ raDeg, decDeg, ephemeris }: SsoColumns): readonly PositionOffset[] {
  if (ephemeris === null) return [];
  return raDeg.flatMap((ra, row): PositionOffset[] => {
    const [dec, ra0, dec0] = [decDeg[row], ephemeris.raDeg[row], ephemeris.decDeg[row]];
    if (ra === null || dec === null || dec === undefined || typeof ra0 !== 'number' || typeof dec0 !== 'number')
      return [];
    const turn = ((ra - ra0 + 540) % 360) - 180;
    return [{ row, east: turn * Math.cos(dec * degree) * 3600, north: (dec - dec0) * 3600 }];
  });
}

/** Nights without an alert that end an apparition, days: a main-belt object is behind the Sun for longer. */
export const apparitionGapDays = 100;

/** Number of the apparition of each time (ascending), from 0. */
export function apparitionsOf(mjd: readonly number[]): readonly number[] {
  let apparition = 0;
  return mjd.map((time, index) => {
    if (index > 0 && time - (mjd[index - 1] ?? time) > apparitionGapDays) apparition++;
    return apparition;
  });
}
