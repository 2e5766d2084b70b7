import { expect, test } from 'vitest';
import { callFromEntry } from './timings.ts';

const origin = 'https://portal.example';
const entry = {
  name: `${origin}/data/ztf/X.arrow`,
  startTime: 12,
  duration: 34,
  responseStatus: 200,
  serverTiming: [{ name: 'upstream', duration: 3.2 }],
};

test('a call of the portal has its path and the stages that the server named', () => {
  expect(callFromEntry(entry, origin)).toEqual({
    path: '/data/ztf/X.arrow',
    startMs: 12,
    durationMs: 34,
    status: 200,
    stages: [{ name: 'upstream', ms: 3.2 }],
  });
});

test('built files and other hosts are no calls', () => {
  expect(callFromEntry({ ...entry, name: `${origin}/_next/static/chunks/a.js` }, origin)).toBeUndefined();
  expect(callFromEntry({ ...entry, name: 'https://portal.example.org/x' }, origin)).toBeUndefined();
});
