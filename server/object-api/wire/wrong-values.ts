import { z } from 'zod';
import { lsstRoutes, type ObjectApiRoute, ztfRoutes } from '#server/contracts/object-api.ts';

export interface ContractCase {
  /** `ztf/objects` and how it is asked. */
  readonly name: string;
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly schema: ObjectApiRoute['arguments'];
  readonly example: Readonly<Record<string, unknown>>;
}

function casesOf(survey: string, routes: Readonly<Record<string, ObjectApiRoute>>): ContractCase[] {
  return Object.entries(routes).flatMap(([route, contract]) =>
    contract.methods.map((method): ContractCase => {
      const isPost = method === 'POST';
      return {
        name: `${method} ${survey}/${route}`,
        path: `/${survey}/api/v1/${route}`,
        method,
        schema: (isPost ? contract.postArguments : undefined) ?? contract.arguments,
        example: (isPost ? contract.postExample : undefined) ?? contract.example,
      };
    }),
  );
}

/** Every route of every survey, by GET and by POST, as the contracts declare them: a new route is among them by itself. */
export const contractCases: readonly ContractCase[] = [...casesOf('ztf', ztfRoutes), ...casesOf('lsst', lsstRoutes)];

const long = 'x'.repeat(1_000_000);

/** Wrong in every way that anybody thought of, by the way in which they are wrong. */
export const wrongValues: Readonly<Record<string, readonly unknown[]>> = {
  'of another type': [5, 1.5, true, false, [], [1, 2], ['ZTF21aaaaaaa'], {}, { a: { b: 1 } }],
  'out of range': [
    0,
    -1,
    1e308,
    -1e308,
    1e-320,
    '1e999',
    'NaN',
    'Infinity',
    '-Infinity',
    '9'.repeat(400),
    '0x10',
    '١٢',
  ],
  unknown: ['toto', 'None', 'null', 'undefined', 'nan', 'True', 'All', '__proto__', 'constructor', 'toString'],
  empty: ['', ' ', ',', ',,,', '\u00a0'],
  long: [long],
  'with control characters': ['\u0000', 'a\nb', '\u001b[31m', 'a\u007f', '\tx'],
  'a path trick': [
    '../../../etc/passwd',
    '..\\..',
    'file:///etc/passwd',
    '%2e%2e%2f',
    '/etc/passwd',
    'a/../b',
    '.',
    '..',
  ],
  'another address': ['http://169.254.169.254/', '//evil.test/x', '?x=1&y=2', '#x', 'x@evil.test', 'a b&c=d'],
  'of a search grammar': ['a:b', 'key:key:ZTF:regex', 'x:substring', '*', '%', '_', '.*', 'a,key:key:b', 'ZTF21:exact'],
  'of code': [
    "' OR 1=1 --",
    '1 || true',
    '$(id)',
    '`id`',
    '__import__("os")',
    '{{7*7}}',
    'T(java.lang.Runtime)',
    '<b>',
    "b'\\x1f'",
  ],
  'of odd letters': ['\ud800', '\u202e', '😀', '\ufeff', 'é', '\u0301', 'ZTF21aaaaaaé'],
  'a date that is none': ['2022-13-45', '20211101', '2459530.1', '2022-02-30 25:61', '0000-00-00', '-1-1-1'],
  'an id of many digits': ['12345678901234567890', '170587115523932323', '-170587115523932323', '00000000000000000000'],
};

/** Longest text that an argument may have, unless its schema says another. */
const usualLongestText = 65_536;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u001f\u007f]/;

/** Whether a text is refused whatever the argument is for. */
export function isNeverAllowed({ schema }: ContractCase, name: string, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const declared = schema.shape[name];
  const { longestText } = (declared && z.globalRegistry.get(declared)) ?? {};
  const longest = typeof longestText === 'number' ? longestText : usualLongestText;
  return value.length > longest || controls.test(value) || /\p{Cs}/u.test(value);
}
