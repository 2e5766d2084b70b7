import type { PacketRecord } from './packet-schema.ts';
import type { Measurement } from './photometry.ts';
import { createRandom } from './random.ts';
import type { SimulatedObject } from './survey.ts';
import { fluxOfMag, magOfFlux } from './truth.ts';

/** The part of an object's past that a packet carries, days. */
export const historyDays = 30;

/** Measurements of the 30 days before the `index`-th, oldest first. */
export function historyOf(object: SimulatedObject, index: number): readonly number[] {
  const now = object.measurements[index]?.exposure.jd ?? 0;
  const past: number[] = [];
  for (let i = index - 1; i >= 0; i--) {
    const jd = object.measurements[i]?.exposure.jd ?? 0;
    if (now - jd > historyDays) break;
    past.unshift(i);
  }
  return past;
}

const zero = { mag_rate: 0, sigma_rate: 0, lower_rate: 0, upper_rate: 0, delta_time: 0, from_upper: false };

/** Rate of change since the latest earlier entry of the same filter, from 200 draws; an i-band entry met first ends the search. */
function rateOf(now: Measurement, past: readonly Measurement[], seed: string): PacketRecord {
  const before = [...past].reverse().find(({ exposure }) => exposure.fid === now.exposure.fid || exposure.fid === 3);
  if (before === undefined || before.exposure.fid !== now.exposure.fid) return zero;
  const random = createRandom(seed);
  const days = now.exposure.jd - before.exposure.jd;
  const flux = (m: Measurement): number => fluxOfMag(m.mag - 27.5) * (1 + (m.magErr * random.normal()) / 1.0857362);
  const limit = fluxOfMag(before.exposure.limitMag - 27.5);
  const isLimit = before.kind === 'limit';
  const rates = Array.from({ length: 200 }, () => {
    const reference = isLimit ? limit * Math.max(1e-4, random.next()) : Math.max(1e-6, flux(before));
    return magOfFlux(Math.max(1e-6, flux(now)) / reference) / days;
  }).sort((a, b) => a - b);
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  const variance = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / rates.length;
  const digits = (value: number): number => Number(value.toFixed(6));
  return {
    mag_rate: digits(mean),
    sigma_rate: digits(Math.sqrt(variance)),
    lower_rate: digits(rates[9] ?? 0),
    upper_rate: digits(rates[189] ?? 0),
    delta_time: Number(days.toFixed(7)),
    from_upper: isLimit,
  };
}

/** Fink's code for Solar System objects, from the packet alone: 3 known, 2 candidate, 1 first detection, 0 no. */
export function solarSystemCode(candidate: PacketRecord, magnitudes: number, pastDays: readonly number[]): number {
  const value = (name: string): number => Number(candidate[name] ?? Number.NaN);
  const [distance, ps1, ndethist] = [value('ssdistnr'), value('distpsnr1'), value('ndethist')];
  if (distance >= 0 && distance < 5 && Math.abs(ps1) > distance && ndethist <= 5 && magnitudes <= 5) return 3;
  const starless = !(ps1 > 0 && ps1 < 5);
  if (!starless || ndethist > 2) return 0;
  const close = magnitudes !== 2 || Math.min(...pastDays) * 1440 <= 30;
  const lost = ndethist === 2 && magnitudes === 1;
  if (value('sgscore1') < 0.76 && close && !lost) return 2;
  return ndethist === 1 ? 1 : 0;
}

/** The columns that follow from packet and history (number of detections, first detection, rates, Solar System code). */
export function derivedColumns(object: SimulatedObject, index: number, candidate: PacketRecord): PacketRecord {
  const past = historyOf(object, index).flatMap((i) => object.measurements[i] ?? []);
  const now = object.measurements[index];
  if (now === undefined) return {};
  const detections = [...past.filter(({ kind }) => kind !== 'limit'), now];
  const firstJd = detections[0]?.exposure.jd ?? now.exposure.jd;
  const ages = past.map(({ exposure }) => now.exposure.jd - exposure.jd);
  return {
    nalerthist: detections.length,
    jd_first_real_det: firstJd,
    jdstarthist_dt: firstJd - Number(candidate.jdstarthist),
    roid: solarSystemCode(candidate, detections.length, ages),
    ...rateOf(now, past, `${object.objectId}/rate/${now.exposure.jd}`),
  };
}
