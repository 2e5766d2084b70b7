import { PortalError } from '#domain/failure.ts';
import { parseDataEnv } from '#server/ingest/env.ts';
import { type AdminDeps, createAdminDeps } from './deps.ts';
import { migrate } from './migrate.ts';

interface Verb {
  readonly help: string;
  readonly run: (deps: AdminDeps) => Promise<string>;
}

const verbs: Readonly<Record<string, Verb>> = {
  migrate: { help: 'bring the data in DATA_DIR to the format of this version', run: migrate },
};

function help(): string {
  const lines = Object.entries(verbs).map(([name, verb]) => `  ${name.padEnd(10)} ${verb.help}`);
  return `npm run admin -- VERB\n\n${lines.join('\n')}\n`;
}

async function main([name = '--help', ...rest]: readonly string[]): Promise<number> {
  if (name === '--help' || name === '-h') {
    process.stdout.write(help());
    return 0;
  }
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined || rest.length > 0) {
    process.stderr.write(
      `There is no verb ${[name, ...rest].join(' ')}; there are: ${Object.keys(verbs).join(', ')}.\n`,
    );
    return 2;
  }
  try {
    const deps = createAdminDeps(parseDataEnv(process.env));
    try {
      process.stdout.write(`${await verb.run(deps)}\n`);
    } finally {
      await deps.close();
    }
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof PortalError ? error.message : String(error)}\n`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
