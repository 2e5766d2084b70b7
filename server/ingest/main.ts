import { performance } from 'node:perf_hooks';
import { PortalError } from '#domain/failure.ts';
import { createIngest } from './create-ingest.ts';
import { openIngestDeps } from './deps.ts';
import { parseDataEnv } from './env.ts';
import { createProgressView, summaryLine } from './progress.ts';

const exitCodes = { done: 0, failed: 1, usage: 2, someRejected: 3, stopped: 130 } as const;

const help = `npm run ingest -- PATH…

Stores alerts in the tables and the lake. A path is
  an Avro packet of ZTF or Rubin, or a folder of them;
  a .tar or .tar.gz of packets, as the public ZTF archive ships a night;
  a nightly Parquet file of Fink (ZTF or Rubin), or a folder of them.
What is stored already stays as it is, so the same input may be given again, also after an ingest that was cut off.

Settings: DATA_DIR (default ./.data), LAKE_ROOT (default lake in DATA_DIR).
Exit status: 0 all stored, 3 some packets were rejected (each is named with its reason), 1 failed, 2 wrong arguments.
`;

function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  return stop.signal;
}

/** The words of a failure, and in parentheses those of what caused it, where the sentence does not say it already. */
function failureSentence(error: unknown): string {
  if (!(error instanceof PortalError)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const { kind, message, cause } = error;
  const isOurs = kind !== 'unavailable' && kind !== 'internal';
  if (isOurs || !(cause instanceof Error) || message.includes(codeOf(cause) ?? cause.message)) return message;
  return `${message} (${cause.message})`;
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

async function ingestAll(paths: readonly string[]): Promise<number> {
  const nowMs = (): number => performance.now();
  const { stderr, stdout } = process;
  const view = createProgressView({
    isTerminal: stderr.isTTY === true,
    columns: stderr.columns ?? 80,
    write: (text) => void stderr.write(text),
    nowMs,
  });
  const signal = stopSignal();
  const deps = openIngestDeps(parseDataEnv(process.env), nowMs);
  deps.reader.start();
  try {
    const summary = await createIngest(deps).ingestPaths(paths, {
      signal,
      onProgress: view.update,
      onRejected: ({ name, reason }) => view.line(`rejected ${name}: ${reason}`),
    });
    view.finish();
    stdout.write(`${summaryLine(summary)}\n`);
    return summary.rejected > 0 ? exitCodes.someRejected : exitCodes.done;
  } finally {
    view.finish();
    await deps.close();
  }
}

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(help);
    return exitCodes.done;
  }
  const flag = args.find((argument) => argument.startsWith('-'));
  if (flag !== undefined || args.length === 0) {
    const what = flag === undefined ? 'Say what to ingest' : `There is no option ${flag}`;
    process.stderr.write(`${what}: npm run ingest -- PATH… (--help tells more).\n`);
    return exitCodes.usage;
  }
  try {
    return await ingestAll(args);
  } catch (error) {
    process.stderr.write(`${failureSentence(error)}\n`);
    return error instanceof PortalError && error.kind === 'aborted' ? exitCodes.stopped : exitCodes.failed;
  }
}

process.exitCode = await main(process.argv.slice(2));
