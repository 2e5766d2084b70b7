// Writes the pages of docs/ that follow from the code: npx tsx scripts/generate-docs.ts [--check]
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { forAll, oldRoutes } from '#components/migration/migration-data.ts';
import { tnsEnvShape } from '#server/admin/env.ts';
import { webEnvSchema } from '#server/bff/env.ts';
import { cutoutApiEnvSchema } from '#server/cutout-api/env.ts';
import { dataEnvShape } from '#server/ingest/env.ts';
import { mockApiEnvSchema } from '#server/mock-api/env.ts';
import { failures } from '#server/mock-api/failures.ts';
import { objectApiEnvShape } from '#server/object-api/env.ts';
import { routePages } from './docs/route-pages.ts';

type Shape = Readonly<Record<string, z.ZodType>>;

const processes: readonly { readonly title: string; readonly started: string; readonly shape: Shape }[] = [
  { title: 'web', started: '`npm run start:web`', shape: webEnvSchema.shape },
  { title: 'object API', started: '`npm run start:object-api`', shape: objectApiEnvShape },
  { title: 'cutout API', started: '`npm run start:cutout-api`', shape: cutoutApiEnvSchema.shape },
  { title: 'mock API', started: '`npm run start:mock-api`', shape: mockApiEnvSchema.shape },
  {
    title: 'ingest and admin',
    started: '`npm run ingest`, `npm run admin`',
    shape: { ...dataEnvShape, ...tnsEnvShape },
  },
];

/** The value that a setting has when it is left out, as a reader writes it. */
function fallbackOf(type: z.ZodType): string {
  const result = type.safeParse(undefined);
  if (!result.success) return 'needed';
  return result.data === undefined || result.data === '' ? '–' : `\`${String(result.data)}\``;
}

function configurationPage(): string {
  const parts = processes.map(({ title, started, shape }) => {
    const rows = Object.entries(shape).map(
      ([name, type]) => `| \`${name}\` | ${fallbackOf(type)} | ${type.description ?? ''} |`,
    );
    return [
      `## ${title}`,
      '',
      `Started by ${started}; \`npm start\` starts web, object API and cutout API together.`,
      '',
      '| setting | when left out | what it is |',
      '|---|---|---|',
      ...rows,
    ].join('\n');
  });
  return [
    '# Configuration',
    '',
    'Everything is set by environment variables. This page is generated from the schemas that parse them (`npx tsx scripts/generate-docs.ts`).',
    'A wrong value stops a process at its start, with one message that names every wrong setting and what is allowed. An empty value counts as left out.',
    '',
    parts.join('\n\n'),
    '',
  ].join('\n');
}

function mockPage(): string {
  const rows = failures.map(({ objectId, name, behaviour }) => `| \`${objectId}\` | ${name} | ${behaviour} |`);
  return [
    '# The mock API',
    '',
    '`npm run dev` starts the pages with hot reload and this mock: both APIs answered from `fixtures/`, with no store and no service running.',
    'Every way in which an upstream can fail has an identifier; open `http://127.0.0.1:3000/{id}` to see what the pages make of it.',
    'This page is generated from the table that the mock itself answers from (`npx tsx scripts/generate-docs.ts`).',
    '',
    '| identifier | failure | what the mock does |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function migrationPage(): string {
  const rows = oldRoutes.map(({ name, successor, renamed, same, fixed, added }) => {
    const names = renamed.map(
      ({ name: old, successor: now, isTaken = false }) =>
        `\`${old}\` is now \`${now}\`${isTaken ? ' (both are read)' : ''}`,
    );
    const cells = [
      `\`${name}\``,
      successor === undefined ? 'none' : `\`${successor}\``,
      names.join('; '),
      same,
      fixed.join('; '),
      added.join('; '),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '# Moving from the portal’s API to the object API',
    '',
    'Portals once answered programs below their own `/api/v1/`. Here the portal answers people and the object API answers programs: the portal’s `/api/v1/…` is 410 and names the new address, or, with `LEGACY_API=redirect`, 308 to it; both with `Deprecation` and `Link`.',
    'The portal shows this page at `/migration`. It is generated from the table that the page is made of (`npx tsx scripts/generate-docs.ts`).',
    '',
    ...forAll.flatMap(({ title, text }) => [`**${title}.** ${text}`, '']),
    '| old route | route of the object API | arguments renamed | the same | fixed | new |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

const pages: Readonly<Record<string, string>> = {
  ...routePages(),
  'docs/migration.md': migrationPage(),
  'docs/configuration.md': configurationPage(),
  'docs/mock-api.md': mockPage(),
};
const stale: string[] = [];
for (const [name, text] of Object.entries(pages)) {
  const path = fileURLToPath(new URL(`../${name}`, import.meta.url));
  if (process.argv.includes('--check')) {
    if (readFileSync(path, 'utf8') !== text) stale.push(name);
  } else {
    writeFileSync(path, text);
  }
}
if (stale.length > 0) {
  process.stderr.write(`${stale.join(', ')} not as the code generates: run npx tsx scripts/generate-docs.ts\n`);
  process.exitCode = 1;
}
