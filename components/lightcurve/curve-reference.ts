import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { isReferenceTheSource, referenceLevelMag } from '#domain/photometry/apparent.ts';
import { softeningFromErrors } from '#domain/photometry/asinh-mag.ts';
import { microjanskyFromAbMag } from '#domain/photometry/flux.ts';
import type { BandName } from '#domain/surveys/survey.ts';

/** What all rows of a light curve together say of its reference and its noise. */
export interface CurveReference {
  /** See {@link isReferenceTheSource}. */
  readonly isSource: boolean | null;
  /** Flux of the reference in a band, µJy, at its mean magnitude; NaN where there is none. */
  readonly levels: Partial<Readonly<Record<BandName, number>>>;
  /** Of asinh magnitudes, µJy. */
  readonly softening: number;
}

/** A light curve never changes: it is looked through once, whatever is chosen afterwards. */
const known = new WeakMap<Lightcurve, CurveReference>();

function lookThrough(curve: Lightcurve): CurveReference {
  const fluxes = new Map<BandName, number[]>();
  for (const [row, band] of curve.band.entries()) {
    const flux = curve.refFlux[row] ?? Number.NaN;
    if (!(flux > 0)) continue;
    const own = fluxes.get(band);
    if (own) own.push(flux);
    else fluxes.set(band, [flux]);
  }
  const softening = softeningFromErrors(curve.fluxErr);
  return {
    isSource: isReferenceTheSource(curve.refDistArcsec),
    levels: Object.fromEntries([...fluxes].map(([band, own]) => [band, microjanskyFromAbMag(referenceLevelMag(own))])),
    softening: Number.isFinite(softening) ? softening : 1,
  };
}

export function referenceOfCurve(curve: Lightcurve): CurveReference {
  const found = known.get(curve) ?? lookThrough(curve);
  known.set(curve, found);
  return found;
}
