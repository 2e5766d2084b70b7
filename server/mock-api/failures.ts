import type { SurveyId } from '#domain/surveys/survey.ts';

/** What a named failure does with an answer. `normal` leaves it alone. */
export type Behaviour =
  | 'normal'
  | 'slow'
  | 'hang'
  | 'fail'
  | 'busy'
  | 'limited'
  | 'proxy'
  | 'malformed'
  | 'cut'
  | 'empty'
  | 'gone'
  | 'huge'
  | 'sparse';

export interface NamedFailure {
  readonly name: string;
  readonly ids: Readonly<Record<SurveyId, string>>;
  /** What happens to tables of the object. */
  readonly rows: Behaviour;
  /** What happens to stamps of its alerts. */
  readonly stamps: Behaviour;
  /** For docs/mock-api.md. */
  readonly does: string;
}

interface Line {
  readonly name: string;
  readonly letters: string;
  readonly rows?: Behaviour;
  readonly stamps?: Behaviour;
  readonly does: string;
}

export const slowMs = 1500;
export const hugeRows = 5000;

const lines: readonly Line[] = [
  { name: 'slow', letters: 'slowaaa', rows: 'slow', does: `the light curve comes after ${slowMs / 1000} s` },
  { name: 'hanging', letters: 'hangaaa', rows: 'hang', does: 'the light curve never comes' },
  { name: 'failing', letters: 'failaaa', rows: 'fail', does: '500 with `{"message": "Internal Server Error"}`' },
  { name: 'busy', letters: 'busyaaa', rows: 'busy', does: '503 with `Retry-After: 1`' },
  { name: 'limited', letters: 'limitaa', rows: 'limited', does: '429 with `Retry-After: 1`' },
  { name: 'proxy', letters: 'proxyaa', rows: 'proxy', does: '504 with the HTML page of a proxy' },
  { name: 'malformed', letters: 'malfaaa', rows: 'malformed', does: '200 with JSON that ends in the middle' },
  { name: 'cut', letters: 'cutaaaa', rows: 'cut', does: 'the connection breaks in the middle of the body' },
  { name: 'empty', letters: 'emptyaa', rows: 'empty', does: '200 with `[]`: the object is not known' },
  { name: 'gone', letters: 'goneaaa', rows: 'gone', does: '410: the object was withdrawn' },
  { name: 'huge', letters: 'hugeaaa', rows: 'huge', does: `${hugeRows} alerts` },
  { name: 'sparse', letters: 'sparsea', rows: 'sparse', does: 'cells are missing: `null` in numbers, `nan` in text' },
  { name: 'slow stamps', letters: 'stmslow', stamps: 'slow', does: `stamps come after ${slowMs / 1000} s` },
  { name: 'hanging stamps', letters: 'stmhang', stamps: 'hang', does: 'stamps never come' },
  { name: 'failing stamps', letters: 'stmfail', stamps: 'fail', does: 'stamps answer 500' },
  { name: 'busy stamps', letters: 'stmbusy', stamps: 'busy', does: 'stamps answer 503 with `Retry-After: 1`' },
  { name: 'malformed stamps', letters: 'stmmalf', stamps: 'malformed', does: 'stamps are bytes that are no FITS file' },
  { name: 'cut stamps', letters: 'stmcuta', stamps: 'cut', does: 'the connection breaks in the middle of a stamp' },
  { name: 'empty stamps', letters: 'stmempt', stamps: 'empty', does: 'the alert has no stamps' },
  { name: 'gone stamps', letters: 'stmgone', stamps: 'gone', does: 'stamps answer 404' },
];

/** Rubin ids of failures: 18 digits, as those of the simulated survey, ending in the number of the failure. */
const firstRubinId = 999_900_000_000_000_000n;

/** One line a failure: the ids that cause it, and what it does. The documentation is made from it. */
export const namedFailures: readonly NamedFailure[] = lines.map(({ name, letters, rows, stamps, does }, index) => ({
  name,
  ids: { ztf: `ZTF99${letters}`, lsst: String(firstRubinId + BigInt(index + 1)) },
  rows: rows ?? 'normal',
  stamps: stamps ?? 'normal',
  does,
}));

export function failureOf(survey: SurveyId, objectId: string): NamedFailure | undefined {
  return namedFailures.find((failure) => failure.ids[survey] === objectId);
}

/** The same by identifier, for docs/mock-api.md. */
export const failures: readonly { readonly objectId: string; readonly name: string; readonly behaviour: string }[] =
  namedFailures.flatMap(({ name, ids, does }) =>
    [ids.ztf, ids.lsst].map((objectId) => ({ objectId, name, behaviour: does })),
  );
