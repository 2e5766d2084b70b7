import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

/** Scripts of the framework and of the plot are longer than this; the next smaller one has 70 kB. */
const longScriptBytes = 90_000;

/**
 * Tells the browser to compile the long scripts as a whole beside the page: functions that it compiles one by one, each when
 * it is first called, make up most of the longest tasks of a page.
 */
async function hintLongScripts({ distDir, projectDir }) {
  const folder = resolve(projectDir, distDir, 'static/chunks');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, name);
    if (name.endsWith('.js') && statSync(file).size > longScriptBytes)
      writeFileSync(file, `//# allFunctionsCalledOnLoad\n${readFileSync(file, 'utf8')}`);
  }
}

/** Browser code of the framework, but for what it ships bundled already. */
const nextBrowserCode = {
  condition: {
    all: ['browser', 'foreign', 'production', { path: /node_modules\/next\/dist\/(client|shared|lib|build)\// }],
  },
  loaders: ['./scripts/lib/next-esm-loader.mjs'],
};

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  skipTrailingSlashRedirect: true,
  // The gate checks types of everything once; a build on somebody's laptop need not again.
  typescript: { ignoreBuildErrors: true },
  env: { npm_package_version: version },
  // Loaded as they are: worker threads, and what gains nothing from a bundler.
  serverExternalPackages: [
    '@resvg/resvg-wasm',
    'pino',
    'prom-client',
    'apache-arrow',
    '@opentelemetry/sdk-trace-base',
    '@opentelemetry/resources',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/exporter-trace-otlp-proto',
  ],
  compiler: { runAfterProductionCompile: hintLongScripts },
  turbopack: { root: import.meta.dirname, rules: { '*.js': nextBrowserCode } },
};
