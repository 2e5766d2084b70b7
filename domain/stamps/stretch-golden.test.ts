import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { colourMapNames, colourTable } from './colour-map.ts';
import { cutsFor, levelsOf, type StretchName, stretchNames } from './stretch.ts';
import { zscaleCuts } from './zscale.ts';

interface Case {
  readonly image: string;
  readonly width: number;
  readonly zscale: readonly [number, number];
  readonly percent: readonly [number, number];
  readonly float32le: string;
  readonly levels: Readonly<Record<StretchName, string>>;
}

const golden: { readonly maps: Readonly<Record<string, string>>; readonly cases: readonly Case[] } = JSON.parse(
  readFileSync(new URL('./stretch.golden.json', import.meta.url), 'utf8'),
);

const pixelsOf = ({ float32le }: Case): Float32Array =>
  new Float32Array(Uint8Array.from(Buffer.from(float32le, 'hex')).buffer);

describe.each(golden.cases)('$image, as astropy shows it', (one) => {
  const pixels = pixelsOf(one);
  const percent = { low: 2.5, high: 99.5 };

  test('zscale finds the same cuts', () => {
    const { low, high } = zscaleCuts(pixels.filter(Number.isFinite));
    const span = one.zscale[1] - one.zscale[0];
    expect(Math.abs(low - one.zscale[0]) / span).toBeLessThan(1e-9);
    expect(Math.abs(high - one.zscale[1]) / span).toBeLessThan(1e-9);
  });

  test.each(stretchNames)('%s gives every pixel the same grey', (stretch) => {
    const own = stretch === 'zscale' ? null : percent;
    const levels = levelsOf(pixels, cutsFor(pixels, { symmetric: false, stretch, percent: own }), stretch);
    const grey = Uint8Array.from(levels, (level) => (Number.isNaN(level) ? 0 : Math.round(level * 255)));
    expect(Buffer.from(grey).toString('hex')).toBe(one.levels[stretch]);
  });
});

test('colour maps are matplotlib’s, to six levels of 255 between the colours that are kept', () => {
  for (const name of colourMapNames.filter((known) => golden.maps[known])) {
    const expected = Buffer.from(golden.maps[name] ?? '', 'hex');
    const away = Array.from(colourTable(name), (value, at) => Math.abs(value - (expected[at] ?? 999)));
    expect([name, Math.max(...away) <= 6]).toEqual([name, true]);
  }
});
