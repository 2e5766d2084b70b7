import { deflateSync } from 'node:zlib';
import type { StampPlane, StampPlanes } from '#domain/stamps/frame.ts';
import type { StampKind } from '#domain/stamps/locator.ts';
import { pngFromImage } from '#domain/stamps/png.ts';
import { cutsOf, levelsOf, symmetricCuts } from '#domain/stamps/stretch.ts';

/** Stamps as PNG data addresses. */
export type StampPictures = Readonly<Record<StampKind, string | null>>;

/** Grey pictures of stamps as the page first shows them: asinh, the difference symmetric about zero, north up as far as the file is. */
export function picturesFromPlanes(planes: StampPlanes | undefined): StampPictures {
  const picture = (kind: StampKind): string | null => {
    const plane = planes?.[kind] ?? null;
    return plane === null ? null : addressOf(plane, kind);
  };
  return { Science: picture('Science'), Template: picture('Template'), Difference: picture('Difference') };
}

function addressOf({ width, height, pixels }: StampPlane, kind: StampKind): string {
  const isDifference = kind === 'Difference';
  const stretch = isDifference ? 'linear' : 'asinh';
  const levels = levelsOf(pixels, isDifference ? symmetricCuts(pixels) : cutsOf(pixels, stretch), stretch);
  const grey = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const level = levels[row * width + column] ?? 0;
      grey[(height - 1 - row) * width + column] = Number.isNaN(level) ? 255 : Math.round(level * 255);
    }
  }
  const png = pngFromImage({ width, height, channels: 1, pixels: grey }, deflateSync);
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}
