import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { hips2FitsHandler } from '#server/outside/hips2fits/hips2fits-fake.ts';
import { startFakeService } from '#server/outside/testing/fake-service.ts';
import { endChild } from '../../scripts/lib/end-child.mjs';
import { addresses, ports } from './addresses.ts';
import { baseEnv, prepareData, root } from './data.ts';
import { startImcce } from './imcce.ts';
import { untilReady } from './until-ready.ts';

const logFolder = join(root, 'test-results', 'logs');
const endsWithinMs = 15_000;
const next = createRequire(import.meta.url).resolve('next/dist/bin/next');

interface Program {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Answers 2xx when the program can be used. */
  readonly readyUrl: string;
}

function service(name: string, readyUrl: string, env: Readonly<Record<string, string>>): Program {
  return { name, args: [join(root, 'dist', `${name.replace(/^far-/, '')}.mjs`)], env, readyUrl };
}

function portal(name: string, port: number, env: Readonly<Record<string, string>>): Program {
  const address = `http://127.0.0.1:${port}`;
  const args = [next, 'start', '-H', '127.0.0.1', '-p', String(port)];
  return { name, args, env: { PUBLIC_URL: address, ...env }, readyUrl: `${address}/api/health` };
}

/** Portals on our services, on the mock, and on a mock of its own that is far away. */
const programs: readonly Program[] = [
  service('object-api', `${addresses.objectApi}/ready`, {
    OBJECT_API_PORT: String(ports.objectApi),
    MIRIADE_URL: addresses.imcce,
    QUAERO_URL: addresses.imcce,
    CUTOUT_API_URL: addresses.cutoutApi,
  }),
  service('cutout-api', `${addresses.cutoutApi}/ready`, { CUTOUT_API_PORT: String(ports.cutoutApi) }),
  service('mock-api', `${addresses.mockApi}/health`, { MOCK_API_PORT: String(ports.mockApi) }),
  service('far-mock-api', `${addresses.farMockApi}/health`, {
    MOCK_API_PORT: String(ports.farMockApi),
    MOCK_LATENCY_MS: '800',
  }),
  portal('web', ports.web, {
    OBJECT_API_URL: addresses.objectApi,
    CUTOUT_API_URL: addresses.cutoutApi,
    SSOCARD_URL: addresses.imcce,
    HIPS2FITS_URL: `${addresses.cds}/hips2fits`,
  }),
  portal('web-on-mock', ports.webOnMock, {
    OBJECT_API_URL: addresses.mockApi,
    CUTOUT_API_URL: `${addresses.mockApi}/cutout`,
    HIPS2FITS_URL: `${addresses.cds}/hips2fits`,
  }),
  portal('web-on-far-mock', ports.webOnFarMock, {
    OBJECT_API_URL: addresses.farMockApi,
    CUTOUT_API_URL: `${addresses.farMockApi}/cutout`,
  }),
];

function start({ name, args, env }: Program): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...baseEnv, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(join(logFolder, `${name}.log`));
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  return child;
}

/** Starts services and web servers on the data of the tests, and returns what ends them. */
export default async function startStack(): Promise<() => Promise<void>> {
  prepareData();
  mkdirSync(logFolder, { recursive: true });
  const imcce = await startImcce(ports.imcce);
  const cds = await startFakeService(hips2FitsHandler(), ports.cds);
  const children = programs.map(start);
  await Promise.all(programs.map(({ readyUrl }) => untilReady(readyUrl)));
  return async () => {
    imcce.close();
    imcce.closeAllConnections();
    await cds.close();
    await Promise.all(children.map((child) => endChild(child, endsWithinMs)));
  };
}
