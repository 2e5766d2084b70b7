import { PortalError, shownValue } from '#domain/failure.ts';
import { locatorFromText, type StampKind, stampKinds } from '#domain/stamps/locator.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';
import type { FileStore, Spent } from '#server/ports/file-store.ts';
import type { LocatedStamps } from '#server/storage/lake/file-index.ts';
import { bigintFromIdText } from '#server/storage/lake/id-text.ts';
import { lakeLayouts } from '#server/storage/lake/lake-layout.ts';
import { readStamp } from '#server/storage/lake/read-stamp.ts';
import type { StampIndex } from '#server/storage/lake/stamp-index.ts';
import type { Trace } from '#server/telemetry/trace.ts';
import { lakePathFrom } from './lake-path.ts';

export interface StampRequest {
  readonly survey: SurveyId;
  readonly hdfsPath: string;
  /** Decimal text; without it the first alert of the object in the file is meant. */
  readonly alertId?: string;
  readonly objectId?: string;
  readonly locator?: string;
}

export interface ReadContext {
  readonly signal: AbortSignal;
  readonly trace: Trace;
}

/** Finds and reads the stamps of one alert: plain FITS, byte for byte as sent by the survey; undefined where there is none. */
export interface StampReader {
  /**
   * @throws {PortalError} `not-found` when the file or the alert isn't there, `bad-request` for a path or locator that leads elsewhere.
   */
  read(
    request: StampRequest,
    kinds: readonly StampKind[],
    context: ReadContext,
  ): Promise<readonly (Uint8Array | undefined)[]>;
  /** Reads under way. */
  open(): number;
}

export interface StampReaderDeps {
  readonly files: FileStore;
  readonly indexes: Readonly<Record<SurveyId, StampIndex>>;
  /** The root's own path, which an `hdfsPath` may begin with. */
  readonly lakeRoot: string;
}

function fromLocator(request: StampRequest, path: string, text: string): LocatedStamps {
  const locator = locatorFromText(text);
  if (!locator) {
    const words = `Argument \`locator\` is not valid: got \`${shownValue(text)}\`.`;
    throw new PortalError('bad-request', words, { argument: 'locator' });
  }
  if (locator.path !== path) {
    const words = `Argument \`locator\` is not valid: it is for the file \`${shownValue(locator.path)}\`, hdfsPath names another.`;
    throw new PortalError('bad-request', words, { argument: 'locator' });
  }
  const { encoding } = lakeLayouts[request.survey];
  return { locator, encodings: { Science: encoding, Template: encoding, Difference: encoding } };
}

function nothingFound({ alertId, objectId, hdfsPath }: StampRequest): PortalError {
  const what = alertId === undefined ? `alert of object \`${objectId ?? ''}\`` : `alert \`${alertId}\``;
  return new PortalError('not-found', `There is no ${what} in \`${shownValue(hdfsPath)}\`.`);
}

export function createStampReader({ files, indexes, lakeRoot }: StampReaderDeps): StampReader {
  let open = 0;

  const locate = async (request: StampRequest, context: ReadContext): Promise<LocatedStamps> => {
    const path = lakePathFrom(request.hdfsPath, lakeRoot);
    if (request.locator !== undefined) return fromLocator(request, path, request.locator);
    const index = indexes[request.survey];
    const { signal } = context;
    const { alertId, objectId } = request;
    const found = await context.trace.span('locate', () =>
      alertId === undefined
        ? index.locateObject(path, objectId ?? '', { signal })
        : index.locate(path, alertId, { signal }),
    );
    if (!found) throw nothingFound(request);
    return found;
  };

  return {
    async read(request, kinds, context) {
      const { signal, trace } = context;
      const spent: Spent = { reads: 0, bytes: 0, rows: 0 };
      const alertId = request.alertId === undefined ? undefined : bigintFromIdText(request.alertId);
      open++;
      try {
        const { locator, encodings } = await locate(request, context);
        const readOne = (kind: StampKind): Promise<Uint8Array | undefined> =>
          readStamp(files, locator, kind, { signal, spent, encoding: encodings[kind], alertId });
        const settled = await trace.span('read', () => Promise.allSettled(kinds.map(readOne)));
        return settled.map((outcome) => {
          if (outcome.status === 'rejected') throw outcome.reason;
          return outcome.value;
        });
      } finally {
        open--;
        trace.note('reads', spent.reads);
        trace.note('bytesRead', spent.bytes);
      }
    },
    open: () => open,
  };
}

/** All kinds, in the order of {@link stampKinds}. */
export const allKinds: readonly StampKind[] = stampKinds;
