import { describe, expect, test } from 'vitest';
import { type Drawing, paperPalette } from '#domain/drawing/drawing.ts';
import { jpegSize } from '#domain/drawing/jpeg.ts';
import { pdfFromDrawing } from '#domain/drawing/pdf.ts';
import { svgFromDrawing } from '#domain/drawing/svg.ts';

/** The smallest grey JPEG header there is: start, frame of 2 × 3 pixels, end. */
const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 3, 0, 2, 1, 1, 0x11, 0, 0xff, 0xd9);
const drawing: Drawing = {
  title: 'A <b>"title"</b> (of one)',
  width: 200,
  height: 100,
  parts: [
    {
      kind: 'image',
      x: 0,
      y: 0,
      width: 50,
      height: 50,
      jpegBase64: btoa(String.fromCharCode(...jpeg)),
      pixels: { width: 2, height: 3, components: 1 },
    },
    { kind: 'line', points: [0, 0, 10, 20], width: 1, dashes: [4, 2] },
    { kind: 'circle', x: 50, y: 50, radius: 5 },
    { kind: 'circle', x: 50, y: 50, radius: 9, width: 2, tone: 'accent' },
    { kind: 'text', x: 200, y: 90, size: 10, text: '5″ <&> (α) \\ 20°', anchor: 'end', bold: true },
  ],
};

const text = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

describe('SVG', () => {
  test('words of strangers stay words', () => {
    const svg = svgFromDrawing(drawing, paperPalette);
    expect(svg).not.toContain('<b>');
    expect(svg).toContain('5″ &#60;&#38;&#62;');
    expect(svg.match(/<(polyline|circle|text|image) /g)).toHaveLength(5);
  });
});

describe('PDF', () => {
  const pdf = text(pdfFromDrawing(drawing, paperPalette));

  test('every entry of its table is where its object begins', () => {
    const start = Number(/startxref\n(\d+)/.exec(pdf)?.[1]);
    expect(pdf.slice(start, start + 4)).toBe('xref');
    const places = [...pdf.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, place]) => Number(place));
    expect(places).toHaveLength(8);
    for (const [index, place] of places.entries()) {
      expect(pdf.slice(place, place + 8)).toMatch(new RegExp(`^${index + 1} 0 obj`));
    }
  });

  test('streams are as long as they say, and the picture is its own bytes', () => {
    for (const [, length, body] of pdf.matchAll(/\/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/g)) {
      expect(body?.length).toBe(Number(length));
    }
    expect(pdf).toContain(text(jpeg));
    expect(pdf).toContain('/DeviceGray');
  });

  test('signs that its fonts have not are replaced, brackets are escaped, y runs downwards', () => {
    expect(pdf).toContain(String.raw`(5" <&> \(?\) \\ 20`);
    expect(pdf).toContain('0 100 m 10 80 l');
  });
});

describe('JPEG', () => {
  test('tells its size', () => {
    expect(jpegSize(jpeg)).toEqual({ width: 2, height: 3, components: 1 });
  });

  test('what is none, or cut off, has none', () => {
    expect(jpegSize(Uint8Array.of(1, 2, 3))).toBeUndefined();
    expect(jpegSize(jpeg.subarray(0, 8))).toBeUndefined();
    expect(jpegSize(Uint8Array.of(0xff, 0xd8, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10))).toBeUndefined();
  });
});
