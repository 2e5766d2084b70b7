import { expect, test } from 'vitest';
import { createManualClock } from '#server/resilience/manual-clock.ts';
import { fetchFrom } from '../testing/fake-service.ts';
import { describeOutsideService } from '../testing/outside.contract.ts';
import { createMiriade, type EphemerisRequest } from './miriade.ts';
import { fakeEphemerisAt, miriadeHandler } from './miriade-fake.ts';

const request: EphemerisRequest = {
  name: '8467',
  kind: 'asteroid',
  epochsJd: [2_459_010.5, 2_459_011.25],
  observer: 'I41',
};

const near = (value: number, digits: number) => expect.closeTo(value, digits);

describeOutsideService({
  name: 'Miriade',
  named: /Miriade/,
  handler: miriadeHandler(),
  create: createMiriade,
  ask: (port, signal) => port.ephemeris(request, { signal }),
  askOther: (port) => port.ephemeris({ ...request, name: '1' }),
  expected: request.epochsJd.map((jd) => {
    const { raHours, decDeg, dobs, dhelio, phaseDeg } = fakeEphemerisAt(jd);
    return {
      Date: jd,
      Dobs: dobs,
      Dhelio: dhelio,
      VMag: 17.5,
      Phase: phaseDeg,
      Elong: 120.5,
      dRAcosDEC: -0.3,
      dDEC: 0.1,
      'SDSS:g': 17.9,
      'SDSS:r': 17.3,
      RA: near(raHours * 15, 6),
      DEC: near(decDeg, 6),
    };
  }),
});

function miriade(known?: (name: string) => boolean) {
  const { fetch, asked } = fetchFrom(miriadeHandler(known));
  const deps = {
    baseUrl: 'http://imcce.test/api',
    timeoutMs: 1000,
    clock: createManualClock(),
    random: () => 0,
    fetch,
  };
  return { port: createMiriade(deps), asked };
}

test('is asked as the API asks: J2000, observer, UTC, magnitudes, epochs in a file', async () => {
  const { port, asked } = miriade();
  await port.ephemeris(request);
  expect(Object.fromEntries(asked[0]?.url.searchParams ?? [])).toEqual({
    '-name': 'a:8467',
    '-mime': 'json',
    '-rplane': '1',
    '-tcoor': '5',
    '-output': '--jd,--colors(SDSS:r,SDSS:g),--iofile(ephemcc-photom.xml)',
    '-observer': 'I41',
    '-tscale': 'UTC',
    '-from': 'fink',
  });
  expect(asked[0]?.body).toContain('\r\n\r\n2459010.500000\n2459011.250000\r\n--');
});

test('a comet is named as one', async () => {
  const { port, asked } = miriade();
  const rows = await port.ephemeris({ ...request, name: 'C/2020 F3', kind: 'comet' });
  expect(asked[0]?.url.searchParams.get('-name')).toBe('c:C/2020 F3');
  expect(rows?.[0]).not.toHaveProperty('SDSS:g');
});

test('an object without an ephemeris is undefined', async () => {
  expect(await miriade(() => false).port.ephemeris(request)).toBeUndefined();
});

test('many epochs are asked in parts of five thousand', async () => {
  const { port, asked } = miriade();
  const epochsJd = Array.from({ length: 10_001 }, (_, i) => 2_459_000.5 + i);
  const rows = await port.ephemeris({ ...request, epochsJd });
  expect(asked).toHaveLength(3);
  expect(rows?.map((row) => row.Date)).toEqual(epochsJd);
});

test.each([
  ['fewer rows than epochs', { data: [] }, undefined],
  ['another number of rows', { data: [{ RA: 1, DEC: 2 }] }, 'upstream-failed'],
  ['rows without a position', { data: [{}, {}] }, 'upstream-failed'],
  [
    'a position that is none',
    {
      data: [
        { RA: 'x', DEC: 'y' },
        { RA: 1, DEC: 2 },
      ],
    },
    'upstream-failed',
  ],
])('%s', async (_, answer, kind) => {
  const { fetch } = fetchFrom(() => ({ contentType: 'application/json', body: JSON.stringify(answer) }));
  const deps = {
    baseUrl: 'http://imcce.test/api',
    timeoutMs: 1000,
    clock: createManualClock(),
    random: () => 0,
    fetch,
  };
  const asking = createMiriade(deps).ephemeris(request);
  if (kind === undefined) expect(await asking).toBeUndefined();
  else await expect(asking).rejects.toMatchObject({ kind });
});
