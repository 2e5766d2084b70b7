import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { overridesOf } from './import-rules.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const table: Record<string, string[]> = JSON.parse(readFileSync(join(root, 'scripts/import-rules.json'), 'utf8'));
const importPattern =
  /(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g;

function modulesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** The place of the table that a module of ours lies in, or undefined for packages. */
function placeOf(importer: string, specifier: string): string | undefined {
  const path = specifier.startsWith('#')
    ? specifier.slice(1)
    : specifier.startsWith('.')
      ? join(dirname(importer), specifier)
      : undefined;
  if (path === undefined) return undefined;
  const [top = '', second = ''] = path.split('/');
  if (top === 'components' && second === 'trpc') return 'components/trpc';
  return top === 'server' ? `server/${second}` : top;
}

function importsOf(module: string): string[] {
  const source = readFileSync(join(root, module), 'utf8');
  return [...source.matchAll(importPattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

const modules = ['domain', 'server', 'components', 'app'].flatMap(modulesBelow);

test('every module imports only from the places its folder may import from', () => {
  const breaches: string[] = [];
  let looked = 0;
  for (const module of modules) {
    const own = placeOf(module, `#${module}`) ?? '';
    const allowed = table[own];
    if (allowed === undefined) {
      breaches.push(`${module}: its folder ${own} is not in scripts/import-rules.json`);
      continue;
    }
    looked += 1;
    for (const specifier of importsOf(module)) {
      const place = placeOf(module, specifier);
      if (place === undefined || place === own || allowed.includes(place)) continue;
      const isComposition = module.endsWith('/deps.ts') && place.startsWith('server/');
      if (!isComposition) breaches.push(`${module} imports ${specifier}`);
    }
  }
  expect(breaches).toEqual([]);
  expect(looked).toBeGreaterThan(150);
});

test('only deps.ts composes adapters', () => {
  const breaches = modules.filter(
    (module) =>
      !module.startsWith('server/adapters/') &&
      !module.endsWith('/deps.ts') &&
      importsOf(module).some((specifier) => placeOf(module, specifier) === 'server/adapters'),
  );
  expect(breaches).toEqual([]);
});

test('components know the BFF by its types only', () => {
  const modules = modulesBelow('components/trpc').map((module) => readFileSync(join(root, module), 'utf8'));
  const lines = modules.flatMap((source) => source.match(/^import .*'#server\/.*$/gm) ?? []);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => !line.startsWith('import type '))).toEqual([]);
});

test('one module loads Plotly, when asked to, and one component draws with it', () => {
  const withoutTypes = (module: string) => readFileSync(join(root, module), 'utf8').replace(/import type [^;]+;/g, '');
  const loading = modules.filter(
    (module) => /['"]plotly\.js\//.test(withoutTypes(module)) && !module.endsWith('.d.ts'),
  );
  expect(loading).toEqual(['components/lightcurve/load-plotly.ts']);
  expect(withoutTypes('components/lightcurve/load-plotly.ts')).not.toMatch(/^import [^(]*plotly/m);
  const drawing = modules.filter((module) => /\bloadPlotly\b/.test(withoutTypes(module)) && !loading.includes(module));
  expect(drawing).toEqual(['components/lightcurve/lightcurve-plot.tsx']);
});

test('the linter refuses what this test refuses', () => {
  const config = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  expect(config.overrides).toEqual(overridesOf(table));
});

test('no branch on the survey outside the survey modules', () => {
  const breaches = modules.filter((module) => {
    if (/\/surveys\//.test(module)) return false;
    return /survey(?:\.id|Id)?\s*[!=]==?\s*['"](?:ztf|lsst)['"]/.test(readFileSync(join(root, module), 'utf8'));
  });
  expect(breaches).toEqual([]);
});
