import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { BandName, Survey } from '#domain/surveys/survey.ts';
import { rounded } from './format-value.ts';
import type { Fact, FactGroup } from './summary.ts';

/** Two bands count as taken together within this many days, as the broker's own colours do. */
const sameNightDays = 0.3;

/**
 * Latest value and rate in each band, and the latest colours, from the detections of a light curve.
 *
 * Rate: (m₂ − m₁)/(t₂ − t₁) of the last two detections of a band; its error is √(σ₁² + σ₂²)/(t₂ − t₁).
 */
export function photometryGroup(survey: Survey, lightcurve: Lightcurve): FactGroup {
  const byBand = detectionsByBand(survey, lightcurve);
  const latest = [...byBand].flatMap(([band, at]) => latestFacts(survey, lightcurve, band, at));
  const rates = [...byBand].flatMap(([band, at]) => rateFact(lightcurve, band, at));
  const bands = [...byBand.keys()];
  const colours = bands.slice(1).flatMap((red, index) => {
    const blue = bands[index];
    return blue === undefined ? [] : colourFact(lightcurve, [blue, red], byBand);
  });
  return { title: 'Photometry', note: 'difference, AB', facts: [...latest, ...colours, ...rates] };
}

type Detections = ReadonlyMap<BandName, readonly number[]>;

/** Indexes of detections, oldest first, by band from blue to red. */
function detectionsByBand(survey: Survey, { band, kind }: Lightcurve): Detections {
  const found = new Map<BandName, number[]>();
  for (const { name } of survey.bands) {
    const at = band.flatMap((own, index) => (own === name && kind[index] === 'detection' ? [index] : []));
    if (at.length > 0) found.set(name, at);
  }
  return found;
}

function latestFacts(survey: Survey, lightcurve: Lightcurve, band: BandName, at: readonly number[]): readonly Fact[] {
  const last = at[at.length - 1] ?? 0;
  const mag = measured(lightcurve.mag, lightcurve.magErr, last);
  const flux = measured(lightcurve.flux, lightcurve.fluxErr, last);
  const column = survey.columns.band;
  const magFact = { column, label: `Latest ${band}`, band, unit: 'mag', ...rounded(mag.value, mag.error, 2) };
  const fluxFact = { column, label: `Latest ${band}, flux`, band, unit: 'µJy', ...rounded(flux.value, flux.error, 2) };
  const facts = survey.photometry === 'flux' ? [fluxFact, magFact] : [magFact];
  return facts.filter((fact) => !fact.value.includes('NaN'));
}

function rateFact({ mjd, mag, magErr }: Lightcurve, band: BandName, at: readonly number[]): readonly Fact[] {
  const [before, last] = at.slice(-2);
  if (before === undefined || last === undefined) return [];
  const days = (mjd[last] ?? 0) - (mjd[before] ?? 0);
  const change = (mag[last] ?? Number.NaN) - (mag[before] ?? Number.NaN);
  if (!(days > 0) || Number.isNaN(change)) return [];
  const error = Math.hypot(magErr[last] ?? Number.NaN, magErr[before] ?? Number.NaN) / days;
  const shown = rounded(change / days, error, 3);
  return [
    { column: 'rate', label: `Rate ${band}`, band, unit: 'mag/d', doc: 'Between the last two detections', ...shown },
  ];
}

function colourFact(
  lightcurve: Lightcurve,
  [blue, red]: readonly [BandName, BandName],
  byBand: Detections,
): readonly Fact[] {
  const { mjd, mag, magErr } = lightcurve;
  for (const index of [...(byBand.get(blue) ?? [])].reverse()) {
    const partner = nearest(mjd, byBand.get(red) ?? [], mjd[index] ?? Number.NaN);
    if (partner === undefined) continue;
    const value = (mag[index] ?? Number.NaN) - (mag[partner] ?? Number.NaN);
    if (Number.isNaN(value)) continue;
    const error = Math.hypot(magErr[index] ?? Number.NaN, magErr[partner] ?? Number.NaN);
    return [{ column: 'colour', label: `${blue} − ${red}, same night`, unit: 'mag', ...rounded(value, error, 2) }];
  }
  return [];
}

function nearest(mjd: Float64Array, candidates: readonly number[], at: number): number | undefined {
  const away = (index: number): number => Math.abs((mjd[index] ?? Number.NaN) - at);
  const closest = [...candidates].sort((a, b) => away(a) - away(b))[0];
  return closest !== undefined && away(closest) <= sameNightDays ? closest : undefined;
}

function measured(values: Float64Array, errors: Float64Array, index: number): { value: number; error: number } {
  return { value: values[index] ?? Number.NaN, error: errors[index] ?? Number.NaN };
}
