import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Example, examplesOf } from './examples.ts';
import { nightParquet } from './night-parquet.ts';
import { createPacketMaker } from './packet.ts';
import { createAvroPackets } from './packet-avro.ts';
import { type SideFiles, writeSideFiles } from './side-files/write-side-files.ts';
import { createSurvey } from './survey.ts';
import { surveyPlan } from './survey-plan.ts';

/** A night that has been written: a Parquet file, or a folder of Avro packets. */
export interface NightFile {
  readonly night: number;
  readonly path: string;
  readonly alerts: number;
}

/** What is known before the first night is written. */
export interface SurveyFacts {
  readonly alerts: number;
  readonly objects: number;
  readonly nights: number;
  readonly examples: readonly Example[];
}

export type NightNews = { readonly facts: SurveyFacts } | { readonly file: NightFile } | { readonly side: SideFiles };

/**
 * Makes the survey and writes its nights into `folder`, in order: Fink's nightly Parquet, and one night as bare Avro packets.
 * Says what it will make first, then each night once it is whole, then the files that come beside the alerts.
 */
export function* nightsInto(folder: string): Iterable<NightNews> {
  const survey = createSurvey();
  const nights = Array.from({ length: surveyPlan.nights }, (_, night) => night).filter(
    (night) => survey.alertsOf(night).length > 0,
  );
  const alerts = nights.reduce((sum, night) => sum + survey.alertsOf(night).length, 0);
  yield { facts: { alerts, objects: survey.objects.length, nights: nights.length, examples: examplesOf(survey) } };
  mkdirSync(folder, { recursive: true });
  const { make } = createPacketMaker();
  const avroOf = createAvroPackets();
  for (const night of nights) {
    const name = join(folder, `night-${String(night).padStart(2, '0')}`);
    const bare = night === surveyPlan.avroNight;
    const packets = survey.alertsOf(night).map(({ object, index }) => make(object, index, { forced: bare }));
    const path = bare ? name : `${name}.parquet`;
    if (bare) {
      mkdirSync(path, { recursive: true });
      for (const packet of packets) writeFileSync(join(path, `${packet.candid}.avro`), avroOf(packet));
    } else {
      writeFileSync(`${path}.part`, nightParquet(packets));
      renameSync(`${path}.part`, path);
    }
    yield { file: { night, path, alerts: packets.length } };
  }
  yield { side: writeSideFiles(join(folder, 'side-files'), survey) };
}
