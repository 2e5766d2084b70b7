import { exposureFields } from './candidate.ts';
import type { PacketRecord } from './packet-schema.ts';
import type { Measurement } from './photometry.ts';
import { createRandom } from './random.ts';
import type { SimulatedObject } from './survey.ts';
import { surveyPlan } from './survey-plan.ts';

const digits = (value: number, places: number): number => Number(value.toFixed(places));

/** Forced photometry of the past 30 days, as schema 4.02 carries it; limits have a flux too. */
export function forcedHistory(object: SimulatedObject, past: readonly Measurement[]): readonly PacketRecord[] | null {
  const entries = past.map((m): PacketRecord => {
    const fields = exposureFields(object, m.exposure);
    const random = createRandom(`${surveyPlan.seed}/forced/${object.truth.name}/${m.exposure.jd}`);
    return {
      field: fields.field ?? null,
      rcid: fields.rcid ?? null,
      fid: m.exposure.fid,
      pid: fields.pid ?? null,
      rfid: BigInt(m.exposure.fieldId * 1_000_000 + 120_000 + m.exposure.fid * 100 + object.around.rcid),
      sciinpseeing: m.exposure.seeingPx,
      scibckgnd: m.exposure.skyDn,
      scisigpix: digits(Math.sqrt(m.exposure.skyDn / surveyPlan.gain) + 1, 4),
      magzpsci: m.exposure.zeroPoint,
      magzpsciunc: fields.magzpsciunc ?? null,
      magzpscirms: fields.magzpscirms ?? null,
      clrcoeff: fields.clrcoeff ?? null,
      clrcounc: fields.clrcounc ?? null,
      exptime: 30,
      adpctdif1: digits(random.uniform(0.05, 0.1), 5),
      adpctdif2: digits(random.uniform(0.05, 0.1), 5),
      diffmaglim: m.exposure.limitMag,
      programid: 1,
      jd: m.exposure.jd,
      forcediffimflux: digits(m.fluxDn, 4),
      forcediffimfluxunc: digits(m.sigmaDn, 4),
      procstatus: '0',
      distnr: -99999,
      ranr: -99999,
      decnr: -99999,
      magnr: -99999,
      sigmagnr: -99999,
      chinr: -99999,
      sharpnr: -99999,
    };
  });
  return entries.length === 0 ? null : entries;
}
