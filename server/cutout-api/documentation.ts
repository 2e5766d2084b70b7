import type { SurveyId } from '#domain/surveys/survey.ts';
import { cutoutsArguments, cutoutsPath, stampsArguments, stampsPath } from '#server/contracts/cutout-api.ts';
import type { DocumentedService, JsonSchema } from '#server/http/openapi/document.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import type { StampIndex } from '#server/storage/lake/stamp-index.ts';

/** An alert of the lake, to be asked for in the documentation. */
export interface ExampleAlert {
  readonly survey: SurveyId;
  readonly hdfsPath: string;
  readonly alertId: string;
  readonly objectId: string | undefined;
}

/** Undefined where the lake is empty. */
export type ExampleSource = (signal: AbortSignal) => Promise<ExampleAlert | undefined>;

export interface ExampleDeps {
  readonly files: FileStore;
  readonly indexes: Readonly<Record<SurveyId, StampIndex>>;
}

const alertArguments: Readonly<Record<SurveyId, string>> = { ztf: 'candid', lsst: 'diaSourceId' };

/** The first alert of the first file that holds stamps. */
export function createExampleSource({ files, indexes }: ExampleDeps): ExampleSource {
  return async (signal) => {
    for await (const path of files.list('', { signal })) {
      if (!/^year=.*\.parquet$/.test(path)) continue;
      for (const survey of ['ztf', 'lsst'] as const) {
        // A file of the other survey lacks the columns: then it is no example of this one.
        const alert = await indexes[survey].anyAlert(path, { signal }).catch(() => undefined);
        if (alert !== undefined) return { survey, hdfsPath: `/${path}`, ...alert };
      }
      return undefined;
    }
    return undefined;
  };
}

const binary: JsonSchema = { type: 'string', contentMediaType: 'application/octet-stream' };
const nowhere: ExampleAlert = {
  survey: 'ztf',
  hdfsPath: '/year=2024/month=11/day=14/x.parquet',
  alertId: '1',
  objectId: undefined,
};

/** What the cutout API says of itself. */
export async function describeCutoutApi(
  version: string,
  examples: ExampleSource,
  signal: AbortSignal,
): Promise<DocumentedService> {
  const { survey, hdfsPath, alertId, objectId } = (await examples(signal)) ?? nowhere;
  const common = { group: 'Stamps', methods: ['GET', 'POST'] } as const;
  return {
    title: 'Cutout API',
    version,
    text: 'Single stamps out of the Parquet files of the lake. The object API and the portal ask here; its `stamp-locations` says which file holds an alert. Only `.parquet` files below the lake’s root are read.',
    routes: [
      {
        ...common,
        path: cutoutsPath,
        summary: 'A stamp of an alert',
        text: 'One stamp, or all three, as arrays of numbers or as FITS. What was asked for by alert id never changes.',
        arguments: cutoutsArguments,
        example: { hdfsPath, kind: 'Science', [alertArguments[survey]]: alertId, ...(objectId ? { objectId } : {}) },
        answers: [
          {
            contentType: 'application/json',
            schema: { type: 'array', description: 'Rows of pixels; NaN is a bare word unless nan=null' },
          },
          { contentType: 'application/octet-stream', schema: binary },
        ],
      },
      {
        ...common,
        path: stampsPath,
        summary: 'The three FITS of an alert',
        text: 'Ours: Science, Template, Difference as they are in the packet, each behind its length in bytes (uint32, big-endian); length 0 means that the alert has no such stamp.',
        arguments: stampsArguments,
        example: { survey, hdfsPath, alertId },
        answers: [
          { contentType: 'application/octet-stream', schema: binary },
          { contentType: 'application/json', schema: { type: 'object' } },
        ],
      },
    ],
  };
}
