import type { Exposure } from './cadence.ts';
import { historyFields, type PacketRecord, type PacketValue } from './packet-schema.ts';
import type { Measurement } from './photometry.ts';
import { createRandom, type Random } from './random.ts';
import { starLikeness } from './scores.ts';
import { distanceOf, type Neighbour, shifted } from './surroundings.ts';
import type { SimulatedObject } from './survey.ts';
import { bandNames, surveyPlan } from './survey-plan.ts';
import { magOfFlux } from './truth.ts';

/** Candidate ids of the simulated survey begin here: no real survey issues them. */
const firstCandid = 9_200_000_000_000_000_000n;
const nothing = -999;

const digits = (value: number, places: number): number => Number(value.toFixed(places));

/** ZTF's number of the night, and the hundred-thousandths of its day. */
function nightClock({ jd }: Exposure): { nid: number; fraction: number } {
  const days = jd - surveyPlan.nightIdJd;
  return { nid: Math.floor(days), fraction: Math.floor((days - Math.floor(days)) * 1e5) };
}

/** Id of the alert: night and moment of the exposure, sign of the subtraction, row in the extraction table. */
export function candidOf(object: SimulatedObject, m: Measurement): bigint {
  const { nid, fraction } = nightClock(m.exposure);
  const row = (m.positive ? 15 : 10) * 1000 + (object.rowInExposure.get(m.exposure.jd) ?? 0);
  return firstCandid + BigInt(nid * 100_000 + fraction) * 1_000_000n + BigInt(row);
}

