import { columnsOf, mergedColumns } from '#domain/surveys/columns-of.ts';
import type { Column } from '#domain/surveys/survey.ts';
import { ztfFinkColumns } from '#domain/surveys/ztf-columns-fink.ts';
import { ztfPacketColumns } from '#domain/surveys/ztf-columns-packet.ts';

/** Columns of the table `ztf`, alphabetical. */
export const ztfAlertColumns: readonly Column[] = mergedColumns(ztfPacketColumns, ztfFinkColumns);

/** Columns computed while answering, family `v`; never stored. */
export const ztfComputedColumns: readonly Column[] = columnsOf('v', [
  ['classification', 'string', 'Class that the broker’s flags and the crossmatch lead to.', undefined, 'src.class'],
  ['constellation', 'string', 'Constellation of the position, by the IAU boundaries.', undefined, 'meta.id;pos'],
  ['g-r', 'double', 'Colour from the g and r measurements nearest in time, within 0.3 d.', 'mag', 'phot.color'],
  ['sigma(g-r)', 'double', '1σ error of g-r.', 'mag', 'stat.error;phot.color'],
  ['rate(g-r)', 'double', 'Change of that colour per day since the previous pair.', 'mag/d', 'arith.rate;phot.color'],
  ['sigma(rate(g-r))', 'double', '1σ error of rate(g-r).', 'mag/d', 'stat.error;phot.color'],
  [
    'rate',
    'double',
    'Change of magnitude per day since the previous measurement in the same filter.',
    'mag/d',
    'arith.rate;phot.mag',
  ],
  ['sigma(rate)', 'double', '1σ error of rate.', 'mag/d', 'stat.error;phot.mag'],
  ['lastdate', 'string', 'Date of the alert, ISO, UTC.', undefined, 'time.epoch'],
  ['firstdate', 'string', 'Date of the first detection (jdstarthist), ISO, UTC.', undefined, 'time.start'],
  ['lapse', 'double', 'Days from the first detection to the alert.', 'd', 'time.duration'],
]);

/** Stamps as the APIs name them, family `b`; never stored in the tables. */
export const ztfCutoutColumns: readonly Column[] = columnsOf('b', [
  [
    'cutoutScience_stampData',
    'string',
    'Stamp of the new exposure around the candidate.',
    undefined,
    'meta.dataset;obs.image',
  ],
  ['cutoutTemplate_stampData', 'string', 'The same field in the reference image.', undefined, 'meta.dataset;obs.image'],
  ['cutoutDifference_stampData', 'string', 'Science minus reference.', undefined, 'meta.dataset;obs.image'],
]);

/** `d:tag`, added while answering with limits: `valid`, `upperlim` or `badquality`. */
export const ztfTagColumn: Column = {
  name: 'd:tag',
  type: 'string',
  doc: 'Quality of the row when limits are asked for: valid, upperlim or badquality.',
  ucd: 'meta.code.qual',
};
