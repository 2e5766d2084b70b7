import { describe, expect, test } from 'vitest';
import type { SearchResult, Understood } from '#domain/search/result.ts';
import { understoodFromText } from '#domain/search/understand.ts';
import { adviceForCut, adviceForEmpty, radiusText, tookText, withoutObjectText, wordsOf } from './search-words.ts';

const options = { classNames: ['SN candidate'], defaultRadiusArcsec: 10, defaultLimit: 100 };
const understand = (text: string): Understood => understoodFromText(text, options);

function cut(text: string, limit: number): SearchResult {
  return { understood: understand(text), calls: [], rows: [], truncated: true, limit, tookMs: 1 };
}

describe('what was understood, in words', () => {
  test('a cone names centre, radius and surveys', () => {
    expect(wordsOf(understand('49.155133 +44.144978 r=90'))).toEqual({
      kind: 'position',
      statements: [
        { words: 'centre', strong: '03 16 37.23 +44 08 41.9' },
        { words: 'radius', strong: '90″' },
        { words: 'ZTF and Rubin' },
      ],
    });
  });

  test.each([
    ['ZTF21aco', 'beginning of an identifier', 'ZTF21aco'],
    ['class="SN Ia" last=1', 'class', 'SN Ia'],
    ['K15Bt7C', 'Solar System object', '2015 BC557'],
    ['TRCK_20231213_133612_00', 'tracklet', 'TRCK_20231213_133612_00'],
  ])('%s is a %s', (text, kind, strong) => {
    const words = wordsOf(understand(text));
    expect(words.kind).toBe(kind);
    expect(words.statements.map((statement) => statement.strong)).toContain(strong);
  });

  test('angles and times come in the unit that people use for their size', () => {
    expect([2, 60, 300, 5400, 18_000].map(radiusText)).toEqual(['2″', '60″', '5′', '1.5°', '5°']);
    expect([0.2, 81.6, 1240].map(tookText)).toEqual(['1 ms', '82 ms', '1.2 s']);
  });
});

test('alerts that have no line are counted by survey', () => {
  const result = { ...cut('2015 BC557', 1000), truncated: false };
  expect(withoutObjectText(result)).toBeUndefined();
  expect(withoutObjectText({ ...result, withoutObject: [{ survey: 'lsst', alerts: 1 }] })).toMatch(
    /^1 Rubin alert of it /,
  );
});

describe('a search that found nothing', () => {
  test('of a class says when its span of time is why, and offers the class without it', () => {
    const { title, sentence, tries } = adviceForEmpty(
      understand('class=SN candidate last=7 after=2027-01-01 trend=rising'),
    );
    expect(title).toBe('No such alert of the class “SN candidate”');
    expect(sentence).toBe('Asked for were alerts of this class, sent from 2027-01-01 00:00:00 to now UTC, rising.');
    expect(tries.map(({ text }) => understand(text))).toEqual([{ kind: 'class', className: 'SN candidate', limit: 7 }]);
  });

  test.each([
    '10 20 r=2',
    '10 20',
    '0.1 -89.9 r=1m',
    'ZTF21acosh',
    'class="Nonsense"',
    'class=SN candidate last=7 after=2027-01-01 trend=rising',
  ])('every alternative to %s is understood, and is another search of the same kind', (text) => {
    const understood = understand(text);
    const { tries, sentence } = adviceForEmpty(understood);
    expect(sentence).not.toBe('');
    expect(tries.length).toBeGreaterThan(0);
    for (const one of tries) {
      expect(understand(one.text)).toMatchObject({ kind: understood.kind });
      expect(understand(one.text)).not.toEqual(understood);
    }
  });

  test('cones grow, keep their centre and end at the largest that the API takes', () => {
    const radii = adviceForEmpty(understand('10 20 r=10')).tries.map(({ text }) => understand(text));
    expect(radii).toEqual([
      { kind: 'cone', raDeg: 10, decDeg: 20, radiusArcsec: 60 },
      { kind: 'cone', raDeg: 10, decDeg: 20, radiusArcsec: 300 },
    ]);
    expect(adviceForEmpty(understand('10 20 r=5d')).tries).toEqual([]);
  });

  test('text that means nothing says why', () => {
    expect(adviceForEmpty(understand('hello you there')).sentence).toContain('hello');
  });
});

describe('a list that was cut', () => {
  test('a whole list says nothing', () => {
    expect(adviceForCut({ ...cut('10 20', 1000), truncated: false })).toBeUndefined();
  });

  test('a class offers more alerts, up to what the box takes', () => {
    expect(adviceForCut(cut('class="SN Ia" last=50', 50))?.tries).toEqual([
      { label: 'Latest 500 alerts', text: 'class="SN Ia" last=500' },
    ]);
    expect(adviceForCut(cut('class="SN Ia" last=1000', 1000))?.tries).toEqual([]);
  });

  test('a cone offers a smaller one', () => {
    const text = adviceForCut(cut('10 20 r=1d', 1000))?.tries[0]?.text ?? '';
    expect(understand(text)).toMatchObject({ kind: 'cone', radiusArcsec: 1800 });
  });

  test('the beginning of an identifier asks for more characters', () => {
    expect(adviceForCut(cut('ZTF21aa', 1000))?.sentence).toMatch(/longer beginning/);
  });
});
