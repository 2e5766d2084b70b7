import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { isReferenceTheSource, referenceLevelMag } from '#domain/photometry/apparent.ts';
import { microjanskyFromAbMag } from '#domain/photometry/flux.ts';
import type { Band, BandName } from '#domain/surveys/survey.ts';
import { textFromNumber } from './axis-ticks.ts';
import type { CurveUnit, FluxUnit } from './curve-fields.ts';
import { decimalsOnAxis, type UnitOfAxis } from './curve-units.ts';

/** The brightness of the reference in a band. */
export interface Level {
  readonly band: BandName;
  readonly y: number;
  readonly text: string;
}

export interface LevelOptions {
  readonly bands: readonly Band[];
  readonly hidden: ReadonlySet<string>;
  readonly unit: CurveUnit;
  readonly fluxUnit?: FluxUnit;
}

/** Lines at the mean magnitude of the reference, a band each, where the axis shows the source as it shines. */
export function levelsOf(curve: Lightcurve, unit: UnitOfAxis, options: LevelOptions): Level[] {
  const { bands, hidden } = options;
  if (unit.measures !== 'apparent' || isReferenceTheSource(curve.refDistArcsec) === false) return [];
  return bands.flatMap(({ name }) => {
    if (hidden.has(name)) return [];
    const fluxes = [...curve.refFlux].filter((flux, row) => curve.band[row] === name && flux > 0);
    const y = unit.heightOfFlux(microjanskyFromAbMag(referenceLevelMag(fluxes)));
    if (!Number.isFinite(y)) return [];
    return [
      {
        band: name,
        y,
        text: `${name} reference ${textFromNumber(y, decimalsOnAxis(y, options.unit, options.fluxUnit ?? 'ujy'))}${unit.suffix}`,
      },
    ];
  });
}
