import type { Exposure } from './cadence.ts';
import { createRandom } from './random.ts';
import { surveyPlan } from './survey-plan.ts';
import { fluxOfMag, magOfFlux, type Truth } from './truth.ts';

/** What the difference image of one exposure says about one object. */
export interface Measurement {
  readonly exposure: Exposure;
  /** `alert`: sent out; `bad`: a detection that fails Fink's quality cuts (rb ≥ 0.55, nbad = 0); `limit`: below 5σ. */
  readonly kind: 'alert' | 'bad' | 'limit';
  /** Signed difference flux of the PSF fit and its 1σ, DN. */
  readonly fluxDn: number;
  readonly sigmaDn: number;
  /** 1σ of a point source from sky and reference alone, DN. */
  readonly skySigmaDn: number;
  readonly mag: number;
  readonly magErr: number;
  readonly positive: boolean;
  readonly snr: number;
  readonly rb: number;
  readonly drb: number;
  readonly nbad: number;
}

/** Brightest magnitude that ZTF measures in 30 s. */
const saturationMag = 12.8;
/** Calibration floor of the difference, relative to the source's total flux. */
const floor = 0.006;

const unit = (value: number): number => Math.min(1, Math.max(0, value));

/**
 * Difference photometry of an object on an exposure: flux above the reference, with the noise of sky (from the limit of the exposure),
 * photons (gain 6.2 e/DN) and calibration. Undefined where the source would saturate.
 */
export function measure(truth: Truth, exposure: Exposure): Measurement | undefined {
  const random = createRandom(`${surveyPlan.seed}/measure/${truth.name}/${exposure.jd}`);
  const dn = 10 ** (0.4 * exposure.zeroPoint);
  const total = truth.flux(exposure.jd, exposure.fid) * dn;
  const reference = truth.reference[exposure.fid] * dn;
  if (total > fluxOfMag(saturationMag) * dn) return undefined;
  const skySigmaDn = (fluxOfMag(exposure.limitMag) * dn) / 5;
  const bright = Math.max(Math.abs(total), reference);
  const sigmaDn = Math.sqrt(skySigmaDn ** 2 + bright / surveyPlan.gain + (floor * bright) ** 2);
  const fluxDn = total - reference + sigmaDn * random.normal();
  const snr = Math.abs(fluxDn) / sigmaDn;
  const mag = Number((exposure.zeroPoint + magOfFlux(Math.abs(fluxDn))).toFixed(5));
  const magErr = Number((1.0857362 / snr).toFixed(5));
  const nbad = random.chance(0.012) ? random.integer(1, 3) : 0;
  const clean = (0.4 + 0.58 * truth.realness) * (0.75 + 0.25 * unit((snr - 5) / 12));
  const rb = Number(unit(clean - 0.1 + 0.1 * random.normal()).toFixed(4));
  const drb = Number(
    unit(
      truth.realness > 0.5
        ? 1 - (0.12 * Math.abs(random.normal())) / Math.sqrt(snr / 5) - (1 - truth.realness)
        : 0.3 * random.next(),
    ).toFixed(6),
  );
  const seen = snr >= 5 && mag < exposure.limitMag + 0.1;
  const kind = !seen ? 'limit' : rb >= 0.55 && nbad === 0 ? 'alert' : 'bad';
  return { exposure, kind, fluxDn, sigmaDn, skySigmaDn, mag, magErr, positive: fluxDn > 0, snr, rb, drb, nbad };
}
