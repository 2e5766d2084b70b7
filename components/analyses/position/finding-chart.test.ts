import { expect, test } from 'vitest';
import { pdfFromDrawing } from '#components/export/pdf.ts';
import { svgFromDrawing } from '#components/export/svg-text.ts';
import { positionAt } from '#domain/astrometry/offsets.ts';
import { findingChart, paperColours } from './finding-chart.ts';

const position = { raDeg: 150.1, decDeg: 2.2 };
const star = (id: string, mag: number, eastArcsec: number, northArcsec: number) => ({
  id,
  mag,
  ...positionAt(position, { eastArcsec, northArcsec }),
});
const stars = [star('a', 12, 60, 0), star('b', 15, 0, 90)];
const chart = (more: object = {}) => findingChart({ objectId: 'X', position, fieldArcmin: 5, ...more }, paperColours);
const wordsOf = ({ shapes }: ReturnType<typeof chart>) =>
  shapes.flatMap((one) => (one.kind === 'text' ? [one.text] : []));

test('north is up and east left: an eastern star is left of the middle, a northern one above', () => {
  const discs = chart({ stars }).shapes.filter((one) => one.kind === 'path' && one.fill !== undefined);
  const [east, north] = discs.map((one) => (one.kind === 'path' ? [one.x, one.y] : []));
  expect(east?.[0]).toBeCloseTo(210 - 60 * (360 / 300), 1);
  expect(east?.[1]).toBeCloseTo(242, 1);
  expect(north?.[1]).toBeCloseTo(242 - 90 * (360 / 300), 1);
});

test('it says which catalogue, which epoch, and the way from each star', () => {
  const words = wordsOf(chart({ stars, epoch: '2026.9' }));
  expect(words).toContain('Stars: Gaia DR3, epoch 2026.9.');
  expect(words).toContain('−60.00″');
});

test('without a catalogue it still has cross, scale and compass, and says so', () => {
  const bare = chart();
  expect(wordsOf(bare)).toEqual(expect.arrayContaining(['N', 'E', '1′', 'No catalogue was asked.']));
  const cross = bare.shapes.filter((one) => one.kind === 'path' && one.stroke === paperColours.accent);
  expect(cross).toHaveLength(4);
});

test('a picture takes the place of the stars, and its own bytes are in the files', () => {
  const jpegBase64 = btoa('the bytes of a picture');
  const picture = { jpegBase64, pixels: { width: 8, height: 6, components: 1 }, credit: 'DSS2 red' };
  const drawing = chart({ stars, picture });
  expect(drawing.shapes.some((one) => one.kind === 'path' && one.fill !== undefined)).toBe(false);
  expect(svgFromDrawing(drawing)).toContain(`data:image/jpeg;base64,${jpegBase64}`);
  const pdf = Buffer.from(pdfFromDrawing(drawing)).toString('latin1');
  expect(pdf).toMatch(/\/Width 8 \/Height 6 .*\/DeviceGray \/Filter \/DCTDecode \/Length 22/);
  expect(pdf).toContain('the bytes of a picture');
});
