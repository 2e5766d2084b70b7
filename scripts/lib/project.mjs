import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The checkout's root folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url));
export const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;

/** A failure that a person can mend: printed as one sentence, without a stack. */
export class Stop extends Error {}

/** Runs `main`; a {@link Stop} ends the process with its sentence and status 1. */
export async function run(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** Runs a command to its end with its output shown; throws {@link Stop} when it fails. */
export function runCommand(command, args, { quiet = false, env = {} } = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (result.error) throw new Stop(`${command} could not be run: ${result.error.message}`);
  if (result.status !== 0) {
    if (quiet) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
    throw new Stop(`${[command, ...args].join(' ')} failed with status ${result.status}.`);
  }
}

/** Whether node_modules holds every package of package-lock.json in its version (those for other platforms apart). */
function isInstalled() {
  const placed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(placed)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const found = JSON.parse(readFileSync(placed, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version: of, optional }]) => path === '' || optional || found[path]?.version === of,
  );
}

/** Installs the packages of package-lock.json when they are not those in node_modules. */
export function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Stop(
      `Node 20.19 or newer is needed; this is ${process.versions.node}. Install a newer Node and run the command again.`,
    );
  }
  if (isInstalled()) return;
  process.stdout.write('Installing packages…\n');
  runCommand('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error', '--include=dev'], { quiet: true });
}

const skipped = new Set(['node_modules', '.next', 'dist', '.data', '.git', '.cache', 'test-results', 'docs', 'e2e']);

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!skipped.has(entry.name)) yield* filesBelow(path);
    } else if (entry.isFile()) {
      yield path;
    }
  }
}

/** One hash of names, sizes and times of everything in `places`: equal when nothing changed since. */
export function fingerprint(places) {
  const hash = createHash('sha256').update(process.versions.node);
  for (const place of places) {
    const path = join(root, place);
    if (!existsSync(path)) continue;
    const files = statSync(path).isDirectory() ? [...filesBelow(path)].sort() : [path];
    for (const file of files) {
      if (/\.(test|spec|bench)\.tsx?$/.test(file)) continue;
      const { size, mtimeMs } = statSync(file);
      hash.update(`${file}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/** Runs `make` unless `mark` says that it ran on the same `places`. */
export async function unlessFresh(mark, places, make) {
  const path = join(root, mark);
  const now = fingerprint(places);
  if (existsSync(path) && readFileSync(path, 'utf8') === now) return false;
  await make();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, fingerprint(places));
  return true;
}

/** Path of a file in one of our own packages, so that no shell and no npx stands between us and the process. */
export const packageFile = (name) => join(root, 'node_modules', name);

/**
 * Reads the settings of the web process as it does itself, so that a wrong one is said at once and by name; needs the built `dist/`.
 * Throws {@link Stop} naming every wrong setting and what is allowed.
 */
export async function checkWebSettings() {
  const { parseEnv } = await import(new URL('dist/web-env.mjs', pathToFileURL(root)).href);
  try {
    parseEnv(process.env);
  } catch (error) {
    throw new Stop(error.message);
  }
}
