import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { Portal } from './deps.ts';
import { encodingHeader } from './gate/finish-head.ts';
import { portalFor, startFakeApis, ztfCandid, ztfId } from './testing/fake-apis.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function start(): Promise<Portal> {
  const api = await startFakeApis();
  const portal = portalFor(api.url);
  opened.push(api, portal);
  return portal;
}

const odd = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '',
    '-',
    '..',
    '../..',
    '__proto__',
    'constructor',
    'ztf',
    'lsst',
    ztfId,
    ztfCandid,
    '0',
    '-1',
    '1e9',
  ),
  fc.constantFrom(`${ztfId}.arrow`, `${ztfCandid}.stamps`, 'Science.fits', `${ztfId}.png`, '.png', 'x'.repeat(5000)),
);
const isAnswer = ({ status }: Response): boolean => status === 200 || (status >= 400 && status < 500);
const draw = () => '<svg xmlns="http://www.w3.org/2000/svg" width="12" height="6"/>';

test('whatever the parts of its path and its arguments, a binary route answers or says what is wrong with them', async () => {
  const { binary } = await start();
  await fc.assert(
    fc.asyncProperty(odd, odd, odd, odd, odd, async (survey, objectId, alertId, file, precision) => {
      const query = new URLSearchParams([
        ['precision', precision],
        ['precision', file],
      ]);
      const request = () => new Request(`http://portal/data/x?${query}`);
      const answers = await Promise.all([
        binary.arrow(request(), { survey, file }),
        binary.stamps(request(), { survey, objectId, file }),
        binary.fits(request(), { survey, objectId, alertId, file }),
        binary.preview(request(), file, draw),
        binary.searchPreview(new Request(`http://portal/og/search.png?${new URLSearchParams({ q: file })}`), draw),
      ]);
      return answers.every(isAnswer) && answers.every(({ headers }) => headers.get('x-request-id') !== null);
    }),
    { numRuns: 200 },
  );
}, 30_000);

test('whatever the procedure and its input, the answer is data or a refusal, with a request id', async () => {
  const portal = await start();
  const names = fc.oneof(fc.constantFrom('summary', 'lightcurve', 'alert', 'stamps', 'search', 'similar'), odd);
  const value = fc.oneof(
    fc.json(),
    fc.string(),
    fc.record({ objectId: odd, alertId: odd, text: odd }).map((input) => JSON.stringify(input)),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(names, { minLength: 1, maxLength: 12 }),
      value,
      fc.boolean(),
      async (path, input, batch) => {
        const name = path.map(encodeURIComponent).join(',');
        const query = new URLSearchParams({ input, ...(batch ? { batch: '1' } : {}) });
        const answer = await portal.trpc(new Request(`http://portal/api/trpc/${name}?${query}`));
        return (isAnswer(answer) || answer.status === 207) && answer.headers.get('x-request-id') !== null;
      },
    ),
    { numRuns: 300 },
  );
}, 30_000);

test('a body that a route packed says so in the header that Next lets through under another name', async () => {
  const { gate } = await start();
  const server = createServer((request, response) => {
    gate(request, response, () => {
      response.setHeader(encodingHeader, 'gzip');
      response.end(gzipSync('text'));
      return true;
    });
  });
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const response = await fetch(`http://127.0.0.1:${port}`);
  expect([response.headers.get('content-encoding'), await response.text()]).toEqual(['gzip', 'text']);
});
