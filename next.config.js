import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

/** Sent with everything; what depends on the page (CSP) is in proxy.ts. */
const everywhere = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(self), payment=(), usb=(), browsing-topics=()',
  },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
];

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
  turbopack: { root: import.meta.dirname },
  async headers() {
    return [{ source: '/:path*', headers: everywhere }];
  },
};
