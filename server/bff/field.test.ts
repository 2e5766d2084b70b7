import { afterEach, expect, test } from 'vitest';
import { offsetFrom } from '#domain/astrometry/offsets.ts';
import { frameFromBytes } from '#domain/stamps/frame.ts';
import { gaiaHandler } from '#server/outside/gaia/gaia-fake.ts';
import { hips2FitsHandler } from '#server/outside/hips2fits/hips2fits-fake.ts';
import { startFakeService } from '#server/outside/testing/fake-service.ts';
import { portalFor, startFakeApis, ztfId } from './testing/fake-apis.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function start(settings: Readonly<Record<string, string>> = {}) {
  const api = await startFakeApis();
  const gaia = await startFakeService(gaiaHandler());
  const cds = await startFakeService(hips2FitsHandler());
  const urls = { GAIA_TAP_URL: `${gaia.url}/tap`, HIPS2FITS_URL: `${cds.url}/hips2fits`, GAIA_TIMEOUT_MS: '300' };
  const portal = portalFor(api.url, { ...urls, ...settings });
  opened.push(api, gaia, cds, portal);
  const ask = async (procedure: string, input: object) => {
    const query = encodeURIComponent(JSON.stringify({ objectId: ztfId, ...input }));
    const answer = await portal.trpc(new Request(`http://portal.test/api/trpc/${procedure}?input=${query}`));
    return { status: answer.status, ...(await answer.json()) };
  };
  return { gaia, cds, ask };
}

test('stars of the field are around the mean of the detections, and moved to today', async () => {
  const { ask, gaia } = await start();
  const { result } = await ask('fieldStars', { fieldArcmin: 5 });
  const { centre, stars, epoch } = result.data;
  expect(centre).toEqual({ raDeg: 49.155133, decDeg: 44.144978 });
  expect(epoch).toBeGreaterThan(2025);
  expect(stars.map(({ mag }: { mag: number }) => mag)).toEqual([12.31, 13.9, 15.02, 19.4]);
  const fast = offsetFrom(centre, stars[2]);
  expect(fast.eastArcsec).toBeCloseTo(20 - 1.2005 * (epoch - 2016), 2);
  expect(fast.northArcsec).toBeCloseTo(95 + 0.83025 * (epoch - 2016), 2);
  expect(gaia.asked.length).toBe(1);
});

test('a picture travels with its size and who made it', async () => {
  const { ask, cds } = await start();
  const { result } = await ask('fieldPicture', { fieldArcmin: 5, name: 'dss2' });
  expect(result.data).toMatchObject({
    pixels: { width: 8, height: 8, components: 1 },
    credit: expect.stringMatching(/DSS2/),
  });
  expect(cds.asked[0]?.url.searchParams.get('hips')).toBe('CDS/P/DSS2/red');
});

const image = { name: 'ps1', band: 'g', fieldArcsec: 100 } as const;

test('pixels of an image survey are those of the band of the alert, with their WCS', async () => {
  const { ask, cds } = await start();
  const { result } = await ask('fieldImage', image);
  expect(result.data.label).toBe('Pan-STARRS DR1 g');
  const { Science } = frameFromBytes(Buffer.from(result.data.frameBase64, 'base64'));
  expect(Science).toMatchObject({ width: 200, height: 200, wcs: { crval: [49.155133, 44.144978], crpix: [100, 100] } });
  expect(cds.asked[0]?.url.searchParams.get('hips')).toBe('CDS/P/PanSTARRS/DR1/g');
  expect(Number(cds.asked[0]?.url.searchParams.get('fov')) * 3600).toBeCloseTo(100, 2);
  await ask('fieldImage', { ...image, fieldArcsec: 10 });
  expect(cds.asked[1]?.url.searchParams.get('width')).toBe('50');
});

test('where a survey has not been there is no image, and that is no failure', async () => {
  const { ask } = await start();
  const { result } = await ask('fieldImage', { ...image, name: 'legacy' });
  expect(result.data).toEqual({ frameBase64: null, label: 'Legacy Surveys DR10 g' });
});

test('an outage is its own failure and says whose it is', async () => {
  const { ask, gaia, cds } = await start();
  gaia.mishap = 'stalled';
  cds.mishap = 'error page';
  expect(await ask('fieldStars', { fieldArcmin: 5 })).toMatchObject({
    status: 504,
    error: { message: expect.stringMatching(/Gaia/) },
  });
  expect(await ask('fieldPicture', { fieldArcmin: 5, name: 'ps1' })).toMatchObject({
    status: 502,
    error: { message: expect.stringMatching(/hips2fits/) },
  });
  expect(await ask('fieldImage', image)).toMatchObject({
    status: 502,
    error: { message: expect.stringMatching(/hips2fits/) },
  });
});

test('switched off, it says so and asks nobody', async () => {
  const { ask, gaia } = await start({ GAIA_TAP_URL: 'none' });
  expect(await ask('fieldStars', { fieldArcmin: 5 })).toMatchObject({
    error: { message: expect.stringMatching(/GAIA_TAP_URL=none/) },
  });
  expect(gaia.asked).toEqual([]);
});

test.each([
  ['fieldStars', { fieldArcmin: 0 }],
  ['fieldStars', { fieldArcmin: 60 }],
  ['fieldPicture', { fieldArcmin: 5, name: 'http://elsewhere' }],
  ['fieldImage', { ...image, name: 'CDS/P/DSS2/red' }],
  ['fieldImage', { ...image, band: 'w' }],
  ['fieldImage', { ...image, fieldArcsec: 3600 }],
])('%s refuses %j', async (procedure, input) => {
  const { ask, gaia, cds } = await start();
  expect((await ask(procedure, input)).status).toBe(400);
  expect([...gaia.asked, ...cds.asked]).toEqual([]);
});
