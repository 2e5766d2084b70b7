import { expect, test } from 'vitest';
import { createManualClock } from '#server/resilience/manual-clock.ts';
import { createTrace } from '#server/telemetry/trace.ts';
import { type FakeServiceAnswer, fetchFrom } from '../testing/fake-service.ts';
import { createOutsideService, jsonFrom } from './outside-service.ts';
import { createTurns } from './turns.ts';

const dependency = 'test service';
const good: FakeServiceAnswer = { contentType: 'application/json', body: '{"a":1}' };
const bad: FakeServiceAnswer = { status: 500, contentType: 'text/plain', body: 'no' };
const read = {
  request: (baseUrl: string) => ({ method: 'GET' as const, url: new URL(`${baseUrl}/x`), accept: '*/*' }),
  parse: (answer: Parameters<typeof jsonFrom>[0]) => jsonFrom(answer, dependency),
};

function service(answers: (count: number) => FakeServiceAnswer) {
  const clock = createManualClock();
  const { fetch, asked } = fetchFrom(() => answers(asked.length));
  const options = { baseUrl: 'http://test', timeoutMs: 1000, clock, random: () => 0, fetch, dependency, setting: 'X' };
  const limits = { maxBytes: 1e6, freshMs: 1000, keepMs: 10_000, cacheBytes: 1e6 };
  return { clock, asked, port: createOutsideService({ ...options, ...limits }) };
}

test('an answer is given again while fresh, then asked anew', async () => {
  const { clock, asked, port } = service(() => good);
  await port.read(read);
  await port.read(read);
  expect(asked.length).toBe(1);
  await clock.advance(1000);
  await port.read(read);
  expect(asked.length).toBe(2);
});

test('while a service is away an older answer is given, with its age in the log line', async () => {
  const { clock, port } = service((count) => (count === 1 ? good : bad));
  await port.read(read);
  await clock.advance(4000);
  const trace = createTrace({}, { nowMs: clock.nowMs, randomHex: (bytes) => '1'.repeat(bytes * 2) });
  expect(await port.read(read, { trace })).toEqual({ a: 1 });
  expect(trace.notes.outsideAgeS).toBe(4);
  await clock.advance(10_000);
  await expect(port.read(read)).rejects.toMatchObject({ kind: 'upstream-failed' });
});

test('a service that is overloaded for a moment is asked once more', async () => {
  const busy: FakeServiceAnswer = { status: 503, contentType: 'text/plain', body: 'busy' };
  const { clock, asked, port } = service((count) => (count === 1 ? busy : good));
  const asking = port.read(read);
  await clock.advance(500);
  expect(await asking).toEqual({ a: 1 });
  expect(asked.length).toBe(2);
});

test('what was refused of us is a failure of the service, not of who asked', async () => {
  for (const status of [400, 401, 403, 404, 410, 418]) {
    const { port } = service(() => ({ ...bad, status }));
    await expect(port.read(read)).rejects.toMatchObject({ kind: 'upstream-failed', dependency });
  }
});

test('a redirect within the service is followed, some times', async () => {
  const to = (location: string): FakeServiceAnswer => ({
    status: 302,
    contentType: '',
    headers: { location },
    body: '',
  });
  const { port, asked } = service((count) => (count === 1 ? to('/y') : good));
  expect(await port.read(read)).toEqual({ a: 1 });
  expect(asked.map(({ url }) => url.pathname)).toEqual(['/x', '/y']);
  await expect(service(() => to('/round')).port.read(read)).rejects.toMatchObject({ kind: 'upstream-failed' });
  for (const elsewhere of ['http://other.test/', 'http://test:81/', 'file:///etc/passwd', 'http://'])
    await expect(service(() => to(elsewhere)).port.read(read)).rejects.toMatchObject({ kind: 'upstream-failed' });
});

test('no more than so many are under way, the others wait in order, too many are sent home', async () => {
  const turns = createTurns({ dependency, atOnce: 2, waitingAtMost: 2 });
  const { signal } = new AbortController();
  const ends: (() => void)[] = [];
  const began: number[] = [];
  const run = (name: number, own = signal): Promise<void> =>
    turns.run(() => {
      began.push(name);
      return new Promise<void>((resolve) => ends.push(resolve));
    }, own);
  const controller = new AbortController();
  const runs = [run(1), run(2), run(3, controller.signal), run(4)];
  await expect(run(5)).rejects.toMatchObject({ kind: 'overloaded', retryAfterSeconds: 5 });
  controller.abort();
  await expect(runs[2]).rejects.toMatchObject({ kind: 'aborted' });
  expect(began).toEqual([1, 2]);
  ends[0]?.();
  await runs[0];
  expect(began).toEqual([1, 2, 4]);
  ends[1]?.();
  ends[2]?.();
  await Promise.all([runs[1], runs[3]]);
});
