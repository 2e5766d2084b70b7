import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { Band, BandName } from '#domain/surveys/survey.ts';
import { textFromNumber } from './axis-ticks.ts';
import type { CurveUnit, FluxUnit } from './curve-fields.ts';
import { referenceOfCurve } from './curve-reference.ts';
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
  const reference = referenceOfCurve(curve);
  if (unit.measures !== 'apparent' || reference.isSource === false) return [];
  return bands.flatMap(({ name }) => {
    if (hidden.has(name)) return [];
    const y = unit.heightOfFlux(reference.levels[name] ?? Number.NaN);
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
