import { describe, expect, test } from 'vitest';
import { shownValue } from '#domain/failure.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { type WireAnswer, wireOf } from './wire-kit.ts';
import { type ContractCase, contractCases, isNeverAllowed, wrongValues } from './wrong-values.ts';

const token = 'a-token-of-the-tests';
const wire = wireOf(createLmdbStore, (store: WideRowStore) => ({
  notebook: { token, write: (table, row) => store.write(table, [row]) },
}));
const headers = { authorization: `Bearer ${token}`, accept: 'application/problem+json' };

type Values = Readonly<Record<string, unknown>>;

const searchText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function searchOf(values: Values): URLSearchParams {
  return new URLSearchParams(Object.entries(values).map(([name, value]) => [name, searchText(value)]));
}

function send({ method, path }: ContractCase, values: Values): Promise<WireAnswer> {
  if (method === 'POST') return wire.post(path, values, { headers });
  return wire.ask(`${path}?${searchOf(values)}`, { headers });
}

/** The values as the service reads them: an address has text only. */
function asRead({ method }: ContractCase, values: Values): Values {
  if (method === 'POST') return JSON.parse(JSON.stringify(values));
  return Object.fromEntries(searchOf(values));
}

interface Problem {
  readonly status: number;
  readonly argument?: string;
  readonly detail: string;
}

function problemOf(answer: WireAnswer): Problem | undefined {
  return answer.type === 'application/problem+json' ? JSON.parse(answer.text) : undefined;
}

/** What a refusal shows of a value. */
function shownIn(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return shownValue(value);
}

/** What is wrong with a refusal; `issue`: the schema refuses the value. */
function faultsOfRefusal(route: ContractCase, name: string, { value, issue, answer }: Refused): readonly string[] {
  const problem = problemOf(answer);
  const detail = problem?.detail ?? '';
  const isForbidden = isNeverAllowed(route, name, value);
  const shortest = `Argument \`${name}\` is not valid: got \`\`.`.length;
  const names = Object.keys(route.schema.shape);
  const rules: readonly (readonly [holds: boolean, words: string])[] = [
    [answer.status === 400, 'is not refused'],
    [problem?.argument === name || !(isForbidden || issue), 'does not name the argument'],
    [detail.includes(`\`${name}\``) || !(isForbidden || issue), 'has words that do not name the argument'],
    [detail.includes(shownIn(value)) || !issue || isForbidden, 'does not show the value'],
    [detail.length > shortest || !issue || isForbidden, 'does not say what is allowed'],
    [problem !== undefined, 'is no problem document'],
    [answer.text.length < 2000, 'is long'],
    [problem?.argument === undefined || names.includes(problem.argument), 'names an argument that there is not'],
  ];
  return rules.filter(([holds]) => !holds).map(([, words]) => words);
}

interface Refused {
  /** As the service reads it. */
  readonly value: unknown;
  readonly issue: boolean;
  readonly answer: WireAnswer;
}

/** What is wrong with the answer to a value of an argument, in words; undefined when nothing is. */
async function faultOf(route: ContractCase, name: string, value: unknown): Promise<string | undefined> {
  const values = { ...route.example, [name]: value };
  const read = asRead(route, values);
  const answer = await send(route, values);
  const parsed = route.schema.safeParse(read);
  const issue = !parsed.success && parsed.error.issues.some(({ path }) => path[0] === name);
  const mustRefuse = issue || isNeverAllowed(route, name, read[name]);
  const faults = answer.status >= 500 ? ['is a failure'] : [];
  if (mustRefuse || answer.status === 400)
    faults.push(...faultsOfRefusal(route, name, { value: read[name], issue, answer }));
  if (faults.length === 0) return undefined;
  const asked = `${name}=${String(JSON.stringify(value)).slice(0, 60)}`;
  return `${asked} → ${answer.status} ${answer.text.slice(0, 300)}: ${faults.join(', ')}`;
}

/** An address has text only; what is data all the same is tried in bodies. */
function inAddresses(how: string, values: readonly unknown[]): readonly unknown[] {
  const kinds = ['out of range', 'unknown', 'empty', 'long', 'with control characters', 'a path trick'];
  return kinds.includes(how) ? values.filter((value) => typeof value === 'string') : [];
}

describe.each(contractCases.map((route) => [route.name, route] as const))('%s', (_, route) => {
  const names = Object.keys(route.schema.shape);

  test('answers its example', async () => {
    const { status, text } = await send(route, route.example);
    expect([200, 404], text.slice(0, 300)).toContain(status);
  });

  for (const [how, values] of Object.entries(wrongValues)) {
    if (names.length === 0) continue;
    const meant = route.method === 'GET' ? inAddresses(how, values) : values;
    if (meant.length === 0) continue;
    test(`a value ${how} is data, or a 4xx that names the argument, the value, and what is allowed`, async () => {
      // Gathered first: an assertion for each of ten thousand answers takes as long as the answers.
      const faults: (string | undefined)[] = [];
      for (const name of names) for (const value of meant) faults.push(await faultOf(route, name, value));
      expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
    }, 60_000);
  }

  if (names.length > 0 && route.method === 'GET')
    test('of a repeated argument the first value counts', async () => {
      const search = searchOf(route.example);
      const once = await wire.ask(`${route.path}?${search}&x=1`);
      for (const name of Object.keys(route.example)) search.append(name, 'something else');
      const twice = await wire.ask(`${route.path}?${search}&x=1`);
      expect([twice.status, twice.text]).toEqual([once.status, once.text]);
    });

  if (route.method === 'GET')
    test('arguments that it doesn’t know change nothing', async () => {
      const search = searchOf(route.example);
      const known = await wire.ask(`${route.path}?${search}&x=1`);
      const more = await wire.ask(`${route.path}?${search}&x=1&unknown=%00&__proto__=y&constructor=z`);
      expect([more.status, more.text]).toEqual([known.status, known.text]);
    });

  if (route.method === 'POST')
    test('any body is answered or refused', async () => {
      const deep = `{"a":${'['.repeat(50_000)}`;
      for (const body of [
        '',
        'null',
        '[]',
        '1',
        '"text"',
        '{',
        '{"a":1}x',
        '[[[[',
        '\u0000',
        deep,
        '{"__proto__":{"objectId":"x"}}',
      ]) {
        const answer = await wire.post(route.path, body, { headers });
        expect([200, 400, 404], body.slice(0, 20)).toContain(answer.status);
      }
    });
});

test('every route that is announced is swept', async () => {
  for (const survey of ['ztf', 'lsst']) {
    const { routes } = JSON.parse((await wire.ask(`/${survey}/api/v1/`)).text);
    for (const name of routes) expect(contractCases.map((route) => route.path)).toContain(`/${survey}/api/v1/${name}`);
  }
});

test('addresses with tricks are 404', async () => {
  for (const path of [
    '/api/v1/../../etc/passwd',
    '/api/v1/objects%00',
    '/api/v1/__proto__',
    '/ztf/api/v1/toString',
    '/xyz/api/v1/objects',
    '/api/v2/objects',
    '/api/v1/objects;x=1',
    '/api/v1/objects%2f',
    '/api/v1/OBJECTS',
  ]) {
    expect([path, (await wire.ask(path)).status]).toEqual([path, 404]);
  }
});
