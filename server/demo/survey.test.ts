import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { createPacketMaker } from './packet.ts';
import { candidateFields, type Packet } from './packet-schema.ts';
import { createSurvey, objectIdOf, type SimulatedSurvey } from './survey.ts';
import { surveyPlan } from './survey-plan.ts';
import { truthKinds } from './truth.ts';

let survey: SimulatedSurvey;
let packets: readonly Packet[];

beforeAll(() => {
  survey = createSurvey();
  const { make } = createPacketMaker();
  const nights = [survey.alertsOf(2), survey.alertsOf(45), survey.alertsOf(88)].flat();
  packets = nights.map(({ object, index }) => make(object, index, { forced: true }));
});

const nights = Array.from({ length: surveyPlan.nights }, (_, night) => night);
const value = (packet: Packet, name: string): number => Number(packet.candidate[name]);

describe('the simulated survey', () => {
  test('has about 300 objects of every kind and 10,000 to 11,000 alerts, some on each of 90 nights', () => {
    const counts = nights.map((night) => survey.alertsOf(night).length);
    const alerts = counts.reduce((a, b) => a + b, 0);
    expect(alerts).toBeGreaterThanOrEqual(10_000);
    expect(alerts).toBeLessThanOrEqual(11_000);
    expect(Math.min(...counts)).toBeGreaterThan(0);
    expect(survey.objects.length).toBeGreaterThan(270);
    expect(survey.objects.length).toBeLessThan(330);
    expect(new Set(survey.objects.map(({ truth }) => truth.kind))).toEqual(new Set(truthKinds));
  });

  test('loses nights to weather and visits a field every two or three nights otherwise', () => {
    const star = survey.objects.find(({ truth }) => truth.kind === 'RR Lyrae' && truth.cadence === undefined);
    const seen = [...new Set(star?.measurements.map(({ exposure }) => exposure.night))];
    const gaps = seen.slice(1).map((night, i) => night - (seen[i] ?? 0));
    const sorted = [...gaps].sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(3);
    expect(Math.max(...gaps)).toBeGreaterThan(3);
  });

  test('gives each object an id that no real survey issues, and each alert an id of its own above 9.2e18', () => {
    expect(new Set(survey.objects.map(({ objectId }) => objectId)).size).toBe(survey.objects.length);
    for (const { objectId } of survey.objects) expect(objectId).toMatch(/^ZTF99aa[a-z]{5}$/);
    expect(objectIdOf(1)).not.toBe(objectIdOf(2));
    expect(new Set(packets.map(({ candid }) => candid)).size).toBe(packets.length);
    for (const { candid } of packets) expect(candid > 9_200_000_000_000_000_000n && candid < 2n ** 63n).toBe(true);
  });

  test('is the same every time', () => {
    const again = createSurvey();
    const { make } = createPacketMaker();
    const [first] = again.alertsOf(2);
    if (first === undefined) throw new Error('no alert on night 2');
    expect(make(first.object, first.index, { forced: true })).toEqual(packets[0]);
  });

  test('has every field of a candidate, and none that is missing without reason', () => {
    const packet = packets[0];
    expect(Object.keys(packet?.candidate ?? {})).toEqual(candidateFields.map(({ name }) => name));
    const missing = packets.flatMap(({ candidate }) =>
      Object.entries(candidate).filter(([, v]) => v === null || v === undefined),
    );
    expect(missing).toEqual([]);
  });

  test('carries 30 days of history in time order, counts and dates that follow from it', () => {
    for (const packet of packets) {
      const history = packet.prv_candidates ?? [];
      const jds = history.map(({ jd }) => Number(jd));
      expect(jds).toEqual([...jds].sort((a, b) => a - b));
      for (const jd of jds) expect(value(packet, 'jd') - jd).toBeLessThanOrEqual(30);
      const detections = history.filter(({ magpsf }) => magpsf !== null).length;
      expect(packet.added.nalerthist).toBe(detections + 1);
      expect(value(packet, 'ndethist')).toBeGreaterThanOrEqual(detections + 1);
      expect(value(packet, 'jdstarthist')).toBeLessThanOrEqual(value(packet, 'jd'));
      expect(value(packet, 'jdendhist')).toBe(value(packet, 'jd'));
      expect(packet.fp_hists?.length ?? 0).toBe(history.length);
    }
  });

  test('gives variables below their reference a negative subtraction, and a nearest source of the reference magnitude', () => {
    const variables = packets.filter(({ added }) => added.vsx === 'RRAB' || added.vsx === 'EW');
    expect(variables.some(({ candidate }) => candidate.isdiffpos === 'f')).toBe(true);
    expect(variables.some(({ candidate }) => candidate.isdiffpos === 't')).toBe(true);
    for (const { candidate } of variables) {
      expect(Number(candidate.distnr)).toBeLessThan(1);
      expect(Number(candidate.magnr)).toBeLessThan(19);
      expect(Number(candidate.sgscore1)).toBeGreaterThan(0.9);
    }
  });

  test('takes only alerts that pass the quality cuts, and leaves the others in the histories', () => {
    for (const packet of packets) {
      expect(value(packet, 'rb')).toBeGreaterThanOrEqual(0.55);
      expect(value(packet, 'nbad')).toBe(0);
    }
    const past = packets.flatMap((packet) => packet.prv_candidates ?? []);
    expect(past.some(({ magpsf, rb, nbad }) => magpsf !== null && (Number(rb) < 0.55 || Number(nbad) > 0))).toBe(true);
    expect(past.some(({ magpsf }) => magpsf === null)).toBe(true);
  });

  test('scores what is true: supernovae as such, known asteroids by name', () => {
    const late = survey.objects
      .filter(({ truth }) => truth.kind === 'SN Ia')
      .flatMap((object) => {
        const index = object.measurements.findLastIndex(
          ({ kind, exposure }) => kind === 'alert' && exposure.night >= 0,
        );
        return index < 12 ? [] : [createPacketMaker().make(object, index)];
      });
    for (const { added } of late) expect(Number(added.snn_snia_vs_nonia)).toBeGreaterThan(0.5);
    const asteroid = survey.objects.find(({ solarSystem }) => solarSystem !== undefined);
    if (asteroid === undefined) throw new Error('no asteroid');
    const index = asteroid.measurements.findIndex(({ kind }) => kind === 'alert');
    const { added, candidate } = createPacketMaker().make(asteroid, index);
    expect(added.roid).toBe(3);
    expect(candidate.ssnamenr).toMatch(/^999000\d$/);
    expect(candidate.ndethist).toBe(1);
  });

  test('has stamps with masked edges, and smaller ones', () => {
    const masked = survey.objects.find(({ truth }) => truth.edge === 'masked');
    const cut = survey.objects.find(({ truth }) => truth.edge === 'cut');
    const sizeOf = (object: typeof masked): number => {
      const index =
        object?.measurements.findIndex(({ kind, exposure }) => kind === 'alert' && exposure.night >= 0) ?? -1;
      if (object === undefined) return 0;
      const bytes = gunzipSync(createPacketMaker().make(object, index).cutoutScience.stampData);
      return Number(bytes.toString('latin1', 3 * 80 + 10, 3 * 80 + 30));
    };
    expect(sizeOf(masked)).toBe(63);
    expect(sizeOf(cut)).toBeLessThan(63);
  });
});
