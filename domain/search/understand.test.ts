import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalPath } from './canonical-id.ts';
import { packedDesignation } from './packed-designation.ts';
import { understoodFromText } from './understand.ts';

const options = { classNames: ['SN candidate', 'Early SN Ia candidate'], defaultRadiusArcsec: 10, defaultLimit: 100 };
const understood = (text: string) => understoodFromText(text, options);

describe('ids', () => {
  test.each([
    ['ZTF21aaxtctv', 'ztf', 'ZTF21aaxtctv'],
    ['  ztf21AAXTCTV ', 'ztf', 'ZTF21aaxtctv'],
    ['170587115523932323', 'lsst', '170587115523932323'],
    ['LSST-AP-DO-170587115523932323', 'lsst', '170587115523932323'],
    ['000170587115523932323', 'lsst', '170587115523932323'],
    ['/ZTF21aaxtctv', 'ztf', 'ZTF21aaxtctv'],
  ])('%s is an object', (text, survey, objectId) => {
    expect(understood(text)).toEqual({ kind: 'object', survey, objectId });
  });

  test('the beginning of an id is one, when it is long enough to be of use', () => {
    expect(understood('ztf21aax')).toEqual({ kind: 'partial', survey: 'ztf', prefix: 'ZTF21aax' });
    expect(understood('ZTF2')).toMatchObject({ kind: 'nothing' });
  });
});

describe('positions', () => {
  test.each([
    ['193.822 2.896', 193.822, 2.896, 10],
    ['193.822, -2.896 r=5', 193.822, -2.896, 5],
    ['193.822 −2.896 r=5"', 193.822, -2.896, 5],
    ['12:55:17.3 +02:53:45.6 r=1m', 193.822083, 2.896, 60],
    ['12 55 17.3 +02 53 45.6 r=0.1d', 193.822083, 2.896, 360],
    ['12 55 17.3 02 53 45.6', 193.822083, 2.896, 10],
    ["12h55m17.3s +02d53m45.6s radius=2'", 193.822083, 2.896, 120],
    ['J125517.3+025345.6', 193.822083, 2.896, 10],
    ['0 0', 0, 0, 10],
  ])('%s', (text, raDeg, decDeg, radiusArcsec) => {
    const cone = understood(text);
    expect(cone).toMatchObject({ kind: 'cone', radiusArcsec });
    if (cone.kind !== 'cone') return;
    expect(cone.raDeg).toBeCloseTo(raDeg, 5);
    expect(cone.decDeg).toBeCloseTo(decDeg, 5);
  });

  test.each(['10 95', '10 20 r=-1', '10 20 r=6d', '10 20 r=fast', '10 20 30'])(
    '%s is refused with a reason',
    (text) => {
      expect(understood(text)).toMatchObject({ kind: 'nothing', reason: expect.stringMatching(/\S/) });
    },
  );
});

describe('classes', () => {
  test('by option, with a limit, and by bare name in any case', () => {
    expect(understood('class="SN Ia" last=50')).toEqual({ kind: 'class', className: 'SN Ia', limit: 50 });
    expect(understood('early sn ia CANDIDATE')).toEqual({
      kind: 'class',
      className: 'Early SN Ia candidate',
      limit: 100,
    });
    expect(understood('class="SN Ia" last=0')).toMatchObject({ kind: 'nothing' });
  });

  test.each([
    ['class=SN candidate', { className: 'SN candidate' }],
    ['class: early sn ia candidate last=20', { className: 'Early SN Ia candidate', limit: 20 }],
    ['last=20 class=SN Ia', { className: 'SN Ia', limit: 20 }],
    ['class=SN Ia  trend=rising last:5', { className: 'SN Ia', trend: 'rising', limit: 5 }],
    ["class='(SIMBAD) QSO' n=7", { className: '(SIMBAD) QSO', limit: 7 }],
    ['class=(SIMBAD) EB* after=2023-03-29', { className: '(SIMBAD) EB*' }],
    ['class=$& candidate', { className: '$& candidate' }],
    ['class=class  ', { className: 'class' }],
  ])('%s goes on to the next option, quotes or not', (text, expected) => {
    expect(understood(text)).toMatchObject({ kind: 'class', ...expected });
  });

  test('words beside a class are refused, not dropped', () => {
    for (const text of ['class="SN candidate" near M31', '10 20 class=SN', 'class="" x'])
      expect(understood(text)).toMatchObject({ kind: 'nothing', reason: expect.stringMatching(/beside class=/) });
  });

  test.each([
    ['class=SN candidate r=5', /^r= is for positions/],
    ['10 20 last=50', /^last= is for classes/],
    ['10 20 trend=rising', /^trend= is for classes/],
    ['ZTF21aaxtctv r=5', /^r= means nothing beside the identifier ZTF21aaxtctv/],
    ['last=5 r=3', /^last=, r= alone finds nothing/],
  ])('an option that means nothing there is told: %s', (text, reason) => {
    expect(understood(text)).toMatchObject({ kind: 'nothing', reason: expect.stringMatching(reason) });
  });

  test('an empty class is refused', () => {
    expect(understood('class=')).toMatchObject({ kind: 'nothing' });
    expect(understood('class=""')).toMatchObject({ kind: 'nothing' });
  });
});

