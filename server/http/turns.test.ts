import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTurns, turnMs } from './turns.ts';

/** An event loop by hand: in each turn sockets are looked at, then everything that was put off until behind that look. */
function createLoop() {
  let nowMs = 0;
  let putOff: (() => void)[] = [];
  const turns = createTurns({ nowMs: () => nowMs, later: (work) => putOff.push(work) });
  /** What began, and in which turn. */
  const begun: { readonly id: number; readonly turn: number }[] = [];
  let turn = 0;
  const begin = (id: number, ms: number): void => {
    begun.push({ id, turn });
    nowMs += ms;
  };
  return {
    begun,
    accepts: () => turns.accepted(),
    places: turns.placeUntil,
    /** A request comes that takes the processor for `ms`. */
    comes(id: number, ms: number): void {
      const wait = turns.untilTurn();
      if (wait === undefined) begin(id, ms);
      else void wait.then(() => begin(id, ms));
    },
    passes(ms: number): void {
      nowMs += ms;
    },
    /** Ends the look at the sockets; resolves when the next look may begin. */
    async turnOver(): Promise<void> {
      turn++;
      const now = putOff;
      putOff = [];
      for (const work of now) {
        work();
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    nowMs: () => nowMs,
    isIdle: () => putOff.length === 0,
  };
}

const idsOf = (begun: readonly { readonly id: number }[]): number[] => begun.map(({ id }) => id);

describe('requests', () => {
  test('begin at once while their turn is young, then in the order in which they came, so many a turn as it has time for', async () => {
    const loop = createLoop();
    for (let id = 0; id < 10; id++) loop.comes(id, turnMs / 2);
    expect(idsOf(loop.begun)).toEqual([0, 1]);
    await loop.turnOver();
    expect(idsOf(loop.begun)).toEqual([0, 1, 2, 3]);
    loop.comes(10, 0);
    for (let more = 0; more < 5; more++) await loop.turnOver();
    expect(idsOf(loop.begun)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(loop.isIdle()).toBe(true);
  });

  test('one that takes long keeps nobody out for longer than itself', async () => {
    const loop = createLoop();
    loop.comes(0, 100 * turnMs);
    loop.comes(1, 100 * turnMs);
    loop.comes(2, 0);
    expect(idsOf(loop.begun)).toEqual([0]);
    await loop.turnOver();
    expect(idsOf(loop.begun)).toEqual([0, 1]);
    await loop.turnOver();
    expect(idsOf(loop.begun)).toEqual([0, 1, 2]);
  });

  test('have as long as it took to look at those who came, most of whom are refused', async () => {
    const loop = createLoop();
    for (let id = 0; id < 40; id++) loop.comes(id, turnMs / 2);
    await loop.turnOver();
    expect(loop.begun).toHaveLength(4);
    loop.passes(10 * turnMs);
    await loop.turnOver();
    expect(loop.begun).toHaveLength(4 + 20);
    await loop.turnOver();
    expect(loop.begun).toHaveLength(4 + 20 + 2);
  });

  test('each begins once, in order, and none when others of its turn had their time, whatever comes and is accepted', async () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('request' as const), ms: fc.integer({ min: 0, max: 3 * turnMs }) }),
      fc.record({ kind: fc.constant('connection' as const), ms: fc.constant(0) }),
      fc.record({ kind: fc.constant('turn' as const), ms: fc.constant(0) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
        const loop = createLoop();
        const took: number[] = [];
        for (const { kind, ms } of events) {
          if (kind === 'turn') await loop.turnOver();
          else if (kind === 'connection') loop.accepts();
          else loop.comes(took.push(ms) - 1, ms);
        }
        for (let more = 0; more < events.length + 3; more++) await loop.turnOver();
        expect(idsOf(loop.begun)).toEqual(took.map((_, id) => id));
        expect(loop.isIdle()).toBe(true);
        for (const { turn } of loop.begun) {
          const ids = idsOf(loop.begun.filter((one) => one.turn === turn)).slice(0, -1);
          expect(ids.reduce((sum, id) => sum + (took[id] ?? 0), 0)).toBeLessThan(turnMs);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('connections', () => {
  test('are accepted one a turn before requests begin, as long as they come', async () => {
    const loop = createLoop();
    loop.accepts();
    loop.comes(0, 1);
    await loop.turnOver();
    loop.accepts();
    await loop.turnOver();
    expect(loop.begun).toEqual([]);
    await loop.turnOver();
    expect(idsOf(loop.begun)).toEqual([0]);
  });

  test('take half of the time at most: requests begin also while they never end', async () => {
    const loop = createLoop();
    const everyMs = 1;
    loop.accepts();
    for (let id = 0; id < 100; id++) loop.comes(id, everyMs);
    for (let turns = 0; loop.begun.length < 100 && turns < 1_000; turns++) {
      await loop.turnOver();
      loop.accepts();
      loop.passes(everyMs);
    }
    expect(idsOf(loop.begun)).toEqual(Array.from({ length: 100 }, (_, id) => id));
    // Their own 100 ms, as much for connections, and the looks at sockets that lie between.
    expect(loop.nowMs()).toBeLessThan(300);
  });
});

test('a place is free behind the turn in which its request began and ended, and at once after a later end', async () => {
  const loop = createLoop();
  let free = 0;
  const short = loop.places(() => free++);
  const long = loop.places(() => free++);
  short();
  expect(free).toBe(0);
  await loop.turnOver();
  expect(free).toBe(1);
  long();
  expect(free).toBe(2);
});
