import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gifFromFrames } from './gif.ts';

/** Reads what the specification says of the first frame, written apart from the writer. */
function firstFrame(gif: Uint8Array): readonly number[] {
  let at = 13 + 768;
  while (gif[at] === 0x21) {
    at += 2;
    while ((gif[at] ?? 0) > 0) at += (gif[at] ?? 0) + 1;
    at++;
  }
  at += 10;
  const bits = gif[at++] ?? 0;
  const data: number[] = [];
  for (let size = gif[at] ?? 0; size > 0; size = gif[at] ?? 0) {
    data.push(...gif.subarray(at + 1, at + 1 + size));
    at += size + 1;
  }
  const [clear, end] = [1 << bits, (1 << bits) + 1];
  let [width, place] = [bits + 1, 0];
  let table: number[][] = [];
  let last: number[] | undefined;
  const pixels: number[] = [];
  for (;;) {
    let code = 0;
    for (let bit = 0; bit < width; bit++, place++) code |= (((data[place >> 3] ?? 0) >> (place & 7)) & 1) << bit;
    if (code === end) return pixels;
    if (code === clear) {
      table = Array.from({ length: end + 1 }, (_, value) => [value]);
      [width, last] = [bits + 1, undefined];
      continue;
    }
    const entry: number[] = table[code] ?? [...(last ?? []), last?.[0] ?? -1];
    if (last && table.length < 4096) table.push([...last, entry[0] ?? -1]);
    pixels.push(...entry);
    last = entry;
    if (table.length === 1 << width && width < 12) width++;
  }
}

const palette = Uint8Array.from({ length: 768 }, (_, at) => Math.floor(at / 3));
const gifOf = (frame: Uint8Array, width: number) =>
  gifFromFrames({ width, height: frame.length / width, palette, frames: [frame], delayMs: 500 });

test('what was written is what is read, from one pixel to more than the dictionary holds', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), (frame) => {
      expect(firstFrame(gifOf(frame, frame.length))).toEqual([...frame]);
    }),
  );
  let seed = 1;
  const noise = Uint8Array.from({ length: 150 * 120 }, () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed >> 16;
  });
  expect(firstFrame(gifOf(noise, 150))).toEqual([...noise]);
});

test('the bytes are those that Pillow 13.0.0 reads back: two frames, 500 ms each, for ever', () => {
  const frames = [0, 7].map((shift) => Uint8Array.from({ length: 63 * 63 }, (_, at) => (at * 31 + shift) % 251));
  const bytes = gifFromFrames({ width: 63, height: 63, palette, frames, delayMs: 500 });
  expect(createHash('sha1').update(bytes).digest('hex')).toMatchInlineSnapshot(
    `"dd96886b9f78f9dd44bbeecd01f5646bfd468122"`,
  );
});
