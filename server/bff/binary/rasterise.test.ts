import { afterEach, expect, test } from 'vitest';
import { createRasteriser, type Rasteriser } from './rasterise.ts';

const open: Rasteriser[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

function rasteriser(): Rasteriser {
  const made = createRasteriser();
  open.push(made);
  return made;
}

const svg = (width: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="8"><rect width="4" height="4" fill="#f00"/></svg>`;
const widthOf = (png: Uint8Array) => new DataView(png.buffer, png.byteOffset).getUint32(16);

test('pictures asked for together are each one’s own, and the process does other things meanwhile', async () => {
  const { png } = rasteriser();
  let turns = 0;
  let isDone = false;
  const turn = () => {
    turns += 1;
    if (!isDone) setImmediate(turn);
  };
  turn();
  const drawn = await Promise.all([10, 20, 30].map((width) => png(svg(width))));
  isDone = true;
  expect(drawn.map(widthOf)).toEqual([10, 20, 30]);
  // The engine alone takes longer to read than a thousand empty turns.
  expect(turns).toBeGreaterThan(1000);
});

test('what is no picture fails alone, and the next one is drawn', async () => {
  const { png } = rasteriser();
  await expect(png('<svg')).rejects.toMatchObject({ kind: 'internal' });
  expect(widthOf(await png(svg(7)))).toBe(7);
});

test('a thread that ends fails the pictures it had, and the next picture starts another', async () => {
  const made = rasteriser();
  const lost = made.png(svg(5));
  const outcome = expect(lost).rejects.toMatchObject({ kind: 'internal' });
  await made.close();
  await outcome;
  expect(widthOf(await made.png(svg(6)))).toBe(6);
});

test('more pictures than can be waited for are refused with the time to come back', async () => {
  const { png } = rasteriser();
  for (let k = 0; k < 50; k++) void png(svg(1)).catch(() => undefined);
  await expect(png(svg(1))).rejects.toMatchObject({ kind: 'overloaded', retryAfterSeconds: 5 });
});
