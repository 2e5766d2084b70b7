import { expect, test } from 'vitest';
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

test('is asked for a field with north up, in grey with black stars', async () => {
  const { fetch, asked } = fetchFrom(hips2FitsHandler());
  const deps = {
    baseUrl: 'http://cds.test/hips2fits',
    timeoutMs: 1000,
    clock: createManualClock(),
    random: () => 0,
    fetch,
  };
  await createHips2Fits(deps).picture(request);
  expect(Object.fromEntries(asked[0]?.url.searchParams ?? [])).toMatchObject({
    hips: 'CDS/P/DSS2/red',
    ra: '49.155133',
    fov: '0.083333',
    projection: 'TAN',
    rotation_angle: '0.0',
    cmap: 'Greys',
    format: 'jpg',
  });
});
