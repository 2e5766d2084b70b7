import { expect, test } from 'vitest';
import { skyFromPixel, tanFromWcs } from '#domain/stamps/wcs.ts';
import { fitsFromPixels } from '#server/demo/fits-stamp.ts';
import { createManualClock } from '#server/resilience/manual-clock.ts';
import { fetchFrom } from '../testing/fake-service.ts';
import { describeOutsideService } from '../testing/outside.contract.ts';
import { createHips2Fits } from './hips2fits.ts';
import { hips2FitsHandler } from './hips2fits-fake.ts';

const request = {
  raDeg: 49.155133,
  decDeg: 44.144978,
  hips: 'CDS/P/DSS2/red',
  fieldArcmin: 5,
  pixels: 600,
  isInverted: true,
};

describeOutsideService({
  name: 'hips2fits',
  named: /hips2fits/,
  handler: hips2FitsHandler(),
  create: createHips2Fits,
  ask: async (port, signal) => (await port.picture(request, { signal })).size,
  askOther: (port) => port.picture({ ...request, fieldArcmin: 3 }),
  expected: { width: 8, height: 8, components: 1 },
});

const field = { raDeg: 49.155133, decDeg: 44.144978, hips: 'CDS/P/PanSTARRS/DR1/r', fieldArcsec: 100, pixels: 200 };

describeOutsideService({
  name: 'hips2fits (pixels)',
  named: /hips2fits/,
  handler: hips2FitsHandler(),
  create: createHips2Fits,
  ask: async (port, signal) => {
    const { width, height, wcs } = await port.image(field, { signal });
    return { width, height, crval: wcs?.crval };
  },
  askOther: (port) => port.image({ ...field, fieldArcsec: 50 }),
  expected: { width: 200, height: 200, crval: [49.155133, 44.144978] },
});

function asked() {
  const { fetch, asked: requests } = fetchFrom(hips2FitsHandler());
  const deps = { baseUrl: 'http://cds.test/hips2fits', timeoutMs: 1000, clock: createManualClock(), random: () => 0 };
  return { port: createHips2Fits({ ...deps, fetch }), requests };
}

test('pixels are the survey\u2019s own, with stars where the sky has them', async () => {
  const { port, requests } = asked();
  const plane = await port.image(field);
  expect(requests[0]?.url.searchParams.get('format')).toBe('fits');
  expect(requests[0]?.url.searchParams.has('stretch')).toBe(false);
  const brightest = plane.pixels.indexOf(Math.max(...plane.pixels));
  const pixel = [(brightest % 200) + 1, Math.floor(brightest / 200) + 1] as const;
  const [raDeg, decDeg] = plane.wcs ? skyFromPixel(tanFromWcs(plane.wcs), ...pixel) : [0, 0];
  expect(raDeg).toBeCloseTo(field.raDeg, 3);
  expect((decDeg - field.decDeg) * 3600).toBeCloseTo(12, 0);
});

test('pixels of another field than the one asked for, or without a WCS, are no answer', async () => {
  const { port } = asked();
  const plain = fitsFromPixels(new Float32Array(9), 3);
  const { fetch } = fetchFrom(() => ({ contentType: 'application/fits', body: plain }));
  const deps = { baseUrl: 'http://cds.test/h', timeoutMs: 1000, clock: createManualClock(), random: () => 0, fetch };
  await expect(createHips2Fits(deps).image(field)).rejects.toThrow(/hips2fits service of the CDS sent an answer/);
  await expect(port.image({ ...field, hips: 'elsewhere' })).rejects.toThrow(/hips2fits/);
});

test('is asked for a field with north up, in grey with black stars', async () => {
  const { port, requests } = asked();
  await port.picture(request);
  expect(Object.fromEntries(requests[0]?.url.searchParams ?? [])).toMatchObject({
    hips: 'CDS/P/DSS2/red',
    ra: '49.155133',
    fov: '0.083333',
    projection: 'TAN',
    rotation_angle: '0.0',
    cmap: 'Greys',
    format: 'jpg',
  });
});
