import { describe, expect, test } from 'vitest';
import { createManualClock } from '#server/resilience/manual-clock.ts';
import { type FakeServiceHandler, fetchFrom } from '../testing/fake-service.ts';
import { describeOutsideService } from '../testing/outside.contract.ts';
import { createSnad } from './snad.ts';
import { fakeReleasePlace, snadHandler } from './snad-fake.ts';

const cone = { ...fakeReleasePlace, radiusArcsec: 2 };

describeOutsideService({
  name: 'SNAD',
  named: /SNAD/,
  handler: snadHandler(),
  create: createSnad,
  ask: async (port, signal) => (await port.lightcurves(cone, { signal })).map(({ oid, mjd }) => [oid, mjd.length]),
  askOther: (port) => port.lightcurves({ ...cone, radiusArcsec: 1 }),
  // Keys of JSON that are whole numbers come in ascending order where they fit 32 bits; these do not.
  expected: [
    ['633207400004730', 40],
    ['633207400004731', 40],
    ['1663111400001234', 40],
    ['633207400009999', 40],
  ],
});

function snad(handler: FakeServiceHandler = snadHandler()) {
  const { fetch, asked } = fetchFrom(handler);
  const deps = { baseUrl: 'http://snad.test', timeoutMs: 1000, clock: createManualClock(), random: () => 0, fetch };
  return { port: createSnad(deps), asked };
}

describe('data releases', () => {
  test('a light curve has its place, filter, field and epochs, oldest first', async () => {
    const { port, asked } = snad(() => ({
      contentType: 'application/json',
      body: '{"7":{"meta":{"filter":"zi","fieldid":7,"rcid":3,"coord":{"ra":1.5,"dec":-2}},"lc":[{"mjd":59000.5,"mag":18.1,"magerr":0.1,"clrcoeff":0},{"mjd":58999.5,"mag":18,"magerr":0.2}]}}',
    }));
    expect(await port.lightcurves(cone)).toEqual([
      {
        oid: '7',
        filter: 'zi',
        field: 7,
        quadrant: 3,
        raDeg: 1.5,
        decDeg: -2,
        mjd: Float64Array.of(58_999.5, 59_000.5),
        mag: Float64Array.of(18, 18.1),
        magErr: Float64Array.of(0.2, 0.1),
      },
    ]);
    expect(asked[0]?.target).toBe('/api/v3/data/latest/circle/full/json?ra=247.455&dec=24.772&radius_arcsec=2');
  });

  test('a place without sources has none, which is no failure', async () => {
    expect(await snad().port.lightcurves({ raDeg: 1, decDeg: 1, radiusArcsec: 2 })).toEqual([]);
  });

  test.each([
    '[]',
    'null',
    '{"x":{}}',
    '{"7":{"meta":{},"lc":[]}}',
    '{"7":{"meta":{"filter":"zg","coord":{"ra":1,"dec":2}},"lc":[{"mjd":"58999"}]}}',
    '{"7":{"meta":{"filter":"zg","coord":{"ra":"1","dec":2}},"lc":[]}}',
  ])('%s is an answer that can’t be read', async (body) => {
    const { port } = snad(() => ({ contentType: 'application/json', body }));
    await expect(port.lightcurves(cone)).rejects.toMatchObject({
      kind: 'upstream-failed',
      message: expect.stringMatching(/SNAD.*can't be read/),
    });
  });
});
