import { describe, expect, test } from 'vitest';
import { createManualClock } from '#server/resilience/manual-clock.ts';
import { fetchFrom } from '../testing/fake-service.ts';
import { describeOutsideService } from '../testing/outside.contract.ts';
import { createGraceDb } from './gracedb.ts';
import { gracedbHandler } from './gracedb-fake.ts';

const flat = Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 3);
const multiOrder = Buffer.from(`SIMPLE  =                    T${' '.repeat(50)}`);
const files = {
  'S230518h/bayestar.fits.gz': flat,
  'S230518h/bayestar.multiorder.fits': multiOrder,
  'MS231103x/bayestar.multiorder.fits': multiOrder,
};

describeOutsideService({
  name: 'GraceDB',
  named: /GraceDB/,
  handler: gracedbHandler(files),
  create: createGraceDb,
  ask: (port, signal) => port.skymapFile('S230518h', { signal }),
  askOther: (port) => port.skymapFile('S230518i'),
  expected: flat,
});

function gracedb() {
  const { fetch, asked } = fetchFrom(gracedbHandler(files));
  const deps = { baseUrl: 'http://gracedb.test', timeoutMs: 1000, clock: createManualClock(), random: () => 0, fetch };
  return { port: createGraceDb(deps), asked };
}

describe('sky maps', () => {
  test('an event without a flat map has its multi-order map', async () => {
    const { port, asked } = gracedb();
    expect(Buffer.from(await port.skymapFile('MS231103x'))).toEqual(multiOrder);
    expect(asked.map(({ target }) => target.split('/').at(-1))).toEqual([
      'bayestar.fits.gz',
      'bayestar.multiorder.fits',
    ]);
  });

  test('the file may be named', async () => {
    const { port } = gracedb();
    expect(Buffer.from(await port.skymapFile('S230518h', { file: 'bayestar.multiorder.fits' }))).toEqual(multiOrder);
  });

  test('an event without maps is not found, and that is no failure of GraceDB', async () => {
    const { port } = gracedb();
    for (let i = 0; i < 10; i++)
      await expect(port.skymapFile('S230518zz')).rejects.toMatchObject({ kind: 'not-found' });
    expect(port.state()).toBe('closed');
  });

  test.each([
    '',
    'S230518h/../../x',
    '../S230518h',
    'S230518h?x=1',
    'S230518h#',
    'http://evil.test/',
    '@evil.test',
    'S23051h',
    'S230518h\n',
    '%2e%2e',
  ])('%j is no name of a superevent and reaches nobody', async (name) => {
    const { port, asked } = gracedb();
    await expect(port.skymapFile(name)).rejects.toMatchObject({ kind: 'bad-request', argument: 'event_name' });
    expect(asked).toEqual([]);
  });
});
