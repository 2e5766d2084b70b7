import { candidOf, detectionFields, exposureFields, historyEntry } from './candidate.ts';
import { fitsFromPixels, gzipped } from './fits-stamp.ts';
import { forcedHistory } from './forced-history.ts';
import { derivedColumns, historyOf } from './history.ts';
import { addedFields, type Cutout, candidateFields, type Packet, type PacketRecord } from './packet-schema.ts';
import type { Measurement } from './photometry.ts';
import { createRandom } from './random.ts';
import { scoresOf } from './scores.ts';
import { asSubtracted, atEdge, epochImages, templateImage } from './stamps.ts';
import { distanceOf, type Neighbour, type Surroundings, shifted } from './surroundings.ts';
import type { SimulatedObject } from './survey.ts';
import { surveyPlan } from './survey-plan.ts';

const nothing = -999;
const digits = (value: number, places: number): number => Number(value.toFixed(places));

/** PS1's object id: declination zone of 30″, right ascension in micro-degrees, and a running number. */
function panStarrsId(raDeg: number, decDeg: number): bigint {
  const zone = BigInt(Math.floor((decDeg + 90) * 120));
  return zone * 10_000_000_000_000n + BigInt(Math.floor(raDeg * 1e6)) * 10_000n + 17n;
}

function panStarrsFields(object: SimulatedObject): PacketRecord {
  const near = object.around.catalogue.filter((n) => distanceOf(n) < 30 && n.mag[2] < 22.8);
  const entries = [1, 2, 3].flatMap((k): [string, number | bigint][] => {
    const n = near[k - 1];
    const at = n === undefined ? undefined : shifted(object.truth, n.east, n.north);
    const mag = (value: number | undefined): number =>
      value === undefined || value > 23.3 ? nothing : digits(value, 4);
    return [
      [`objectidps${k}`, at === undefined ? -999n : panStarrsId(at.raDeg, at.decDeg)],
      [`sgmag${k}`, mag(n?.mag[1])],
      [`srmag${k}`, mag(n?.mag[2])],
      [`simag${k}`, mag(n?.mag[3])],
      [`szmag${k}`, mag(n === undefined ? undefined : n.mag[3] - 0.1)],
      [`sgscore${k}`, n === undefined ? nothing : digits(n.score, 6)],
      [`distpsnr${k}`, n === undefined ? nothing : digits(distanceOf(n), 6)],
    ];
  });
  return { ...Object.fromEntries(entries), nmtchps: near.length };
}

function gaiaFields({ catalogue }: Surroundings): PacketRecord {
  const seen = catalogue.filter((n) => n.star && n.mag[2] < 20.5);
  const [near, bright] = [seen[0], seen.find((n) => n.mag[2] < 14)];
  const field = (n: Neighbour | undefined): [number, number] =>
    n === undefined ? [nothing, nothing] : [digits(distanceOf(n), 5), digits(n.mag[2], 5)];
  const [[neargaia, maggaia], [neargaiabright, maggaiabright]] = [field(near), field(bright)];
  return { neargaia, maggaia, neargaiabright, maggaiabright };
}

function pastOf(object: SimulatedObject, index: number): { detections: number; firstJd: number } {
  const seen = object.measurements.slice(0, index + 1).filter(({ kind }) => kind !== 'limit');
  const firstJd = object.truth.known?.sinceJd ?? seen[0]?.exposure.jd ?? 0;
  return { detections: (object.truth.known?.detections ?? 0) + seen.length, firstJd: digits(firstJd, 7) };
}

/** The candidate record of an alert. */
function candidateOf(object: SimulatedObject, index: number, m: Measurement, detection: PacketRecord): PacketRecord {
  const { exposure } = m;
  const fixed = createRandom(`${surveyPlan.seed}/field-history/${exposure.fieldId}/${object.around.rcid}`);
  const random = createRandom(`${surveyPlan.seed}/candidate/${object.truth.name}/${exposure.jd}`);
  const past = pastOf(object, index);
  const covered =
    Math.max(fixed.integer(350, 1100), Math.round((object.truth.known?.detections ?? 0) * 1.4)) + index + 1;
  const startRef = digits(surveyPlan.ndethistFloorJd + fixed.uniform(20, 80), 6);
  const [dsnrms, ssnrms] = [
    digits(m.snr * random.uniform(0.3, 0.45), 6),
    digits(m.snr * random.uniform(0.95, 1.15), 6),
  ];
  const fields: PacketRecord = {
    ...detection,
    ...panStarrsFields(object),
    ...gaiaFields(object.around),
    ndethist: past.detections,
    ncovhist: covered,
    jdstarthist: past.firstJd,
    jdendhist: exposure.jd,
    tooflag: 0,
    rfid: BigInt(exposure.fieldId * 1_000_000 + 120_000 + exposure.fid * 100 + object.around.rcid),
    jdstartref: startRef,
    jdendref: digits(startRef + fixed.uniform(40, 300), 6),
    nframesref: fixed.integer(15, 40),
    dsnrms,
    ssnrms,
    dsdiff: digits(dsnrms - ssnrms, 6),
    nmatches: random.integer(200, 1900),
    zpclrcov: digits(-7e-6 - 5e-5 * random.next(), 10),
    zpmed: digits(exposure.zeroPoint - 0.04 + 0.02 * random.normal(), 3),
    clrmed: digits(0.6 + 0.06 * random.normal(), 3),
    clrrms: digits(0.24 + 0.02 * random.normal(), 6),
    exptime: 30,
    drb: m.drb,
    drbversion: 'demo_1',
  };
  return Object.fromEntries(candidateFields.map(({ name }) => [name, fields[name] ?? null]));
}

