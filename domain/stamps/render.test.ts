import { deflateSync, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { FitsImage } from './fits-image.ts';
import { pngFromImage } from './png.ts';
import golden from './render.golden.json' with { type: 'json' };
import { type ConvolutionKernel, renderStamp, type Stretch } from './render.ts';

const noHeader = { cards: [], value: () => undefined, number: () => undefined };

function goldenImage(name: string): FitsImage {
  const found = Object.entries(golden.images).find(([key]) => key === name)?.[1];
  if (!found) throw new Error(`no image ${name}`);
  const bytes = Uint8Array.from(Buffer.from(found.float32le, 'hex'));
  return { width: found.width, height: found.height, data: new Float32Array(bytes.buffer), header: noHeader };
}

const greys = golden.cases.filter(({ colormap }) => colormap === null);

test.each(greys)('$image, $stretch, $convolution, grey: the pixels of numpy', (each) => {
  const rendered = renderStamp(goldenImage(each.image), {
    stretch: each.stretch as Stretch,
    convolutionKernel: (each.convolution ?? undefined) as ConvolutionKernel | undefined,
  });
  expect(Buffer.from(rendered.pixels).toString('hex')).toBe(each.pixels);
});

test('a stretch to the centre refuses a stamp whose centre is below the background', () => {
  const image = {
    ...goldenImage('star'),
    data: goldenImage('star').data.map((v, i) => (i === 7 * 15 + 7 ? -1000 : v)),
  };
  expect(() => renderStamp(image, { stretch: 'linear' })).toThrow(/central pixel/);
});

test('a PNG holds the size, the colour type and the rows', () => {
  const image = renderStamp(goldenImage('star'), { stretch: 'sigmoid', colours: Uint8Array.of(0, 0, 0, 255, 0, 0) });
  const png = Buffer.from(pngFromImage(image, deflateSync));
  expect(png.toString('latin1', 1, 4)).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]).toEqual([15, 15, 8, 6]);
  const length = png.readUInt32BE(33);
  const rows = inflateSync(png.subarray(41, 41 + length));
  expect(rows.subarray(1, 61).equals(Buffer.from(image.pixels.subarray(0, 60)))).toBe(true);
  expect(png.subarray(-12).toString('hex')).toBe('0000000049454e44ae426082');
});
