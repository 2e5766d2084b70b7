import { describe, expect, test } from 'vitest';
import type { ResultRow } from '#domain/search/result.ts';
import { understoodFromText } from '#domain/search/understand.ts';
import { examplesFromRows } from './recent-examples.ts';

const base: ResultRow = {
  survey: 'ztf',
  objectId: 'ZTF21acoshvy',
  alertId: '1786383461515015008',
  className: 'Early SN Ia candidate',
  subject: 'early',
  standing: 'candidate',
  raDeg: 49.155133,
  decDeg: -0.0651,
  band: 'g',
  mag: 17.263,
  magErr: 0.038,
  lastMjd: 59540.38,
  detections: null,
  separationArcsec: null,
  simulated: false,
};

describe('examples', () => {
  test('none are offered when the API names no object', () => {
    expect(examplesFromRows([])).toEqual([]);
  });

  test('every example is understood, as identifiers, a cone, a class and a beginning, and is made of the rows given', () => {
    const rows = [
      { ...base, objectId: 'ZTF19aaapmmu', className: 'QSO', subject: 'agn' as const },
      base,
      { ...base, objectId: 'ZTF18aaypnnd', className: 'CataclyV*', subject: 'cv' as const },
    ];
    const options = { classNames: [], defaultRadiusArcsec: 10, defaultLimit: 100 };
    const examples = examplesFromRows(rows);
    expect(examples.map(({ text }) => understoodFromText(text, options))).toMatchObject([
      { kind: 'object', objectId: 'ZTF21acoshvy' },
      { kind: 'object', objectId: 'ZTF18aaypnnd' },
      { kind: 'object', objectId: 'ZTF19aaapmmu' },
      { kind: 'cone', raDeg: expect.closeTo(base.raDeg, 3), decDeg: expect.closeTo(base.decDeg, 3), radiusArcsec: 30 },
      { kind: 'class', className: 'Early SN Ia candidate' },
      { kind: 'partial', prefix: 'ZTF21ac' },
    ]);
    expect(examples[0]?.href).toBe('/ZTF21acoshvy');
    expect(new URL(examples[4]?.href ?? '', 'http://x').searchParams.get('q')).toBe(examples[4]?.text);
  });
});
