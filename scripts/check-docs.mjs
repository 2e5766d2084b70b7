// Docs must be true: every link to a file exists, every script and file they name is there, generated pages are what the code generates.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root, run, runCommand, Stop } from './lib/project.mjs';

const { scripts, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

function markdownBelow(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name));
}

await run(() => {
  runCommand(process.execPath, ['--import', 'tsx', 'scripts/generate-docs.ts', '--check']);
  const pages = [
    ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].map((name) => join(root, name)),
    ...markdownBelow('docs'),
  ];
  const wrong = [];
  for (const page of pages) {
    const name = relative(root, page);
    if (!existsSync(page)) {
      wrong.push(`${name} is missing`);
      continue;
    }
    const text = readFileSync(page, 'utf8');
    for (const [, target] of text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      if (!existsSync(join(dirname(page), target))) wrong.push(`${name} links to ${target}, which is not there`);
    }
    for (const [, script] of text.matchAll(/`npm run ([a-z:-]+)/g)) {
      if (!(script in scripts)) wrong.push(`${name} names npm run ${script}, which is not a script`);
    }
    for (const [, path] of text.matchAll(
      /`((?:app|components|domain|server|scripts|e2e|benchmarks|fixtures|docs)\/[\w./[\]-]+\.\w+)`/g,
    )) {
      if (!existsSync(join(root, path))) wrong.push(`${name} names ${path}, which is not there`);
    }
  }
  if (!readFileSync(join(root, 'CHANGELOG.md'), 'utf8').includes(`## ${version}`))
    wrong.push(`CHANGELOG.md has no entry for ${version}`);
  if (wrong.length > 0) throw new Stop(`Docs that are not true:\n  ${wrong.join('\n  ')}`);
  process.stdout.write(`${pages.length} pages, all links, scripts and files they name are there\n`);
});
