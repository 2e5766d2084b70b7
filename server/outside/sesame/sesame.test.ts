import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createManualClock } from '#server/resilience/manual-clock.ts';
import { wellFormed } from '../service/well-formed.ts';
import { fetchFrom } from '../testing/fake-service.ts';
import { describeOutsideService } from '../testing/outside.contract.ts';
import { createSesame } from './sesame.ts';
import { sesameHandler } from './sesame-fake.ts';
import { resolverFields } from './sesame-xml.ts';

const markarian2 = [
  ['name', 'Sc=Simbad (CDS, via client/server)'],
  ['oid', '1575544'],
  ['otype', 'Sy1'],
  ['jpos', '01:54:52.99 +36:55:04.7'],
  ['jradeg', '28.7208'],
  ['jdedeg', '+36.91797'],
  ['refPos', '2020yCat.1350....0G'],
  ['errRAmas', '0.0337'],
  ['errDEmas', '0.0321'],
  ['z', null],
  ['MType', 'SBa'],
  ['oname', 'Mrk    2'],
  ['nrefs', '81'],
];

describeOutsideService({
  name: 'Sesame',
  named: /Sesame/,
  handler: sesameHandler(),
  create: createSesame,
  ask: (port, signal) => port.resolve('Markarian 2', { signal }),
  askOther: (port) => port.resolve('R & B'),
  expected: markarian2,
});

function sesame() {
  const { fetch, asked } = fetchFrom(sesameHandler());
  const clock = createManualClock();
  return {
    port: createSesame({ baseUrl: 'http://cds.test/x', timeoutMs: 1000, clock, random: () => 0, fetch }),
    asked,
  };
}

test('an unknown name is undefined', async () => {
  expect(await sesame().port.resolve('nobody')).toBeUndefined();
});

test('entities of XML are read as what they mean', async () => {
  expect(await sesame().port.resolve('R & B')).toContainEqual(['oname', 'R & B ∗']);
});

test('a name stays the query, whatever is in it', async () => {
  const names = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('../../x', 'a?b#c', '//evil/', '@e'),
  );
  await fc.assert(
    fc.asyncProperty(names, async (name) => {
      const { port, asked } = sesame();
      await port.resolve(name);
      expect(asked).toHaveLength(1);
      const url = asked[0]?.url;
      expect(url?.host).toBe('cds.test');
      expect(url?.pathname).toBe('/x/-oxp/~S');
      expect(decodeURIComponent(url?.search.slice(1) ?? '')).toBe(wellFormed(name));
    }),
    { numRuns: 200 },
  );
});

describe('the reader of answers', () => {
  const sure = (inside: string): string => `<Sesame><Target><Resolver>${inside}</Resolver></Target></Sesame>`;

  test.each([
    ['<a>1</a>', [['a', '1']]],
    ['<a>1</a><a>2</a>', [['a', '2']]],
    ['<a/>', [['a', null]]],
    ['<a>  </a>', [['a', null]]],
    ['<a><![CDATA[x < y]]></a>', [['a', 'x < y']]],
    ['<!-- <a>0</a> --><a>1</a>', [['a', '1']]],
    ['<a><b>1</b></a>', [['a', null]]],
    [
      '<a><b/></a><c>2</c>',
      [
        ['a', null],
        ['c', '2'],
      ],
    ],
    ['<a>&unknown; &#0; &#xffffffff;</a>', [['a', '&unknown; &#0; &#xffffffff;']]],
  ])('%s', (inside, fields) => {
    expect(resolverFields(sure(inside))).toEqual(fields);
  });

  test.each([
    '',
    'hello',
    '<html></html>',
    '<!DOCTYPE x [<!ENTITY a "b">]><Sesame/>',
    '<Sesame><Resolver>',
    '<Sesame><Resolver><a>',
    '<Sesame><!-- ',
    '<Sesame><Resolver name="',
  ])('%j is refused', (xml) => {
    expect(() => resolverFields(xml)).toThrow();
  });

  test('any text is read or refused, in a time that grows with its length only', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '/',
      '&',
      ';',
      'Resolver',
      '<Resolver',
      '</Resolver>',
      '<!--',
      '-->',
      '"',
      '=',
      ' ',
      'a',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        try {
          resolverFields(`<Sesame>${parts.join('')}`);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });
});
