import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const exported =
  /^export (?:declare )?(?:async )?(?:abstract )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm;
const reexported = /^export (?:type )?\{([^}]*)\}/gm;

function namesOf(source: string): string[] {
  const own = [...source.matchAll(exported)].map(([, name = '']) => name);
  const passedOn = [...source.matchAll(reexported)].flatMap(([, list = '']) =>
    list.split(',').map((one) =>
      one
        .replace(/^.*\bas\b/, '')
        .replace(/^\s*type\b/, '')
        .trim(),
    ),
  );
  return [...own, ...passedOn].filter((name) => name !== '').sort();
}

function surfaceOf(folder: string): string {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !/\.(?:test|contract)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => `${relative(root, path)}: ${namesOf(readFileSync(path, 'utf8')).join(', ')}`)
    .join('\n');
}

test.each(['domain', 'server/contracts', 'server/ports'])(
  'what %s offers to others changes only on purpose',
  async (folder) => {
    await expect(`${surfaceOf(folder)}\n`).toMatchFileSnapshot(`surface/${folder.replace('/', '-')}.txt`);
  },
);
