import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { jdFromDateText, mjdFromDateText } from '#domain/time/date-text.ts';
import { isoFromJdUtc, isoFromMjdUtc } from '#domain/time/iso-text.ts';
import { secondsOfUtcDay, taiMinusUtcSeconds } from '#domain/time/leap-seconds.ts';
import {
  jdUtcFromMjdTai,
  jdUtcFromMjdUtc,
  mjdTaiFromJdUtc,
  mjdTaiFromMjdUtc,
  mjdUtcFromJdUtc,
  mjdUtcFromMjdTai,
  mjdUtcFromUnixMs,
  unixMsFromMjdUtc,
} from '#domain/time/scales.ts';
import goldenJson from './time.golden.json' with { type: 'json' };

type NumberPairs = readonly (readonly [number, number])[];
type TextOfNumber = readonly (readonly [number, string])[];
const golden = goldenJson as unknown as {
  taiOfUtc: NumberPairs;
  utcOfTai: NumberPairs;
  isoOfMjdUtc: TextOfNumber;
  isoOfJdUtc: TextOfNumber;
  dates: readonly (readonly [text: string, jd: number, mjd: number])[];
  wrong: readonly string[];
};

const microsecond = 1e-6 / 86_400;

describe('scales', () => {
  test('UTC becomes TAI within a microsecond of astropy, leap seconds included', () => {
    for (const [utc, tai] of golden.taiOfUtc)
      expect(Math.abs(mjdTaiFromMjdUtc(utc) - tai), `${utc}`).toBeLessThan(microsecond);
  });

  test('TAI becomes UTC within a microsecond of astropy, leap seconds included', () => {
    for (const [tai, utc] of golden.utcOfTai)
      expect(Math.abs(mjdUtcFromMjdTai(tai) - utc), `${tai}`).toBeLessThan(microsecond);
  });

  test('TAI and back is the same moment', () => {
    fc.assert(
      fc.property(fc.double({ min: 41_320, max: 70_000, noNaN: true }), (mjd) => {
        expect(Math.abs(mjdUtcFromMjdTai(mjdTaiFromMjdUtc(mjd)) - mjd)).toBeLessThan(microsecond);
      }),
    );
  });

  test('37 s since 2017, and the day before had one second more', () => {
    expect(taiMinusUtcSeconds(57_753)).toBe(36);
    expect(taiMinusUtcSeconds(57_754)).toBe(37);
    expect(secondsOfUtcDay(57_753)).toBe(86_401);
    expect(secondsOfUtcDay(57_754)).toBe(86_400);
    expect(secondsOfUtcDay(41_316)).toBe(86_400);
  });

  test('JD and MJD differ by 2400000.5 and lose nothing', () => {
    expect(mjdUtcFromJdUtc(2_460_826.9102662001)).toBe(2_460_826.9102662001 - 2_400_000.5);
    expect(jdUtcFromMjdUtc(mjdUtcFromJdUtc(2_460_826.9102662001))).toBe(2_460_826.9102662001);
    expect(mjdTaiFromJdUtc(2_460_000.5)).toBeCloseTo(60_000 + 37 / 86_400, 10);
    expect(jdUtcFromMjdTai(60_000 + 37 / 86_400)).toBeCloseTo(2_460_000.5, 9);
  });

  test('Unix time begins at MJD 40587', () => {
    expect(unixMsFromMjdUtc(40_587)).toBe(0);
    expect(mjdUtcFromUnixMs(Date.UTC(2023, 1, 25))).toBe(60_000);
  });
});

describe('ISO text', () => {
  test('dates are printed as astropy prints them, on the UTC and on the TAI clock', () => {
    for (const [mjd, text] of golden.isoOfMjdUtc) expect(isoFromMjdUtc(mjd), `${mjd}`).toBe(text);
    for (const [jd, text] of golden.isoOfJdUtc) expect(isoFromJdUtc(jd), `${jd}`).toBe(text);
  });

  test('milliseconds that round up carry into the next day', () => {
    expect(isoFromMjdUtc(59_999.999999999)).toBe('2023-02-25 00:00:00.000');
  });
});

describe('dates in arguments', () => {
  test('ISO and year-day texts are read as astropy reads them, to the last digit of the JD', () => {
    for (const [text, jd, mjd] of golden.dates) {
      expect(jdFromDateText(text), text).toBe(jd);
      expect(Math.abs(mjdFromDateText(text) - mjd), text).toBeLessThan(2e-11);
    }
  });

  test('a number is a JD from 2,400,000 on, else an MJD, as text too', () => {
    expect(jdFromDateText(2_459_521.9166666665)).toBe(2_459_521.9166666665);
    expect(jdFromDateText('2459521.9166666665')).toBe(2_459_521.9166666665);
    expect(jdFromDateText('59521.5')).toBe(2_459_522);
    expect(mjdFromDateText(59_521.5)).toBe(59_521.5);
    expect(mjdFromDateText('2459522.0')).toBe(59_521.5);
    expect(jdFromDateText('20211101')).toBe(20_211_101);
  });

  test.each([...golden.wrong, '2021:366', 'nan', 'inf', '1e999', '59 521', '0x10'])(
    '%j is refused as a bad request',
    (text) => {
      expect(() => jdFromDateText(text, 'startdate')).toThrow(PortalError);
      expect(() => mjdFromDateText(text, 'startdate')).toThrow(/^`startdate` is not a date/);
    },
  );

  test('any text is either a date or a bad request', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(Number.isFinite(jdFromDateText(text))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(PortalError);
        }
      }),
    );
  });
});