function addedColumns(
  object: SimulatedObject,
  past: readonly Measurement[],
  candidate: PacketRecord,
  m: Measurement,
): Pick<Packet, 'added' | 'addedStructs'> {
  const seen = object.measurements.filter(({ kind, exposure }) => kind !== 'limit' && exposure.jd <= m.exposure.jd);
  const first = seen[0]?.exposure.jd ?? m.exposure.jd;
  const moment = { jd: m.exposure.jd, detections: seen.length, ageDays: m.exposure.jd - first };
  const { added, structs } = scoresOf(object.truth, moment);
  const fields: PacketRecord = {
    ...added,
    ...derivedColumns(past, m, candidate),
    timestamp: new Date(Math.round((m.exposure.jd - 2440587.5) * 86_400_000) + 720_000),
    fink_broker_version: 'demo',
    fink_science_version: 'demo',
    tracklet: object.trackletId ?? '',
    lc_features_g: '[]',
    lc_features_r: '[]',
  };
  return {
    added: Object.fromEntries(addedFields.map(({ name }) => [name, fields[name] ?? null])),
    addedStructs: structs,
  };
}

export interface PacketMaker {
  /** The packet of an object's `index`-th measurement; forced photometry only where asked for (Fink's files have none). */
  make(object: SimulatedObject, index: number, options?: { readonly forced?: boolean }): Packet;
}

/** Makes packets; keeps what many alerts share: compressed templates and entries of histories. */
export function createPacketMaker(): PacketMaker {
  const detections = new Map<Measurement, PacketRecord>();
  const detectionOf = (object: SimulatedObject, m: Measurement): PacketRecord => {
    const kept = detections.get(m) ?? detectionFields(object, m);
    detections.set(m, kept);
    return kept;
  };
  const entries = new Map<Measurement, PacketRecord>();
  const entryOf = (object: SimulatedObject, m: Measurement): PacketRecord => {
    const kept =
      entries.get(m) ?? historyEntry(m.kind === 'limit' ? exposureFields(object, m.exposure) : detectionOf(object, m));
    entries.set(m, kept);
    return kept;
  };
  const templates = new Map<string, Uint8Array>();
  const template = (object: SimulatedObject, m: Measurement): Uint8Array => {
    const key = `${object.objectId}/${m.exposure.fid}`;
    const kept = templates.get(key);
    if (kept !== undefined) return kept;
    const { pixels, width } = atEdge(
      templateImage(object.truth, object.around, m.exposure.fid),
      object.truth,
      object.around,
    );
    const made = gzipped(fitsFromPixels(pixels, width));
    templates.set(key, made);
    return made;
  };
  const make: PacketMaker['make'] = (object, index, options) => {
    const m = object.measurements[index];
    if (m === undefined) throw new RangeError(`object ${object.objectId} has no measurement ${index}`);
    const candidate = candidateOf(object, index, m, detectionOf(object, m));
    const candid = candidOf(object, m);
    const past = historyOf(object, index);
    const { science, difference } = epochImages(object.truth, object.around, m);
    const cutout = (image: Float32Array, suffix: string): Cutout => {
      const { pixels, width } = atEdge(image, object.truth, object.around);
      return { fileName: `candid${candid}_${suffix}`, stampData: gzipped(fitsFromPixels(pixels, width)) };
    };
    return {
      schemavsn: '4.02',
      publisher: 'Simulated survey of the portal',
      objectId: object.objectId,
      candid,
      candidate,
      prv_candidates: past.length === 0 ? null : past.map((m) => entryOf(object, m)),
      fp_hists: options?.forced ? forcedHistory(object, past) : null,
      cutoutScience: cutout(science, `pid${candidate.pid}_targ_sci.fits.gz`),
      cutoutTemplate: { fileName: `candid${candid}_ref.fits.gz`, stampData: template(object, m) },
      cutoutDifference: cutout(asSubtracted(m, difference), `pid${candidate.pid}_targ_scimref.fits.gz`),
      ...addedColumns(object, past, candidate, m),
    };
  };
  return { make };
}
