import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile, root, runCommand, unlessFresh, version } from './project.mjs';
import { serviceBuild } from './service-build.mjs';

/** Programs of the project by the name they have in `dist/`. */
export const programs = {
  'object-api': './server/object-api/main.ts',
  'cutout-api': './server/cutout-api/main.ts',
  'mock-api': './server/mock-api/main.ts',
  ingest: './server/ingest/main.ts',
  'ingest-reading': './server/ingest/reading/main.ts',
  demo: './server/demo/main.ts',
  admin: './server/admin/main.ts',
  'web-env': './server/bff/env.ts',
};

const serviceSources = [
  'domain',
  'server',
  'fixtures',
  'package.json',
  'package-lock.json',
  'scripts/lib/build.mjs',
  'scripts/lib/service-build.mjs',
];
const webSources = [
  'app',
  'components',
  'domain',
  'server',
  'public',
  'next.config.js',
  'scripts/lib/next-esm-loader.mjs',
  'instrumentation.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** Compiles the services into `dist/`, when their sources changed. */
export async function buildServices() {
  return unlessFresh('dist/.built', serviceSources, async () => {
    const { build } = await import('esbuild');
    rmSync(join(root, 'dist'), { recursive: true, force: true });
    await build({
      ...serviceBuild,
      absWorkingDir: root,
      entryPoints: programs,
      outdir: 'dist',
      sourcemap: true,
      define: { 'process.env.npm_package_version': JSON.stringify(version) },
    });
  });
}

/** Builds the web server, when its sources changed. */
export async function buildWeb({ quiet = true } = {}) {
  return unlessFresh('.next/.built', webSources, () => {
    process.stdout.write('Building the portal (about half a minute)…\n');
    runCommand(process.execPath, [packageFile('next/dist/bin/next'), 'build'], { quiet });
  });
}
