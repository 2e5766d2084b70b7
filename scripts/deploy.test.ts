import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseYaml } from '@redocly/openapi-core';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { tnsEnvShape } from '#server/admin/env.ts';
import { webEnvSchema } from '#server/bff/env.ts';
import { cutoutApiEnvSchema } from '#server/cutout-api/env.ts';
import { dataEnvShape } from '#server/ingest/env.ts';
import { mockApiEnvSchema } from '#server/mock-api/env.ts';
import { objectApiEnvShape } from '#server/object-api/env.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Entry points of `dist/` by name, as scripts/lib/build.mjs lists them. */
const programs: Readonly<Record<string, string>> = Object.fromEntries(
  [...read('scripts/lib/build.mjs').matchAll(/^ {2}'?([\w-]+)'?: '(\.\/server\/[^']+)',$/gm)].map(([, name, path]) => [
    name,
    path,
  ]),
);

const settings: Readonly<Record<string, Readonly<Record<string, z.ZodType>>>> = {
  web: webEnvSchema.shape,
  'object-api': objectApiEnvShape,
  'cutout-api': cutoutApiEnvSchema.shape,
  'mock-api': mockApiEnvSchema.shape,
  ingest: dataEnvShape,
  admin: tnsEnvShape,
};
const known = new Set(Object.values(settings).flatMap((shape) => Object.keys(shape)));
/** Read by Node, Next and the OpenTelemetry exporter themselves. */
const others = new Set(['NODE_ENV', 'NEXT_TELEMETRY_DISABLED']);
const isSetting = (name: string): boolean => known.has(name) || others.has(name);
const portOf = (service: string, name: string): string =>
  String(settings[service]?.[name]?.parse(undefined) ?? 'no such port');
const ports = {
  web: portOf('web', 'PORT'),
  objectApi: portOf('object-api', 'OBJECT_API_PORT'),
  cutoutApi: portOf('cutout-api', 'CUTOUT_API_PORT'),
};

const containerfile = read('deploy/Containerfile').replaceAll(/\\\n\s*/g, '');
const lines = (word: string): string[][] =>
  [...containerfile.matchAll(new RegExp(`^${word} (.+)$`, 'gm'))].map(([, rest = '']) => rest.trim().split(/\s+/));
const units = readdirSync(join(root, 'deploy/systemd')).filter((name) => name.endsWith('.service'));
const envFiles = ['deploy/cluster.env', 'deploy/systemd/portal.env'];

const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.object({
      build: z.object({ context: z.literal('..'), dockerfile: z.string(), target: z.string() }),
      environment: z.record(z.string(), z.string()),
      ports: z.array(z.string()).default([]),
      volumes: z.array(z.string()).default([]),
      entrypoint: z.array(z.string()).default([]),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
});
const merged = z.looseObject({});

/** The parser knows no merge keys: they are merged here. */
function withMerges(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withMerges);
  const found = merged.safeParse(value);
  if (!found.success) return value;
  const { '<<': from, ...own } = found.data;
  const bases = [from ?? []].flat().map((base) => merged.parse(withMerges(base)));
  const plain = Object.fromEntries(Object.entries(own).map(([key, inner]) => [key, withMerges(inner)]));
  return { ...Object.assign({}, ...bases), ...plain };
}

const compose = composeSchema.parse(withMerges(parseYaml(read('deploy/compose.yaml'))));
const targets = ['web', 'object-api', 'cutout-api', 'tools'];

describe('Containerfile', () => {
  test('every stage that is copied from exists, and so does every file that is copied from the checkout', () => {
    const stages = new Set(lines('FROM').flatMap(([, as, name]) => (as === 'AS' && name ? [name] : [])));
    expect(targets.filter((target) => !stages.has(target))).toEqual([]);
    const built = new Set(['/app/package.json', '/app/node_modules', '/app/dist', '/app/.next']);
    const wrong = lines('COPY').flatMap((words) => {
      const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
      const sources = words.filter((word) => !word.startsWith('--')).slice(0, -1);
      if (from !== undefined && !stages.has(from)) return [from];
      return sources.filter((path) => !(from === undefined ? existsSync(join(root, path)) : built.has(path)));
    });
    expect(wrong).toEqual([]);
  });

  test('what is copied from the checkout is let through to the build', () => {
    const ignored = read('deploy/Containerfile.dockerignore').split('\n');
    const open = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    const copied = lines('COPY').filter((words) => !words.some((word) => word.startsWith('--from=')));
    const tops = copied.flatMap((words) => words.slice(0, -1).map((path) => path.split('/')[0] ?? ''));
    expect(tops.filter((top) => !open.includes(top))).toEqual([]);
  });

  test('programs, settings and ports are those of the project, and nothing runs as root', () => {
    for (const [, name = ''] of containerfile.matchAll(/dist\/([\w-]+)\.mjs/g))
      expect(Object.keys(programs)).toContain(name);
    const set = lines('ENV').flatMap((words) => words.map((word) => word.split('=')[0] ?? ''));
    expect(set.filter((name) => !isSetting(name))).toEqual([]);
    expect(lines('EXPOSE').flat()).toEqual([ports.objectApi, ports.cutoutApi, ports.web]);
    expect(lines('USER').flat()).toEqual(['node', 'node']);
    expect(containerfile.match(/^HEALTHCHECK/gm)?.length).toBe(3);
  });

  test('packages that the services do without are needed by none of their programs', async () => {
    const removed = /npm uninstall ([^\n]+)/.exec(containerfile)?.[1]?.split(/\s+/) ?? [];
    const names = removed.filter((word) => !word.startsWith('--'));
    const { dependencies } = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')));
    expect(names.filter((name) => !(name in dependencies))).toEqual([]);
    const { 'web-env': _, ...entryPoints } = programs;
    const options = { bundle: true, write: false, metafile: true, packages: 'external', platform: 'node' } as const;
    const { metafile } = await build({ ...options, absWorkingDir: root, entryPoints, outdir: 'dist', format: 'esm' });
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
    expect(Object.keys(entryPoints)).toContain('object-api');
    expect(imports).toContain('lmdb');
    expect(imports.filter((path) => names.some((name) => path === name || path.startsWith(`${name}/`)))).toEqual([]);
  });
});

