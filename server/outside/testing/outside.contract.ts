import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { createSystemClock } from '#server/resilience/clock.ts';
import type { OutsideDeps } from '../service/outside-service.ts';
import { type FakeService, type FakeServiceHandler, type Mishap, startFakeService } from './fake-service.ts';

export interface OutsideContract<Port extends { state(): string }> {
  readonly name: string;
  /** A word that every failure names the service with. */
  readonly named: RegExp;
  readonly handler: FakeServiceHandler;
  create(deps: OutsideDeps): Port;
  /** A question that the fake knows the answer of. */
  ask(port: Port, signal?: AbortSignal): Promise<unknown>;
  /** A second one, different from the first. */
  askOther(port: Port): Promise<unknown>;
  /** What the first is answered. */
  readonly expected: unknown;
}

const failures: readonly (readonly [Mishap, string])[] = [
  ['error page', 'upstream-failed'],
  ['status 500', 'upstream-failed'],
  ['stalled', 'upstream-timeout'],
  ['garbled', 'upstream-failed'],
  ['redirect', 'upstream-failed'],
  ['broken off', 'upstream-failed'],
];

/** The suite that every adapter of a service of other people must pass. */
export function describeOutsideService<Port extends { state(): string }>(contract: OutsideContract<Port>): void {
  describe(contract.name, () => {
    let service: FakeService;
    let port: Port;
    const deps = (): OutsideDeps => ({
      baseUrl: service.url,
      timeoutMs: 400,
      clock: createSystemClock(),
      random: () => 0,
    });

    beforeAll(async () => {
      service = await startFakeService(contract.handler);
    });
    afterAll(() => service.close());
    beforeEach(() => {
      service.mishap = 'none';
      port = contract.create(deps());
    });

    test('answers what the service says', async () => {
      expect(await contract.ask(port)).toEqual(contract.expected);
    });

    test.each(failures)('%s is a failure that names the service', async (mishap, kind) => {
      service.mishap = mishap;
      const failure = await contract.ask(port).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(PortalError);
      expect(failure).toMatchObject({ kind, message: expect.stringMatching(contract.named) });
    });

    test('an answer beyond the longest that is read is broken off', async () => {
      service.mishap = 'too long';
      const failure = await contract
        .ask(contract.create({ ...deps(), maxBytes: 1000 }))
        .catch((error: unknown) => error);
      expect(failure).toMatchObject({ kind: 'upstream-failed', message: expect.stringMatching(/more than/) });
    });

    test('an address where nobody listens is a failure that names the service', async () => {
      const failure = await contract
        .ask(contract.create({ ...deps(), baseUrl: 'http://127.0.0.1:1' }))
        .catch((error: unknown) => error);
      expect(failure).toMatchObject({ kind: 'upstream-failed', message: expect.stringMatching(contract.named) });
    });

    test('switched off, it says so', async () => {
      const failure = await contract.ask(contract.create({ ...deps(), baseUrl: undefined })).catch((e: unknown) => e);
      expect(failure).toMatchObject({ kind: 'unavailable', message: expect.stringMatching(/switched off.*=none/) });
    });

    test('what was answered is not asked again', async () => {
      await contract.ask(port);
      const before = service.asked.length;
      expect(await contract.ask(port)).toEqual(contract.expected);
      expect(service.asked.length).toBe(before);
    });

    test('the same question at the same time is asked once', async () => {
      const before = service.asked.length;
      const answers = await Promise.all(Array.from({ length: 20 }, () => contract.ask(port)));
      expect(answers).toEqual(answers.map(() => contract.expected));
      const alone = contract.create(deps());
      const asked = service.asked.length - before;
      await contract.ask(alone);
      expect(service.asked.length - before).toBe(2 * asked);
    });

    test('after five failures in a row nothing is asked for a while', async () => {
      service.mishap = 'status 500';
      for (let i = 0; i < 5; i++) await contract.ask(port).catch(() => undefined);
      expect(port.state()).toBe('open');
      const before = service.asked.length;
      const failure = await contract.askOther(port).catch((error: unknown) => error);
      expect(failure).toMatchObject({ kind: 'upstream-failed', retryAfterSeconds: expect.any(Number) });
      expect(service.asked.length).toBe(before);
    });

    test('who gives up stops waiting at once, and that counts as no failure', async () => {
      service.mishap = 'stalled';
      const controller = new AbortController();
      const asking = contract.ask(port, controller.signal).catch((error: unknown) => error);
      controller.abort();
      expect(await asking).toMatchObject({ kind: 'aborted' });
      expect(port.state()).toBe('closed');
    });
  });
}
