import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** An interpreter with what the examples import; the gate makes it. */
export const python = process.env.EXAMPLE_PYTHON ?? '';
export const hasPython = existsSync(python);

export interface Outcome {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
  /** Files that it left where it ran, by name. */
  readonly files: Readonly<Record<string, Buffer>>;
}

export interface Example {
  readonly command: string;
  readonly args: readonly string[];
  readonly text: string;
  /** Files beside it, by name. */
  readonly beside?: Readonly<Record<string, string>>;
}

/** Runs an example in a folder of its own, as its reader would. */
export async function runExample({ command, args, text, beside = {} }: Example): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  for (const [name, content] of Object.entries(beside)) writeFileSync(join(folder, name), content);
  const path = `${dirname(python)}:${process.env.PATH ?? ''}`;
  try {
    return await new Promise<Outcome>((resolve, reject) => {
      const env = { ...process.env, PATH: path, PYTHONPATH: folder };
      const child = spawn(command, args, { cwd: folder, env, timeout: 40_000 });
      let [output, errors] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
      });
      child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
        errors += chunk;
      });
      child.on('error', reject);
      child.on('close', (status) => {
        // astropy tells, as it does of ZTF's own packets, that the header cards of stamps are shorter than the standard's.
        const told = errors.replaceAll(/^WARNING: VerifyWarning.*\n/gm, '');
        const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
        const files = Object.fromEntries(names.map(({ name }) => [name, readFileSync(join(folder, name))]));
        resolve({ status, output, errors: told, files });
      });
      child.stdin.end(text);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
