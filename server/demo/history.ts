import { derivedValues } from '#domain/derived/derived-values.ts';
import type { Epoch } from '#domain/derived/history.ts';
import type { PacketRecord } from './packet-schema.ts';
import type { Measurement } from './photometry.ts';
import type { SimulatedObject } from './survey.ts';

/** The part of an object's past that a packet carries, days. */
const historyDays = 30;

/** Measurements of the 30 days before the `index`-th, oldest first. */
export function historyOf(object: SimulatedObject, index: number): readonly Measurement[] {
  const now = object.measurements[index]?.exposure.jd ?? 0;
  let first = index;
  while (first > 0 && now - (object.measurements[first - 1]?.exposure.jd ?? 0) <= historyDays) first--;
  return object.measurements.slice(first, index);
}

function epochOf({ kind, exposure, mag, magErr }: Measurement): Epoch {
  const measured = kind === 'limit' ? {} : { magpsf: mag, sigmapsf: magErr };
  return { jd: exposure.jd, fid: exposure.fid, diffmaglim: exposure.limitMag, ...measured };
}

/** The columns that follow from packet and history, by the rule that bare packets get them by. */
export function derivedColumns(past: readonly Measurement[], now: Measurement, candidate: PacketRecord): PacketRecord {
  const number = (name: string): number => Number(candidate[name] ?? Number.NaN);
  const values = derivedValues(
    {
      ...epochOf(now),
      jdstarthist: number('jdstarthist'),
      ndethist: number('ndethist'),
      ssdistnr: number('ssdistnr'),
      distpsnr1: number('distpsnr1'),
      sgscore1: number('sgscore1'),
    },
    past.map(epochOf),
  );
  return Object.fromEntries(
    Object.entries(values).map(([column, value]) => {
      const digits = typeof value === 'number' && Number.isFinite(value) ? Number(value.toFixed(7)) : value;
      return [column.slice(2), Number.isNaN(digits) ? 0 : digits];
    }),
  );
}
