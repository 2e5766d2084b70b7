import { PortalError } from '#domain/failure.ts';
import { backup } from './backup.ts';
import { copy } from './copy.ts';
import { type AdminDeps, createAdminDeps } from './deps.ts';
import { download } from './download.ts';
import { dump } from './dump.ts';
import { parseAdminEnv } from './env.ts';
import { hbaseTables } from './hbase-tables.ts';
import { load } from './load.ts';
import { migrate } from './migrate.ts';
import { put } from './put.ts';
import { rebuild } from './rebuild.ts';
import { restore } from './restore.ts';
import { exitCodes, type Output, type Verb } from './verb.ts';
import { verify } from './verify.ts';

const verbs: Readonly<Record<string, Verb>> = {
  put,
  dump,
  rebuild,
  load,
  download,
  backup,
  restore,
  copy,
  verify,
  migrate,
  'hbase-tables': hbaseTables,
};

function overview(): string {
  const lines = Object.entries(verbs).map(
    ([name, { usage, summary }]) => `  ${`${name} ${usage}`.trim()}\n      ${summary}`,
  );
  return `npm run admin -- VERB …\n\n${lines.join('\n')}

npm run admin -- VERB --help tells more of a verb.
Settings: DATA_DIR (default ./.data), LAKE_ROOT (default lake in DATA_DIR).
Exit status: 0 done, 3 some lines or records were refused (each is named with its reason), 1 failed, 2 wrong arguments, 130 stopped.
`;
}

function helpOf(name: string, { usage, summary, details }: Verb): string {
  return `npm run admin -- ${name} ${usage}`
    .trim()
    .concat(`\n\n${summary[0]?.toUpperCase()}${summary.slice(1)}.\n\n${details}\n`);
}

/** The words of a failure, and in parentheses those of what caused it, where the store or the disk failed. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof PortalError)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const { kind, message, cause } = error;
  const isOurs = kind !== 'unavailable' && kind !== 'internal';
  if (isOurs || !(cause instanceof Error) || message.includes('(')) return message;
  return `${message} (${cause.message})`;
}

/** What is wrong with the arguments of a verb, if anything. */
function wrongArguments(
  name: string,
  { takes, options = [], usage }: Verb,
  args: readonly string[],
): string | undefined {
  const option = args.find((argument) => argument.startsWith('--') && !options.includes(argument));
  const words = args.filter((argument) => !argument.startsWith('--')).length;
  const [fewest, most] = takes;
  if (option !== undefined)
    return `There is no option ${option} of ${name}: npm run admin -- ${name} ${usage}`.trimEnd();
  if (words >= fewest && words <= most) return undefined;
  const what = words < fewest ? 'needs more arguments' : 'takes fewer arguments';
  return `The verb ${name} ${what}: npm run admin -- ${name} ${usage}`.trimEnd();
}

export interface Cli extends Output {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

async function runVerb(verb: Verb, args: readonly string[], { env, ...call }: Cli): Promise<number> {
  let deps: AdminDeps | undefined;
  try {
    deps = createAdminDeps(parseAdminEnv(env));
    return await verb.run({ ...call, deps, args });
  } catch (error) {
    const stopped = call.signal.aborted || (error instanceof PortalError && error.kind === 'aborted');
    call.err(`${stopped ? 'Stopped.' : sentenceOf(error)}\n`);
    return stopped ? exitCodes.stopped : exitCodes.failed;
  } finally {
    await deps?.close();
  }
}

/**
 * Runs `npm run admin -- …`; all of its output goes through `cli`.
 * @returns the exit status
 */
export async function runAdmin([name = '--help', ...args]: readonly string[], cli: Cli): Promise<number> {
  if (name === '--help' || name === '-h') {
    await cli.out(overview());
    return exitCodes.done;
  }
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined) {
    cli.err(`There is no verb ${name.slice(0, 80)}; there are: ${Object.keys(verbs).join(', ')}.\n`);
    return exitCodes.usage;
  }
  if (args.includes('--help') || args.includes('-h')) {
    await cli.out(helpOf(name, verb));
    return exitCodes.done;
  }
  const wrong = wrongArguments(name, verb, args);
  if (wrong !== undefined) {
    cli.err(`${wrong}\n`);
    return exitCodes.usage;
  }
  return runVerb(verb, args, cli);
}
