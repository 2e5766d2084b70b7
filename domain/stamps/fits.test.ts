import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { realData } from '#fixtures/real-data.ts';
import golden from './fits.golden.json' with { type: 'json' };
import { type FitsValue, readFits } from './fits.ts';
import { hduNamed, imageFromHdu, stampImage } from './fits-image.ts';
import { compassOf, pixelFromSky, pixelScaleArcsec, skyFromPixel, wcsOf } from './wcs.ts';

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));

test('units are found by name, pixels are those of astropy', () => {
  const hdus = readFits(bytes(golden.three));
  expect(hdus.map((hdu) => hdu.name)).toEqual(['PRIMARY', 'UNCERT', 'PSFIMAGE']);
  const image = stampImage(bytes(golden.three));
  expect([image.width, image.height]).toEqual([7, 5]);
  expect(Array.from(image.data)).toEqual(golden.threeImage);
  const psf = hduNamed(hdus, 'psfimage');
  expect(psf && Array.from(imageFromHdu(psf).data)).toEqual(golden.threePsf);
});

test('cards keep text with quotes and slashes, numbers, and comments', () => {
  const { header } = stampImage(bytes(golden.three));
  expect(header.value('NOTE')).toBe("it's / here");
  expect(header.cards.find((card) => card.key === 'NOTE')?.comment).toBe('a comment');
  expect([header.value('SIMPLE'), header.number('BIG'), header.value('BUNIT')]).toEqual([true, 1.5e-7, 'nJy']);
  expect(header.cards.some((card) => card.key === 'COMMENT' && card.value === undefined)).toBe(true);
});

test('an empty first unit is passed over; whole numbers are scaled', () => {
  expect(Array.from(stampImage(bytes(golden.emptyFirst)).data)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(Array.from(stampImage(bytes(golden.scaled)).data)).toEqual(golden.scaledImage);
});

describe('WCS without CTYPE', () => {
  const values = new Map<string, FitsValue>(Object.entries(golden.header));
  const number = (key: string): number | undefined => Number(values.get(key) ?? Number.NaN);
  const header = {
    cards: [],
    value: (key: string) => values.get(key),
    number: (key: string) => (values.has(key) ? number(key) : undefined),
  };
  const wcs = wcsOf(header);

  test('is TAN in degrees, to 1e-9° of astropy, and back to 1e-6 pixel', () => {
    expect(wcs).toBeDefined();
    if (!wcs) return;
    golden.pixels.forEach(([x = 0, y = 0], i) => {
      const [ra, dec] = skyFromPixel(wcs, x, y);
      expect(ra).toBeCloseTo(golden.sky[i]?.[0] ?? Number.NaN, 9);
      expect(dec).toBeCloseTo(golden.sky[i]?.[1] ?? Number.NaN, 9);
      const back = pixelFromSky(wcs, ra, dec);
      expect(back?.[0]).toBeCloseTo(x, 6);
      expect(back?.[1]).toBeCloseTo(y, 6);
    });
    expect(pixelScaleArcsec(wcs)).toBeCloseTo(golden.scaleArcsec, 9);
  });

  test('north and east are steps that raise declination and right ascension', () => {
    if (!wcs) return;
    const { north, east } = compassOf(wcs);
    const [ra, dec] = skyFromPixel(wcs, 15, 15);
    expect(skyFromPixel(wcs, 15 + north[0], 15 + north[1])[1]).toBeGreaterThan(dec);
    expect(skyFromPixel(wcs, 15 + east[0], 15 + east[1])[0]).toBeGreaterThan(ra);
  });

  test('there is none without CRVAL, and none of another projection', () => {
    const without = (key: string) => ({ ...header, number: (k: string) => (k === key ? undefined : header.number(k)) });
    expect(wcsOf(without('CRVAL1'))).toBeUndefined();
    expect(wcsOf({ ...header, value: (key) => (key === 'CTYPE1' ? 'RA---SIN' : header.value(key)) })).toBeUndefined();
  });
});

test('bytes that are not FITS, or cut anywhere, fail as corrupt and never otherwise', () => {
  const whole = bytes(golden.three);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(whole.length - 1), fc.nat(255), (length, at, value) => {
      const changed = whole.slice(0, length);
      if (at < length) changed[at] = value;
      try {
        stampImage(changed);
      } catch (error) {
        expect(error).toBeInstanceOf(PortalError);
        expect(error instanceof PortalError && error.kind).toBe('corrupt');
      }
    }),
  );
});

const data = realData();

describe.skipIf(!data)('stamps of real ZTF packets', () => {
  /** Length that Avro writes (zigzag, base 128) in the two or three bytes before `at`, behind the text of a file name. */
  const lengthBefore = (packet: Buffer, at: number): number => {
    const [a = 0, b = 0, c = 0] = packet.subarray(at - 3, at);
    if (b < 128 || c >= 128) return 0;
    return (a < 128 ? (b & 127) | (c << 7) : (a & 127) | ((b & 127) << 7) | (c << 14)) >>> 1;
  };

  test('the free-format first card of all 72 is read; the image is float32 without WCS', () => {
    const gzipMagic = Buffer.from([0x1f, 0x8b, 0x08]);
    let stamps = 0;
    for (const file of readdirSync(`${data}ztf/avro`).filter((name) => name.endsWith('.avro'))) {
      const packet = readFileSync(`${data}ztf/avro/${file}`);
      for (let at = packet.indexOf(gzipMagic); at >= 0; at = packet.indexOf(gzipMagic, at + 1)) {
        const length = lengthBefore(packet, at);
        if (length < 1000) continue;
        const image = stampImage(gunzipSync(packet.subarray(at, at + length)));
        expect(image.header.value('SIMPLE')).toBe(true);
        expect(image.data).toBeInstanceOf(Float32Array);
        expect(image.data.length).toBe(image.width * image.height);
        expect(wcsOf(image.header)).toBeUndefined();
        stamps++;
      }
    }
    expect(stamps).toBe(72);
  });
});
