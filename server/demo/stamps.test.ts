import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { fitsFromPixels, gzipped } from './fits-stamp.ts';
import { createPacketMaker } from './packet.ts';
import type { Measurement } from './photometry.ts';
import { atEdge, epochImages, psfFlux, templateImage } from './stamps.ts';
import { createSurvey, type SimulatedObject, type SimulatedSurvey } from './survey.ts';

let survey: SimulatedSurvey;
beforeAll(() => {
  survey = createSurvey();
});

const centre = 31;

function pixelsOf(stamp: Uint8Array): { pixels: Float32Array; width: number } {
  const bytes = gunzipSync(stamp);
  const width = Number(bytes.toString('latin1', 250, 270));
  const height = Number(bytes.toString('latin1', 330, 350));
  return { pixels: Float32Array.from({ length: width * height }, (_, i) => bytes.readFloatBE(2880 + 4 * i)), width };
}

/** Sum within `radius` of the centre, each pixel in or out. */
function aperture(pixels: Float32Array, radius: number): number {
  let sum = 0;
  pixels.forEach((value, i) => {
    if (Math.hypot((i % 63) - centre, Math.floor(i / 63) - centre) < radius && !Number.isNaN(value)) sum += value;
  });
  return sum;
}

/** Alerts of the whole survey, every `step`-th, of objects whose stamps are whole. */
function sample(step: number): { object: SimulatedObject; index: number; m: Measurement }[] {
  const all = Array.from({ length: 90 }, (_, night) => survey.alertsOf(night)).flat();
  return all
    .filter((_, i) => i % step === 0)
    .flatMap(({ object, index }) => {
      const m = object.measurements[index];
      return m === undefined || object.truth.edge === 'cut' ? [] : [{ object, index, m }];
    });
}

describe('stamps', () => {
  test('hold the flux of the alert: within 5 % above S/N 40, within 3σ below, by PSF fit and by aperture', () => {
    const { make } = createPacketMaker();
    const alerts = sample(53);
    let [bright, faded] = [0, 0];
    for (const { object, index, m } of alerts) {
      const { candidate, cutoutDifference } = make(object, index);
      if (candidate.isdiffpos === 'f') faded++;
      const { pixels } = pixelsOf(cutoutDifference.stampData);
      const clean = pixels.map((value) => (Number.isNaN(value) ? 0 : value));
      // Template − science where isdiffpos is f: bright either way, as in ZTF's own packets.
      const expected = 10 ** (0.4 * (Number(candidate.magzpsci) - Number(candidate.magpsf)));
      const allowed = m.snr > 40 ? 0.05 * Math.abs(expected) : 3 * m.sigmaDn;
      if (m.snr > 40) bright++;
      expect(Math.abs(psfFlux(clean, m.exposure.seeingPx) - expected)).toBeLessThan(allowed);
      if (object.truth.kind === 'Satellite' || object.truth.kind === 'Bogus') continue;
      for (const radius of [7, 9]) expect(Math.abs(aperture(clean, radius) - expected)).toBeLessThan(allowed);
    }
    expect(alerts.length).toBeGreaterThan(150);
    expect(bright).toBeGreaterThan(40);
    expect(faded).toBeGreaterThan(5);
  });

  test('science is the unchanging scene and sky plus the difference, on the same pixels', () => {
    for (const { object, m } of sample(997)) {
      const { science, difference } = epochImages(object.truth, object.around, m);
      const scene = science.map((value, i) => value - (difference[i] ?? 0));
      expect(Math.min(...scene)).toBeGreaterThanOrEqual(m.exposure.skyDn - 1);
      const sum = (image: Float32Array, sky: number): number => image.reduce((total, value) => total + value - sky, 0);
      const template = templateImage(object.truth, object.around, m.exposure.fid);
      const scale = 10 ** (0.4 * (m.exposure.zeroPoint - { 1: 26.3, 2: 26.35, 3: 25.75 }[m.exposure.fid]));
      const [now, reference] = [
        sum(scene, m.exposure.skyDn),
        scale * sum(template, { 1: 96, 2: 112, 3: 140 }[m.exposure.fid]),
      ];
      expect(Math.abs(now - reference)).toBeLessThan(0.06 * Math.abs(reference) + 700);
    }
  });

  test('pixels are quarters of a DN, so that a stamp stays below 10 kB', () => {
    for (const { object, m } of sample(1499)) {
      const { difference } = epochImages(object.truth, object.around, m);
      for (const value of difference) expect(value * 4).toBe(Math.round(value * 4));
      expect(gzipped(fitsFromPixels(difference, 63)).length).toBeLessThan(10_000);
    }
  });

  test('an edge of the detector masks pixels of all three images alike, never those of the source', () => {
    const object = survey.objects.find(({ truth }) => truth.edge === 'masked');
    const m = object?.measurements.find(({ kind }) => kind === 'alert');
    if (object === undefined || m === undefined) throw new Error('no object at an edge');
    const { science } = epochImages(object.truth, object.around, m);
    const { pixels } = atEdge(science, object.truth, object.around);
    const masked = [...pixels.keys()].filter((i) => Number.isNaN(pixels[i]));
    expect(masked.length).toBeGreaterThan(63 * 5);
    for (const i of masked) expect(Math.abs((i % 63) - centre)).toBeGreaterThan(9);
  });
});
