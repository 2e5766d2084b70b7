// npm start: everything on one machine, with the simulated survey on the first run.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildServices, buildWeb } from './lib/build.mjs';
import { checkWebSettings, ensureInstalled, packageFile, root, run, Stop } from './lib/project.mjs';
import { createSupervisor, ensurePortFree } from './lib/supervisor.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

function portOf(setting, otherwise) {
  const text = process.env[setting] ?? String(otherwise);
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535)
    throw new Stop(`${setting} is ${JSON.stringify(text)}; it must be a port, 1 to 65535.`);
  return port;
}

function usableFolder(path) {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK | constants.R_OK);
  } catch (error) {
    throw new Stop(
      `The data folder ${path} can't be written (${error.code}): make it writable, or set DATA_DIR to another folder.`,
    );
  }
  return path;
}

/** Makes and ingests the simulated survey where there is no data at all, or where making it was interrupted. */
function ensureData(dataDir, env) {
  const hasData = existsSync(join(dataDir, 'format.json'));
  const began = existsSync(join(dataDir, 'demo-began.json'));
  if (hasData && !began) return;
  say('Making the simulated survey (first run only)…');
  const { status } = spawnSync(process.execPath, ['--enable-source-maps', join(root, 'dist', 'demo.mjs')], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  if (status !== 0)
    throw new Stop(
      'The simulated survey could not be made; what went wrong is said above. Run npm start again to go on from there.',
    );
}

function linksWorthOpening(dataDir, address) {
  const file = join(dataDir, 'demo.json');
  if (!existsSync(file)) return [`${address}/`];
  const { examples = [] } = JSON.parse(readFileSync(file, 'utf8'));
  return examples.slice(0, 3).map(({ objectId, kind }) => `${address}/${objectId}   ${kind} (simulated)`);
}

/** Ports of the three processes, each of them free, and the first of theirs for metrics where one is wished. */
async function freePortsOf(host) {
  const ports = {
    web: portOf('PORT', 3000),
    object: portOf('OBJECT_API_PORT', 8081),
    cutout: portOf('CUTOUT_API_PORT', 8082),
    metrics: process.env.METRICS_PORT ? portOf('METRICS_PORT') : undefined,
  };
  await ensurePortFree(host, ports.web, 'PORT');
  await ensurePortFree(host, ports.object, 'OBJECT_API_PORT');
  await ensurePortFree(host, ports.cutout, 'CUTOUT_API_PORT');
  return ports;
}

/** Resolves when somebody wants an end; `isAsked` says whether. */
function endIsAsked() {
  let isAsked = false;
  const asking = new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        isAsked = true;
        done();
      });
    }
  });
  return { asking, isAsked: () => isAsked };
}

/** Starts the three processes; resolves when all of them answer. */
function startAll(supervisor, { env, host, near, ports }) {
  // One setting for three processes: each gets a port of its own.
  const metricsOf = (place) => (ports.metrics === undefined ? {} : { METRICS_PORT: String(ports.metrics + place) });
  const service = (name, port, place) =>
    supervisor.add({
      name,
      args: ['--enable-source-maps', join(root, 'dist', `${name}.mjs`)],
      env: { ...env, ...metricsOf(place) },
      readyUrl: `http://${near}:${port}/ready`,
    });
  const web = supervisor.add({
    name: 'web',
    args: [packageFile('next/dist/bin/next'), 'start', '-H', host, '-p', String(ports.web)],
    env,
    readyUrl: `http://${near}:${ports.web}/api/health`,
  });
  return Promise.all([service('object-api', ports.object, 1), service('cutout-api', ports.cutout, 2), web]);
}

await run(async () => {
  const beganMs = Date.now();
  ensureInstalled();
  const host = process.env.HOST ?? '127.0.0.1';
  const ports = await freePortsOf(host);
  const dataDir = usableFolder(resolve(root, process.env.DATA_DIR ?? '.data'));
  await buildServices();
  await checkWebSettings();
  await buildWeb();
  const near = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const env = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...process.env, DATA_DIR: dataDir, HOST: host };
  env.OBJECT_API_URL ??= `http://${near}:${ports.object}`;
  const cutoutUrl = `http://${near}:${ports.cutout}`;
  env.CUTOUT_API_URL ??= cutoutUrl;
  ensureData(dataDir, env);

  const supervisor = createSupervisor({ logFolder: join(dataDir, 'logs'), say });
  const { asking, isAsked } = endIsAsked();
  try {
    await Promise.race([startAll(supervisor, { env, host, near, ports }), asking]);
    if (!isAsked()) {
      const address = process.env.PUBLIC_URL ?? `http://${near}:${ports.web}`;
      say(`\nThe portal is up after ${((Date.now() - beganMs) / 1000).toFixed(1)} s: ${address}`);
      for (const link of linksWorthOpening(dataDir, address)) say(`  ${link}`);
      const logs = join(dataDir, 'logs');
      say(`Object API ${env.OBJECT_API_URL}, cutout API ${cutoutUrl}, logs in ${logs}. Ctrl-C ends all.`);
      await Promise.race([asking, supervisor.broken()]);
    }
  } finally {
    await supervisor.end();
  }
  if (isAsked()) say('Ended.');
  process.exitCode ??= 0;
});
