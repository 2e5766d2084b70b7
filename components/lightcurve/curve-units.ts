import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { apparentMag } from '#domain/photometry/apparent.ts';
import { asinhMag } from '#domain/photometry/asinh-mag.ts';
import { abMagFromMicrojansky, microjanskyFromAbMag, pogson } from '#domain/photometry/flux.ts';
import type { CurveUnit, FluxUnit } from './curve-fields.ts';
import { referenceOfCurve } from './curve-reference.ts';
import type { Omission } from './figure-omitted.ts';

/** Where a row stands on the vertical axis. */
export interface Height {
  readonly y: number;
  /** 1σ in the unit of the axis; 0 where there is none to draw. */
  readonly error: number;
}

/** One form of the vertical axis, ready for a light curve. */
export interface UnitOfAxis {
  readonly title: string;
  /** What has to be said of it besides; '' for nothing. */
  readonly note: string;
  /** Magnitudes run downwards. */
  readonly magnitudes: boolean;
  /** Where a flux of zero is; null where it is nowhere. */
  readonly zeroAt: number | null;
  /** What follows a value: ` µJy`. */
  readonly suffix: string;
  /** What the axis shows: the difference, or the source as it shines. */
  readonly measures: 'difference' | 'apparent';
  heightOf(row: number): Height | Omission;
  /** Any flux of what the axis measures, µJy, on the axis; NaN where it has no place. */
  heightOfFlux(flux: number): number;
}

/** A forced magnitude below this signal to noise is no magnitude. */
const forcedFrom = 3;

const numberAt = (values: Float64Array, row: number): number => values[row] ?? Number.NaN;
const drawn = (y: number, error: number): Height | Omission =>
  Number.isFinite(y) ? { y, error: Number.isNaN(error) ? 0 : error } : 'unmeasured';

function differenceMag(curve: Lightcurve): UnitOfAxis {
  return {
    title: 'Difference magnitude (AB)',
    note: '',
    magnitudes: true,
    zeroAt: null,
    suffix: '',
    measures: 'difference',
    heightOf(row) {
      const kind = curve.kind[row];
      if (kind === 'limit') return drawn(numberAt(curve.limitMag, row), 0);
      const error = numberAt(curve.magErr, row);
      if (kind === 'forced' && !(pogson / error >= forcedFrom)) return 'forced-faint';
      return drawn(numberAt(curve.mag, row), error);
    },
    heightOfFlux: (flux) => abMagFromMicrojansky(Math.abs(flux)),
  };
}

function differenceFlux(curve: Lightcurve, unit: FluxUnit): UnitOfAxis {
  const scale = scaleOf(unit);
  return {
    ...fluxWords('Difference flux', unit),
    measures: 'difference',
    heightOf(row) {
      if (curve.kind[row] === 'limit') return drawn(microjanskyFromAbMag(numberAt(curve.limitMag, row)) * scale, 0);
      return drawn(numberAt(curve.flux, row) * scale, numberAt(curve.fluxErr, row) * scale);
    },
    heightOfFlux: (flux) => flux * scale,
  };
}

const scaleOf = (unit: FluxUnit): number => (unit === 'mjy' ? 1e-3 : 1);

function fluxWords(what: string, unit: FluxUnit) {
  const name = unit === 'mjy' ? 'mJy' : 'µJy';
  return {
    title: `${what} (${name})`,
    note: '',
    magnitudes: false,
    zeroAt: 0,
    suffix: ` ${name}`,
  };
}

/** Why no row of a light curve has a total flux; null where rows may have one. */
function totalsMissing(curve: Lightcurve): Omission | null {
  return referenceOfCurve(curve).isSource === false ? 'reference-far' : null;
}

function apparentMagnitude(curve: Lightcurve): UnitOfAxis {
  const missing = totalsMissing(curve);
  return {
    title: 'Apparent magnitude (AB)',
    note: '',
    magnitudes: true,
    zeroAt: null,
    suffix: '',
    measures: 'apparent',
    heightOf(row) {
      const total = totalAt(curve, row, missing);
      if (typeof total === 'string') return total;
      const mag = apparentMag({ value: total.y, error: total.error });
      return typeof mag === 'string' ? mag : drawn(mag.value, mag.error);
    },
    heightOfFlux: abMagFromMicrojansky,
  };
}

function totalAt(curve: Lightcurve, row: number, missing: Omission | null): Height | Omission {
  if (curve.kind[row] === 'limit') return 'limit-of-difference';
  if (missing) return missing;
  const total = numberAt(curve.totalFlux, row);
  return Number.isFinite(total) ? { y: total, error: numberAt(curve.totalFluxErr, row) } : 'no-reference';
}

function apparentFlux(curve: Lightcurve, unit: FluxUnit): UnitOfAxis {
  const missing = totalsMissing(curve);
  const scale = scaleOf(unit);
  return {
    ...fluxWords('Apparent flux', unit),
    measures: 'apparent',
    heightOf(row) {
      const total = totalAt(curve, row, missing);
      return typeof total === 'string' ? total : drawn(total.y * scale, total.error * scale);
    },
    heightOfFlux: (flux) => flux * scale,
  };
}

function asinhMagnitude(curve: Lightcurve): UnitOfAxis {
  const { softening } = referenceOfCurve(curve);
  const at = (flux: number, error: number) => asinhMag({ value: flux, error }, softening);
  const zeroAt = at(0, 0).value;
  return {
    title: 'Difference asinh magnitude (AB)',
    note: `softening b = ${Number(softening.toPrecision(3))} µJy (Lupton et al. 1999); zero flux at ${zeroAt.toFixed(2)}`,
    magnitudes: true,
    zeroAt,
    suffix: '',
    measures: 'difference',
    heightOf(row) {
      if (curve.kind[row] === 'limit')
        return drawn(at(microjanskyFromAbMag(numberAt(curve.limitMag, row)), 0).value, 0);
      const { value, error } = at(numberAt(curve.flux, row), numberAt(curve.fluxErr, row));
      return drawn(value, error);
    },
    heightOfFlux: (flux) => at(flux, 0).value,
  };
}

const unitOf: Readonly<Record<CurveUnit, (curve: Lightcurve, flux: FluxUnit) => UnitOfAxis>> = {
  mag: differenceMag,
  dcmag: apparentMagnitude,
  flux: differenceFlux,
  dcflux: apparentFlux,
  asinh: asinhMagnitude,
};

/** The vertical axis of a light curve: formulas in domain/photometry, the choice of rows here. */
export function unitOfAxis(curve: Lightcurve, unit: CurveUnit, fluxUnit: FluxUnit): UnitOfAxis {
  return unitOf[unit](curve, fluxUnit);
}

export const isFluxUnit = (unit: CurveUnit): boolean => unit === 'flux' || unit === 'dcflux';

/** Digits behind the point in short texts of a value on the axis. */
export function decimalsOnAxis(value: number, unit: CurveUnit, fluxUnit: FluxUnit): number {
  if (!isFluxUnit(unit)) return 2;
  const size = Math.abs(value) * (fluxUnit === 'mjy' ? 1000 : 1);
  const microjansky = size < 100 ? 2 : 0;
  return fluxUnit === 'mjy' ? microjansky + 2 : microjansky;
}
