import { PortalError } from '#domain/failure.ts';
import { type Environment, type EnvironmentOptions, openEnvironment } from './environment.ts';

/** A store's environment, from before the first ingest, when there is none, until it is closed. */
export interface OpenedStore {
  /** @throws {PortalError} `unavailable` when it is closed, or while there is no data */
  environment(): Environment;
  /**
   * Makes sure that this turn's reads read: a reader that lost its place opens the store anew, once for all reads that found it out.
   * What is read has to follow within the same turn.
   */
  ready(): Promise<void>;
  /** Refuses from now on; the environment is closed when `work` is done. */
  close(work: Promise<void>): Promise<void>;
}

/** @throws {PortalError} `unavailable` when another process writes, or the folder can't be written */
export function openStore(options: EnvironmentOptions): OpenedStore {
  let opened = openEnvironment(options);
  let isClosed = false;
  let reopening: Promise<void> | undefined;
  const unavailable = (words: string) => new PortalError('unavailable', words, { dependency: 'table store' });

  const environment = (): Environment => {
    if (isClosed) throw unavailable('The table store is closed.');
    opened ??= openEnvironment(options);
    if (opened !== undefined) return opened;
    throw unavailable(`There is no data yet in ${options.path}: ingest some alerts first.`);
  };

  const reopen = async (): Promise<void> => {
    const lost = opened;
    opened = undefined;
    await lost?.close();
    opened = openEnvironment(options);
  };

  return {
    environment,
    async ready() {
      if (reopening === undefined && environment().isReading()) return;
      if (options.access === 'write')
        throw unavailable('The table store was taken from under its writer: run it again.');
      reopening ??= reopen().finally(() => {
        reopening = undefined;
      });
      await reopening;
    },
    async close(work) {
      if (isClosed) return;
      isClosed = true;
      await work;
      await reopening?.catch(() => {});
      await opened?.close();
    },
  };
}
