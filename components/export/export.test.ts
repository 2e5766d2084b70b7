import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Drawing } from './drawing.ts';
import { stepsOfPath } from './path-steps.ts';
import { pdfFromDrawing } from './pdf.ts';
import { runsOf } from './pdf-text.ts';
import { svgFromDrawing } from './svg-text.ts';

const drawing: Drawing = {
  width: 250,
  height: 180,
  title: 'A <figure> & its “title”',
  shapes: [
    { kind: 'path', d: 'M10 10H100V60Z', stroke: '#bb4408', lineWidth: 0.5, dash: [3, 2] },
    { kind: 'text', x: 20, y: 30, text: 'σ = 3.2 µJy, −5″', size: 8, fill: '#000000', anchor: 'middle', turnedDeg: 90 },
    {
      kind: 'clipped',
      x: 0,
      y: 0,
      width: 50,
      height: 50,
      shapes: [{ kind: 'path', d: 'M4.5,0A4.5,4.5 0 1,1 0,-4.5A4.5,4.5 0 0,1 4.5,0Z', x: 25, y: 25, fill: '#00766a' }],
    },
    {
      kind: 'image',
      x: 5,
      y: 5,
      width: 40,
      height: 40,
      pixels: { width: 2, height: 1, rgb: Uint8Array.of(255, 0, 0, 0, 0, 255) },
    },
  ],
};
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

describe('PDF', () => {
  const text = latin1(pdfFromDrawing(drawing));

  test('has every object where its table says', () => {
    const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    expect(text.slice(start, start + 4)).toBe('xref');
    const places = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, place]) => Number(place));
    expect(places).toHaveLength(9);
    for (const [index, place] of places.entries()) {
      expect(text.slice(place, place + 8)).toMatch(new RegExp(`^${index + 1} 0 obj`));
    }
    for (const [, length, after] of text.matchAll(/\/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/g)) {
      expect(after).toHaveLength(Number(length));
    }
  });

  test('keeps pixels as they are, and is as large as the drawing', () => {
    expect(text).toContain('/MediaBox [0 0 250 180]');
    expect(text).toContain(latin1(Uint8Array.of(255, 0, 0, 0, 0, 255)));
  });

  test('writes Greek letters, primes and the minus sign in Symbol, the rest in Helvetica', () => {
    expect(runsOf('σ 5″').runs.map(({ font }) => font)).toEqual(['symbol', 'text', 'symbol']);
    expect(runsOf('11').width).toBeCloseTo(1.112, 9);
    expect(runsOf('漢').runs[0]?.codes).toEqual([0x3f]);
  });
});

describe('SVG', () => {
  test('is one file with its size in points, and text is data', () => {
    const text = svgFromDrawing(drawing);
    expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="250pt" height="180pt"/);
    expect(text).toContain('<title>A &lt;figure&gt; &amp; its “title”</title>');
    expect(text).toContain('clip-path="url(#c1)"');
    expect(text).toContain('data:image/bmp;base64,Qk');
    expect(text).not.toContain('http://localhost');
  });
});

describe('paths', () => {
  test('arcs become curves whose ends lie on the circle, whatever its size', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 500, noNaN: true }), (r) => {
        const steps = stepsOfPath(`M${r},0A${r},${r} 0 1,1 0,-${r}A${r},${r} 0 0,1 ${r},0Z`);
        const curves = steps.filter((step) => step.op === 'C');
        expect(curves.length).toBe(4);
        for (const { points } of curves) {
          const [ax, ay, bx, by, x, y] = points;
          expect(Math.hypot(x, y) / r).toBeCloseTo(1, 6);
          // Handles of a quarter turn: 0.5523 of the radius off the circle's ends.
          expect(Math.hypot(ax, ay) / r).toBeCloseTo(Math.hypot(1, 0.552285), 4);
          expect(Math.hypot(bx, by) / r).toBeCloseTo(Math.hypot(1, 0.552285), 4);
        }
      }),
    );
  });

  test('relative steps and steps without letters mean what SVG says', () => {
    expect(stepsOfPath('M1 2 3 4h5v-1')).toEqual([
      { op: 'M', x: 1, y: 2 },
      { op: 'L', x: 3, y: 4 },
      { op: 'L', x: 8, y: 4 },
      { op: 'L', x: 8, y: 3 },
    ]);
  });

  test('what is not known is refused', () => {
    expect(() => stepsOfPath('M0 0Q1 1 2 2')).toThrow(RangeError);
  });
});
