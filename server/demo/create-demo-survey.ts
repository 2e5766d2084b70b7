import { PortalError } from '#domain/failure.ts';
import type { Ingest, IngestProgress } from '#server/ingest/create-ingest.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import type { Example } from './examples.ts';
import type { NightFile, NightNews, SurveyFacts } from './night-files.ts';
import type { SideFiles } from './side-files/write-side-files.ts';
import { surveyPlan } from './survey-plan.ts';

/** Written last, into the data folder: the survey is whole. */
export interface DemoMarker {
  readonly simulated: true;
  readonly seed: string;
  readonly version: number;
  readonly alerts: number;
  readonly objects: number;
  readonly nights: number;
  readonly examples: readonly Example[];
}

export interface DemoDeps {
  readonly ingest: Ingest;
  /** The data folder, for the markers. */
  readonly dataFolder: FileStore;
  /** Nights as they are made, in order; ending the iteration early ends the making. */
  readonly makeNights: (options: { readonly signal?: AbortSignal }) => AsyncIterable<NightNews>;
  /** Stores what comes beside the alerts: names, orbits, tables of others. */
  readonly loadSideFiles: (side: SideFiles) => Promise<void>;
  /** Removes the files of nights that are stored, or all that are left of nights. */
  readonly removeNights: (files: readonly NightFile[] | 'all') => Promise<void>;
}

export interface DemoOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: IngestProgress) => void;
}

export interface DemoSurvey {
  /** The marker of a survey that is whole and of this version, else undefined. */
  existing(): Promise<DemoMarker | undefined>;
  /**
   * Makes and stores the survey. May be cut off at any moment and called again: what is stored stays as it is.
   * @throws {PortalError} `aborted`; `internal` when an alert was refused
   */
  make(options?: DemoOptions): Promise<DemoMarker>;
}

const markerPath = 'demo.json';
/** There while the survey is being made: the data folder is not whole. */
const beganPath = 'demo-began.json';
/** Nights given to the ingest at once: it closes its batches after each call. */
const nightsPerCall = 12;

const bytesOf = (value: unknown): Iterable<Uint8Array> => [
  new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`),
];

/** Groups what arrives while the consumer is busy: at most `size` at a time, fewer only at the end. */
async function* grouped(files: AsyncIterable<NightFile>, size: number): AsyncIterable<readonly NightFile[]> {
  let group: NightFile[] = [];
  for await (const file of files) {
    group.push(file);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** The simulated survey: made night by night, and stored by the very ingest that real nights go through. */
export function createDemoSurvey(deps: DemoDeps): DemoSurvey {
  const { ingest, dataFolder, makeNights, removeNights, loadSideFiles } = deps;

  async function existing(): Promise<DemoMarker | undefined> {
    if ((await dataFolder.stat(beganPath)) !== undefined) return undefined;
    const bytes = await dataFolder.read(markerPath, 0, 1_000_000);
    return bytes === undefined ? undefined : markerFrom(new TextDecoder().decode(bytes));
  }

  async function make(options: DemoOptions = {}): Promise<DemoMarker> {
    await removeNights('all');
    try {
      return await makeAndStore(options);
    } finally {
      await removeNights('all');
    }
  }

  async function makeAndStore({ signal, onProgress }: DemoOptions): Promise<DemoMarker> {
    await dataFolder.write(beganPath, bytesOf({ seed: surveyPlan.seed, version: surveyPlan.version }));
    let facts: SurveyFacts | undefined;
    let side: SideFiles | undefined;
    let done = 0;
    async function* files(): AsyncIterable<NightFile> {
      for await (const news of makeNights({ signal })) {
        if ('facts' in news) facts = news.facts;
        else if ('side' in news) side = news.side;
        else yield news.file;
      }
    }
    for await (const group of grouped(files(), nightsPerCall)) {
      const before = done;
      const total = facts?.alerts ?? 0;
      const { alerts, rejected } = await ingest.ingestPaths(
        group.map(({ path }) => path),
        {
          signal,
          onProgress: (p) =>
            onProgress?.({ ...p, alerts: before + p.alerts, bytes: before + p.alerts, totalBytes: total }),
        },
      );
      if (rejected > 0) throw new PortalError('internal', `${rejected} simulated alerts were refused by the ingest.`);
      done += alerts;
      await removeNights(group);
    }
    if (signal?.aborted || facts === undefined)
      throw new PortalError('aborted', 'Making the simulated survey was stopped.');
    if (side !== undefined) await loadSideFiles(side);
    const marker: DemoMarker = { simulated: true, seed: surveyPlan.seed, version: surveyPlan.version, ...facts };
    await dataFolder.write(markerPath, bytesOf(marker));
    await dataFolder.remove(beganPath);
    return marker;
  }

  return { existing, make };
}

function isMarker(value: unknown): value is DemoMarker {
  if (typeof value !== 'object' || value === null) return false;
  const { seed, version } = value as Partial<DemoMarker>;
  return seed === surveyPlan.seed && version === surveyPlan.version;
}

function markerFrom(text: string): DemoMarker | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isMarker(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
