import { expect, test } from 'vitest';
import type { FitsImage } from '#domain/stamps/fits-image.ts';
import renders from '#domain/stamps/render.golden.json' with { type: 'json' };
import { type ConvolutionKernel, renderStamp, type Stretch } from '#domain/stamps/render.ts';
import golden from './stamp-colormaps.golden.json' with { type: 'json' };
import { colormapNames, colormapTable, coloursOf } from './stamp-colormaps.ts';

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('every colour map of matplotlib is there, with its reverse, and no other', () => {
  expect(colormapNames().toSorted()).toEqual(Object.keys(golden.maps).toSorted());
  for (const name of ['nope', 'constructor', '__proto__', '_r', '', 'viridis_r_r'])
    expect(() => coloursOf(name)).toThrow(/no colour map/);
  expect(coloursOf(undefined)).toBeUndefined();
});

test.each(Object.entries(golden.maps))('%s has the colours of matplotlib', (name, colours) => {
  const table = colormapTable(name) ?? new Uint8Array();
  const count = table.length / 3;
  const found = golden.places.map((place) => {
    const at = 3 * Math.min(count - 1, Math.floor(count * place));
    return hexOf(table.subarray(at, at + 3));
  });
  expect(found.join('')).toBe(colours);
});

function goldenImage(name: string): FitsImage {
  const found = Object.entries(renders.images).find(([key]) => key === name)?.[1];
  if (!found) throw new Error(`no image ${name}`);
  const { buffer } = Uint8Array.from(Buffer.from(found.float32le, 'hex'));
  const header = { cards: [], value: () => undefined, number: () => undefined };
  return { width: found.width, height: found.height, data: new Float32Array(buffer), header };
}

test.each(renders.cases.filter(({ colormap }) => colormap !== null))(
  '$image, $stretch, $colormap, $convolution: the pixels of numpy and matplotlib',
  (each) => {
    const rendered = renderStamp(goldenImage(each.image), {
      stretch: each.stretch as Stretch,
      colours: colormapTable(each.colormap ?? ''),
      convolutionKernel: (each.convolution ?? undefined) as ConvolutionKernel | undefined,
    });
    expect(hexOf(rendered.pixels)).toBe(each.pixels);
  },
);
