/** ZTF filter ids. */
export type Fid = 1 | 2 | 3;
export const bandNames = { 1: 'g', 2: 'r', 3: 'i' } as const satisfies Record<Fid, string>;

/** What is fixed about the simulated survey: the same on every machine, on every day. */
export const surveyPlan = {
  seed: 'fink-portal-demo-1',
  version: 2,
  /** JD UTC of 0 h on the UT date of the first night: 2026-07-01. A Palomar night lies within one UT date. */
  firstNightJd: 2461222.5,
  nights: 90,
  /** Nights before the first one: observed, so that the first alerts have a history, but not sent out as alerts. */
  historyNights: 30,
  /** The night that is written as bare Avro packets instead of Fink Parquet, counted from 0. */
  avroNight: 23,
  /** JD UTC from which ZTF counts its nights (`nid`). */
  nightIdJd: 2457754.5,
  /** Pixels of ZTF's camera, arcsec. */
  pixelArcsec: 1.01,
  /** Electrons per DN. */
  gain: 6.2,
  ndethistFloorJd: 2458200.5,
} as const;
