import { PortalError } from '#domain/failure.ts';
import { compareKeys } from '#server/ports/keys.ts';
import type { NameNodes } from './name-nodes.ts';
import { failureOfAnswer, isMissing, jsonOf } from './remote-exception.ts';
import { type HdfsListing, type HdfsStatus, listingOf, statusOf } from './statuses.ts';

/** Runs work again where it fails in a passing way, until its time is over. */
export type Patiently = <T>(
  work: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal | undefined,
  within?: { readonly attempts: number },
) => Promise<T>;

/** What the NameNode says of absolute paths. */
export interface FolderEntries {
  /** Undefined when there is nothing. One try. */
  statusAt(path: string, signal: AbortSignal): Promise<HdfsStatus | undefined>;
  /** The entries behind the name `after`, as many as the NameNode gives at once. One try. */
  entriesAfter(path: string, after: string, signal: AbortSignal): Promise<HdfsListing | undefined>;
  /** All entries of a folder, in the order of the paths below them; undefined when there is none, or a file in its place. */
  entriesOf(path: string, signal: AbortSignal | undefined): Promise<readonly HdfsStatus[] | undefined>;
}

function inOrder(entries: readonly HdfsStatus[]): readonly HdfsStatus[] {
  const place = ({ name, isFolder }: HdfsStatus): string => (isFolder ? `${name}/` : name);
  return [...entries].sort((a, b) => compareKeys(place(a), place(b)));
}

export function createFolderEntries(nameNodes: NameNodes, patiently: Patiently): FolderEntries {
  const entriesAfter: FolderEntries['entriesAfter'] = async (path, after, signal) => {
    const params: Record<string, string> = after === '' ? {} : { startAfter: after };
    const answer = await nameNodes.ask({ op: 'LISTSTATUS_BATCH', path, params }, signal);
    if (answer.status === 200) return listingOf(jsonOf(answer));
    if (isMissing(answer)) return undefined;
    throw failureOfAnswer(answer, 'NameNode');
  };

  return {
    async statusAt(path, signal) {
      const answer = await nameNodes.ask({ op: 'GETFILESTATUS', path }, signal);
      if (answer.status === 200) return statusOf(jsonOf(answer));
      if (isMissing(answer)) return undefined;
      throw failureOfAnswer(answer, 'NameNode');
    },
    entriesAfter,
    async entriesOf(path, signal) {
      const entries: HdfsStatus[] = [];
      for (let after = ''; ; ) {
        const from = after;
        const listing = await patiently((within) => entriesAfter(path, from, within), signal);
        if (listing === undefined) return undefined;
        // Asked about a file, HDFS lists the file itself, without a name.
        if (listing.entries.some(({ name }) => name === '')) return undefined;
        entries.push(...listing.entries);
        const last = listing.entries.at(-1)?.name;
        if (listing.remaining === 0 || last === undefined) return inOrder(entries);
        if (compareKeys(last, after) <= 0)
          throw new PortalError('upstream-failed', 'The NameNode of the lake lists a folder in circles.', {
            dependency: 'lake',
          });
        after = last;
      }
    },
  };
}
