// Writes the import rules of import-rules.json into biome.json as one override a folder: npx tsx scripts/import-rules.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const rules = JSON.parse(readFileSync(path('import-rules.json'), 'utf8'));

/** Biome overrides that refuse, in each folder, every alias but those of the table and the folder's own. */
export function overridesOf(table: Readonly<Record<string, readonly string[]>>) {
  return Object.entries(table).map(([folder, allowed]) => {
    const exceptions = [folder, ...allowed].map((place) => `!#${place}/**`);
    const message = `${folder} may import only ${[folder, ...allowed].join(', ')} (scripts/import-rules.json).`;
    const includes = [`${folder}/**`, '!**/*.test.ts', '!**/*.test.tsx'];
    if (folder.startsWith('server/')) includes.push('!**/deps.ts');
    const group = ['#domain/**', '#server/**', '#components/**', '#fixtures/**', ...exceptions];
    return {
      includes,
      linter: {
        rules: { style: { noRestrictedImports: { level: 'error', options: { patterns: [{ group, message }] } } } },
      },
    };
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = path('../biome.json');
  const config = JSON.parse(readFileSync(file, 'utf8'));
  config.overrides = overridesOf(rules);
  writeFileSync(file, `${JSON.stringify(config, null, 2)}\n`);
}