describe('what moves', () => {
  test.each([
    ['K15Bt7C', '2015 BC557'],
    ['2015 BC557', '2015 BC557'],
    ['2015bc557', '2015 BC557'],
    ['1995 XA', '1995 XA'],
    // Letters that a position may have too
    ['2010 HM', '2010 HM'],
    ['2040 P-L', '2040 P-L'],
    ['C/2020 F3', 'C/2020 F3'],
    ['c/2020F3 (NEOWISE)', 'C/2020 F3'],
    ['67P', '67P'],
    ['67P/Churyumov–Gerasimenko', '67P'],
    ['(8467) Benoitcarry', '8467'],
    ['8467 Benoitcarry', '8467'],
    ['sso=8467', '8467'],
    ['SSO: K15Bt7C', '2015 BC557'],
    ['sso=2015 BC557', '2015 BC557'],
    ['sso="Julien Peloton"', 'Julien Peloton'],
  ])('%s is the Solar System object %s', (text, name) => {
    expect(understood(text)).toEqual({ kind: 'solar-system', name });
  });

  test.each(['sso=', 'sso=""', 'sso=1,2'])('%s is refused with a reason', (text) => {
    expect(understood(text)).toMatchObject({ kind: 'nothing', reason: expect.stringContaining('sso=') });
  });

  test.each([
    ['TRCK_20231213_133612_00', 'TRCK_20231213_133612_00'],
    ['trck_20231213_133612', 'TRCK_20231213_133612'],
    ['/TRCK_20231213', 'TRCK_20231213'],
  ])('%s is a tracklet', (text, id) => {
    expect(understood(text)).toEqual({ kind: 'tracklet', id });
  });

  test('a word that is nothing else is guessed to be a name; sentences, options and classes are not', () => {
    expect(understood('Ceres')).toEqual({ kind: 'solar-system', name: 'Ceres', guessed: true });
    expect(understood('’Aylóʼchaxnim')).toMatchObject({ kind: 'nothing' });
    expect(understood('sn candidate')).toMatchObject({ kind: 'class' });
    for (const text of ['no such thing at all', 'Ceres r=5', '<b>', '%00', 'M31', 'ab'])
      expect(understood(text)).toMatchObject({ kind: 'nothing' });
  });

  test('every packed designation is understood as what it unpacks to, and that as itself', () => {
    const letter = fc.constantFrom(...'ABCDEFGHJKLMNOPQRSTUVWXYZ');
    const year = fc.integer({ min: 1800, max: 2099 });
    fc.assert(
      fc.property(
        year,
        fc.constantFrom(...'ABCDEFGHJKLMNOPQRSTUVWXY'),
        letter,
        fc.integer({ min: 0, max: 619 }),
        (y, half, second, order) => {
          const name = `${y} ${half}${second}${order === 0 ? '' : order}`;
          const packed = packedDesignation(name) ?? '';
          expect(understood(packed)).toEqual({ kind: 'solar-system', name });
          expect(understood(name)).toEqual({ kind: 'solar-system', name });
        },
      ),
    );
  });
});

test('options are written with = or :', () => {
  expect(understood('193.822 2.896 r:1m')).toEqual(understood('193.822 2.896 r=1m'));
  expect(understood('class:"SN Ia" last:50')).toEqual(understood('class="SN Ia" last=50'));
  expect(understood('12:55:17.3 +02:53:45.6')).toMatchObject({ kind: 'cone' });
});

test('any text is understood or says why not', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789+-−.:, hmsd°"r=ZTFclass\u0000') })),
      (text) => {
        const result = understood(text);
        if (result.kind === 'cone') expect(Number.isFinite(result.raDeg + result.decDeg)).toBe(true);
        if (result.kind === 'nothing') expect(result.reason).not.toBe('');
      },
    ),
    { numRuns: 2000 },
  );
});

test('other spellings of an object page lead to the one that people share, and nowhere else', () => {
  expect(canonicalPath('/ztf21aaxtctv')).toBe('/ZTF21aaxtctv');
  expect(canonicalPath('/ZTF21aaxtctv/')).toBe('/ZTF21aaxtctv');
  expect(canonicalPath('//170587115523932323')).toBe('/170587115523932323');
  for (const path of [
    '/ZTF21aaxtctv',
    '/170587115523932323',
    '/about',
    '/',
    '//evil.example',
    '/%E0%A4%A',
    '/%2F%2Fevil.example',
  ])
    expect(canonicalPath(path)).toBeUndefined();
});
