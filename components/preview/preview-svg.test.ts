import { expect, test } from 'vitest';
import { lightcurveFromRows } from '#domain/lightcurve/from-rows.ts';
import { summaryFromRows } from '#domain/object/summary-from-rows.ts';
import { ztf } from '#domain/surveys/ztf.ts';
import { previewSvg } from './preview-svg.ts';

const objectId = 'ZTF99aaaaaaa';
const row = (jd: number, type: string) => ({
  'i:objectId': objectId,
  'i:candid': '9200000000000000001',
  'i:jd': jd,
  'i:fid': 1,
  'i:magpsf': 18,
  'i:sigmapsf': 0.1,
  'i:isdiffpos': 't',
  'i:ra': 10,
  'i:dec': -5,
  'd:cdsxmatch': type,
  'd:tag': 'valid',
});
const none = { Science: null, Template: null, Difference: null };

test('words from outside are text in the picture, never markup', () => {
  const rows = [row(2459540.5, '<script>"&\u0000'), row(2459530.5, 'x')];
  const input = {
    survey: ztf,
    summary: summaryFromRows({ survey: ztf, objectId, rows }),
    lightcurve: lightcurveFromRows(ztf, objectId, rows),
    stamps: none,
  };
  const svg = previewSvg(input);
  expect(svg).toContain('&lt;script&gt;&quot;&amp;');
  expect(svg.includes('<script') || svg.includes('\u0000')).toBe(false);
  expect(svg).toContain('Simulated survey');
  expect(svg).toContain('2 detections over 10 d');
  expect(svg).not.toContain('<image');
  expect(previewSvg({ ...input, stamps: { ...none, Science: 'data:image/png;base64,AA==' } })).toContain(
    'href="data:image/png;base64,AA=="',
  );
});