test('the services of the compose file are built from targets, with settings, ports and volumes that exist', () => {
  for (const { build: built, environment, volumes, entrypoint } of Object.values(compose.services)) {
    expect(existsSync(join(root, built.dockerfile))).toBe(true);
    expect(targets).toContain(built.target);
    const shape = settings[built.target] ?? dataEnvShape;
    // All take the settings of stores from one place: what a process does not know does no harm, what none knows is a typing error.
    expect(Object.keys(environment).filter((name) => !(name in shape) && !isSetting(name))).toEqual([]);
    for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
    const program = entrypoint.find((word) => word.endsWith('.mjs'));
    if (program !== undefined) expect(Object.keys(programs)).toContain(/dist\/(.+)\.mjs/.exec(program)?.[1]);
  }
  expect(compose.services.web?.ports).toEqual([`127.0.0.1:${ports.web}:${ports.web}`]);
  expect(compose.services['object-api']?.ports).toEqual([`127.0.0.1:${ports.objectApi}:${ports.objectApi}`]);
  expect(compose.services['cutout-api']?.ports).toEqual([]);
  expect(compose.services.web?.environment.OBJECT_API_URL).toBe(`http://object-api:${ports.objectApi}`);
  expect(compose.services.web?.environment.CUTOUT_API_URL).toBe(`http://cutout-api:${ports.cutoutApi}`);
});

test.each(units)('%s starts a program of the project with settings that exist', (name) => {
  const unit = read(`deploy/systemd/${name}`);
  const command = /^ExecStart=\/usr\/bin\/node (?:--enable-source-maps )?(\S+)/m.exec(unit)?.[1] ?? '';
  const program = /^dist\/(.+)\.mjs$/.exec(command)?.[1];
  if (program === undefined) expect(existsSync(join(root, command))).toBe(true);
  else expect(Object.keys(programs)).toContain(program);
  const set = /^Environment=(.+)$/m.exec(unit)?.[1]?.split(' ') ?? [];
  expect(set.map((word) => word.split('=')[0] ?? '').filter((setting) => !isSetting(setting))).toEqual([]);
  const slice = /^Slice=(.+)$/m.exec(unit)?.[1] ?? '';
  expect(existsSync(join(root, 'deploy/systemd', slice))).toBe(true);
  for (const [, needed = ''] of unit.matchAll(/(fink-portal-[\w-]+\.service)/g)) expect(units).toContain(needed);
});

test.each(envFiles)('%s sets only what exists, also in what it leaves to be switched on', (name) => {
  const names = [...read(name).matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, setting = '']) => setting);
  expect(names.length).toBeGreaterThan(4);
  expect(names.filter((setting) => !known.has(setting))).toEqual([]);
});

test('the proxies send requests to web and object API only, and keep metrics and readiness inside', () => {
  const nginx = read('deploy/nginx.conf');
  const caddy = read('deploy/Caddyfile');
  const addresses = (text: string) =>
    [...text.replaceAll(/#.*/g, '').matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => port);
  expect(addresses(nginx)).toEqual([ports.web, ports.objectApi]);
  expect(addresses(caddy)).toEqual([ports.web, ports.objectApi]);
  for (const path of ['/metrics', '/ready', '/api/metrics', '/api/ready']) {
    expect(nginx).toContain(`location = ${path} { return 404; }`);
    expect(caddy).toMatch(new RegExp(`@inside path (?:\\S+ )*${path}(?: |\\n)`));
  }
  for (const [, setting = ''] of `${nginx}${caddy}`.matchAll(/\b([A-Z]+_[A-Z_]+)\b/g)) expect(known).toContain(setting);
});

test('the page for operators names only settings and metrics that exist', () => {
  const page = read('docs/operations.md');
  const named = [...page.matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/g)].map(([, setting = '']) => setting);
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((setting) => !isSetting(setting))).toEqual([]);
  const counted = read('server/telemetry/metrics.ts');
  const series = [...page.matchAll(/`(portal_[a-z_]+)/g)].map(([, metric = '']) => metric);
  expect(series.length).toBeGreaterThan(4);
  expect(series.filter((metric) => !counted.includes(`'${metric}'`))).toEqual([]);
});
