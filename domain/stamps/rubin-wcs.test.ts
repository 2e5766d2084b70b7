import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { describe, expect, test } from 'vitest';
import { realData } from '#fixtures/real-data.ts';
import { type FitsImage, stampImage } from './fits-image.ts';
import { pixelFromSky, pixelScaleArcsec, type TanWcs, wcsOf } from './wcs.ts';

const data = realData();

interface Source {
  readonly id: string;
  readonly visit: string;
  /** Place on the detector, pixels counted from 0 at their centres, and on the sky. */
  readonly x: number;
  readonly y: number;
  readonly ra: number;
  readonly dec: number;
  readonly wcs: TanWcs;
  /** Pixel of the detector at the stamp's first one. */
  readonly corner: readonly [number, number];
  readonly snr: number;
  readonly difference: FitsImage;
}

async function readSources(folder: string): Promise<readonly Source[]> {
  const file = await asyncBufferFromFile(`${folder}lsst/fink-lsst-v7.1.snappy.parquet`);
  const rows = await parquetReadObjects({
    file,
    compressors,
    columns: ['diaSource', 'cutoutScience', 'cutoutDifference'],
    utf8: false,
  });
  return rows.map(({ diaSource, cutoutScience, cutoutDifference }) => {
    const { header } = stampImage(cutoutScience);
    const wcs = wcsOf(header);
    if (!wcs) throw new Error(`${diaSource.diaSourceId} has no WCS.`);
    const { x, y, ra, dec, snr } = diaSource;
    const corner = [header.number('CUTMINX') ?? Number.NaN, header.number('CUTMINY') ?? Number.NaN] as const;
    const visit = `${diaSource.visit} ${diaSource.detector}`;
    return {
      id: String(diaSource.diaSourceId),
      visit,
      x,
      y,
      ra,
      dec,
      snr,
      wcs,
      corner,
      difference: stampImage(cutoutDifference),
    };
  });
}

/** Centre of the light of 5 × 5 pixels (counted from 1) about the brightest one near a place, whatever its sign. */
function centreOfLight({ width, data: pixels }: FitsImage, nearX: number, nearY: number): readonly [number, number] {
  const at = ([x, y]: readonly [number, number]): number => Math.abs(pixels[(y - 1) * width + x - 1] ?? 0);
  const around = (x: number, y: number, reach: number) =>
    Array.from({ length: (2 * reach + 1) ** 2 }, (_, k) => {
      const side = 2 * reach + 1;
      return [x - reach + (k % side), y - reach + Math.floor(k / side)] as const;
    });
  const near = around(Math.round(nearX), Math.round(nearY), 3);
  const [x0, y0] = near.reduce((best, one) => (at(one) > at(best) ? one : best));
  let [sum, sumX, sumY] = [0, 0, 0];
  for (const place of around(x0, y0, 2)) {
    sum += at(place);
    sumX += at(place) * place[0];
    sumY += at(place) * place[1];
  }
  return [sumX / sum, sumY / sum];
}

describe.skipIf(data === undefined)(
  'orientation of real Rubin stamps, against the places of their sources',
  async () => {
    const sources = data === undefined ? [] : await readSources(data);

    /** Distance of the alert by the WCS from its place on the detector; CUTMIN names the pixel before the first. */
    const missOf = (one: Source, other: Source): number => {
      const [i, j] = pixelFromSky(one.wcs, other.ra, other.dec) ?? [Number.NaN, Number.NaN];
      return Math.hypot(i - (other.x - one.corner[0]), j - (other.y - one.corner[1]));
    };

    test('the WCS puts the alert on the pixel that the detector says', () => {
      expect(sources).toHaveLength(50);
      const exact = sources.filter((one) => missOf(one, one) < 0.01);
      // The others are dipoles and trails, whose position is another centroid than x and y.
      expect(exact.length).toBeGreaterThanOrEqual(30);
    });

    test('and there is the light: bright sources of the difference are centred on it', () => {
      const bright = sources.filter((one) => one.snr > 60);
      expect(bright.length).toBeGreaterThanOrEqual(6);
      for (const { id, wcs, ra, dec, difference } of bright) {
        const [i, j] = pixelFromSky(wcs, ra, dec) ?? [Number.NaN, Number.NaN];
        const [x, y] = centreOfLight(difference, i, j);
        expect(Math.hypot(x - i, y - j), id).toBeLessThan(0.45);
      }
    });

    test('scale and rotation: other sources of the detector lie where the WCS of one stamp says', () => {
      let pairs = 0;
      for (const one of sources) {
        expect(pixelScaleArcsec(one.wcs)).toBeCloseTo(0.2, 2);
        for (const other of sources) {
          const away = Math.hypot(one.x - other.x, one.y - other.y);
          if (one === other || one.visit !== other.visit || away > 1000 || missOf(other, other) > 0.01) continue;
          pairs++;
          // What is left is the distortion of the camera, which grows with the distance.
          expect(missOf(one, other) / away, `${one.id} → ${other.id}`).toBeLessThan(1e-3);
        }
      }
      expect(pairs).toBeGreaterThan(40);
    });
  },
);