/** What every entry of an exposure has, detection or limit. */
export function exposureFields(object: SimulatedObject, exposure: Exposure): PacketRecord {
  const { nid, fraction } = nightClock(exposure);
  const { rcid } = object.around;
  const random = createRandom(`${surveyPlan.seed}/calibration/${exposure.jd}`);
  const two = (n: number): string => String(n).padStart(2, '0');
  const date = new Date((exposure.jd - 2440587.5) * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
  const part = `c${two(Math.floor(rcid / 4) + 1)}_o_q${(rcid % 4) + 1}`;
  const band = bandNames[exposure.fid];
  return {
    jd: exposure.jd,
    fid: exposure.fid,
    pid: BigInt(nid) * 1_000_000_000n + BigInt(fraction * 10_000 + rcid * 100 + 15),
    diffmaglim: exposure.limitMag,
    pdiffimfilename: `ztf_${date}${String(fraction).padStart(5, '0')}0_${String(exposure.fieldId).padStart(6, '0')}_z${band}_${part}_scimrefdiffimg.fits`,
    programpi: 'Simulated',
    programid: 1,
    nid,
    rcid,
    field: exposure.fieldId,
    magzpsci: exposure.zeroPoint,
    magzpsciunc: digits(4e-6 + 4e-5 * random.next(), 10),
    magzpscirms: digits(0.018 + 0.02 * random.next(), 6),
    clrcoeff: digits({ 1: -0.05, 2: 0.09, 3: 0.08 }[exposure.fid] + 0.015 * random.normal(), 6),
    clrcounc: digits(4e-6 + 6e-5 * random.next(), 10),
    rbversion: 'demo_1',
  };
}

/** Position of a detection: the true one, blurred by seeing over signal to noise. */
function measuredPosition(object: SimulatedObject, m: Measurement, random: Random): { ra: number; dec: number } {
  const sigma = Math.max(0.05, (0.5 * m.exposure.seeingPx * surveyPlan.pixelArcsec) / m.snr);
  const at = shifted(object.truth, sigma * random.normal(), sigma * random.normal());
  return { ra: digits(at.raDeg, 7), dec: digits(at.decDeg, 7) };
}

/** The nearest source of the reference image; where there is nothing, the nearest faint star that any deep image has. */
function referenceFields(object: SimulatedObject, m: Measurement, random: Random): PacketRecord {
  const nearest = object.around.catalogue.find(({ mag }) => mag[m.exposure.fid] < 23.2) ?? object.around.catalogue[0];
  const at: Pick<Neighbour, 'east' | 'north'> = nearest ?? { east: 20, north: 20 };
  const own = distanceOf(at) < 1 && object.truth.reference[m.exposure.fid] > 0;
  const mag = own ? magOfFlux(object.truth.reference[m.exposure.fid]) : (nearest?.mag[m.exposure.fid] ?? 22.9);
  const magnr = Math.min(23.4, mag + (nearest?.star === false ? 0.9 : 0));
  const place = shifted(object.truth, at.east, at.north);
  const fixed = createRandom(`${surveyPlan.seed}/reference/${object.truth.name}/${m.exposure.fid}`);
  return {
    distnr: digits(Math.abs(distanceOf(at) / surveyPlan.pixelArcsec + 0.04 * random.normal()), 6),
    magnr: digits(magnr + 0.004 * fixed.normal(), 3),
    sigmagnr: digits(Math.min(0.35, 0.012 + 10 ** (0.35 * (magnr - 24.2))), 3),
    chinr: digits(0.6 + 0.3 * fixed.next(), 3),
    sharpnr: digits(0.02 * fixed.normal() + (nearest?.star === false ? 0.25 : 0), 3),
    ranr: digits(place.raDeg, 7),
    decnr: digits(place.decDeg, 7),
  };
}

function shapeFields(object: SimulatedObject, m: Measurement, random: Random): PacketRecord {
  const streak = object.truth.kind === 'Satellite';
  const fwhm = digits(m.exposure.seeingPx * (1 + 0.06 * random.normal()), 2);
  const major = digits((fwhm / 2.355) * (streak ? 6 : 1 + 0.08 * random.next()), 3);
  const minor = digits(fwhm / 2.355 / (1 + 0.08 * random.next()), 3);
  const negative = m.positive ? 0 : 12;
  return {
    chipsf: digits(
      Math.abs(1 + 0.25 * random.normal()) + (object.truth.kind === 'Bogus' ? 9 : 0) + (m.snr / 120) ** 2,
      6,
    ),
    sky: digits(0.4 * random.normal(), 6),
    fwhm,
    classtar: starLikeness(object.truth, random),
    seeratio: digits(m.exposure.seeingPx / fwhm, 6),
    aimage: major,
    bimage: minor,
    aimagerat: digits(major / fwhm, 6),
    bimagerat: digits(minor / fwhm, 6),
    elong: digits(major / minor, 6),
    nneg: negative + Math.round(Math.max(0, 5 - m.snr / 4) * random.next()),
    nbad: m.nbad,
    sumrat: digits(Math.max(0.3, 1 - Math.abs(random.normal()) / m.snr), 6),
  };
}

function apertureFields(m: Measurement, random: Random): PacketRecord {
  const [small, big] = [1.6, 2.1].map((loss) => loss * m.magErr);
  const magap = digits(m.mag + (small ?? 0) * random.normal() * 0.6, 5);
  const magapbig = digits(m.mag + (big ?? 0) * random.normal() * 0.6, 5);
  return {
    magpsf: m.mag,
    sigmapsf: m.magErr,
    magap,
    sigmagap: digits(small ?? 0, 4),
    magdiff: digits(magap - m.mag, 6),
    magfromlim: digits(m.exposure.limitMag - magap, 6),
    magapbig,
    sigmagapbig: digits(big ?? 0, 4),
  };
}

/** All fields that a detection has both as a candidate and in the histories of later packets. */
export function detectionFields(object: SimulatedObject, m: Measurement): PacketRecord {
  const random = createRandom(`${surveyPlan.seed}/detection/${object.truth.name}/${m.exposure.jd}`);
  const dither = object.truth.edge === undefined ? 25 : 0;
  const inside = (value: number): number => digits(Math.min(3071, Math.max(1, value + dither * random.normal())), 2);
  const [xpos, ypos] = [inside(object.around.x), inside(object.around.y)];
  const match = object.solarSystem;
  return {
    ...exposureFields(object, m.exposure),
    candid: candidOf(object, m),
    isdiffpos: m.positive ? 't' : 'f',
    tblid: BigInt(object.rowInExposure.get(m.exposure.jd) ?? 0),
    xpos,
    ypos,
    ...measuredPosition(object, m, random),
    ...apertureFields(m, random),
    ...referenceFields(object, m, random),
    ...shapeFields(object, m, random),
    mindtoedge: digits(Math.min(xpos, ypos, 3072 - xpos, 3080 - ypos), 2),
    rb: m.rb,
    ssdistnr: match?.distanceArcsec ?? nothing,
    ssmagnr: match?.magV ?? nothing,
    ssnamenr: match?.designation ?? 'null',
    scorr: digits(m.snr, 6),
  };
}

const emptyHistory: PacketRecord = Object.fromEntries(historyFields.map(({ name }) => [name, null]));

/** One entry of `prv_candidates`: a detection (sent out or of bad quality), or a limit with nothing but the exposure. */
export function historyEntry(fields: PacketRecord): PacketRecord {
  const entry: Record<string, PacketValue> = { ...emptyHistory };
  for (const { name } of historyFields) entry[name] = fields[name] ?? null;
  return entry;
}
