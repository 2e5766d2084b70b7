import { describe, expect, test } from 'vitest';
import { createManualClock } from '#server/resilience/manual-clock.ts';
import { type FakeServiceHandler, fetchFrom } from '../testing/fake-service.ts';
import { describeOutsideService } from '../testing/outside.contract.ts';
import { createGaia } from './gaia.ts';
import { fakeGaiaPlace, gaiaHandler } from './gaia-fake.ts';

const cone = { ...fakeGaiaPlace, radiusArcsec: 200, faintest: 18 };

describeOutsideService({
  name: 'Gaia',
  named: /Gaia/,
  handler: gaiaHandler(),
  create: createGaia,
  ask: async (port, signal) => (await port.stars(cone, { signal })).map(({ id, mag }) => [id, mag]),
  askOther: (port) => port.stars({ ...cone, radiusArcsec: 100 }),
  expected: [
    ['242341237001843328', 12.31],
    ['242341271361581824', 13.9],
    ['242341275655950720', 15.02],
  ],
});

function gaia(handler: FakeServiceHandler = gaiaHandler()) {
  const { fetch, asked } = fetchFrom(handler);
  const deps = { baseUrl: 'http://gaia.test/tap', timeoutMs: 1000, clock: createManualClock(), random: () => 0, fetch };
  return { port: createGaia(deps), asked };
}

describe('stars', () => {
  test('ids stay exact, missing motion is none', async () => {
    const stars = await gaia().port.stars(cone);
    expect(stars[0]).toMatchObject({ id: '242341237001843328', pmRaMas: 5.25, pmDecMas: -3.1 });
    expect(stars[1]).toMatchObject({ pmRaMas: 0, pmDecMas: 0 });
  });

  test('the question is a cone, brightest first', async () => {
    const { port, asked } = gaia();
    await port.stars(cone);
    const query = asked[0]?.url.searchParams.get('QUERY');
    expect(query).toContain("CIRCLE('ICRS', 49.1551330, 44.1449780, 0.0555556)");
    expect(query).toMatch(/ORDER BY phot_g_mean_mag$/);
    expect(asked[0]?.url.pathname).toBe('/tap/sync');
  });

  test('an empty sky has none, which is no failure', async () => {
    expect(await gaia().port.stars({ ...cone, raDeg: 10 })).toEqual([]);
  });

  test.each(['', 'ra,dec\n1,2', 'source_id,ra,dec,phot_g_mean_mag,pmra,pmdec\nx,1,2,3,4,5', '<html></html>'])(
    '%j is an answer that can’t be read',
    async (body) => {
      const { port } = gaia(() => ({ contentType: 'text/csv', body }));
      await expect(port.stars(cone)).rejects.toMatchObject({ kind: 'upstream-failed' });
    },
  );
});
