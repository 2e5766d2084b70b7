import type { WideLog } from '#server/telemetry/wide-log.ts';
import type { Service } from './create-service.ts';

export interface RunOptions {
  readonly service: Service;
  readonly log: WideLog;
  readonly host: string;
  readonly port: number;
  /** Closes pools and stores, after the last request is answered. */
  readonly close?: () => Promise<void>;
  /** `process` in a main.ts. */
  readonly process: Pick<NodeJS.Process, 'once' | 'exit'>;
}

/**
 * Listens until the process is told to stop (SIGINT, SIGTERM), then finishes what is under way and exits with 0.
 * @throws {PortalError} `unavailable` when the port can't be had.
 */
export async function runService(options: RunOptions): Promise<void> {
  const { service, log, host, port, close, process } = options;
  const { url } = await service.listen({ host, port });
  log.info(`listening on ${url}`);
  const stop = async (signal: string): Promise<void> => {
    log.info(`stopping on ${signal}`);
    let code = 0;
    try {
      await service.shutdown();
      await close?.();
    } catch (error) {
      log.error('did not stop cleanly', error);
      code = 1;
    }
    process.exit(code);
  };
  process.once('SIGINT', () => void stop('SIGINT'));
  process.once('SIGTERM', () => void stop('SIGTERM'));
}

/**
 * What a main.ts does: builds the service and runs it. A wrong setting or a taken port ends the process with its one sentence and status 1.
 */
export async function runMain(
  process: Pick<NodeJS.Process, 'once' | 'exit' | 'stderr'>,
  build: () => Omit<RunOptions, 'process'> | Promise<Omit<RunOptions, 'process'>>,
): Promise<void> {
  try {
    await runService({ ...(await build()), process });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
