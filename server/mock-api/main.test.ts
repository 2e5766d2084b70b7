import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, afterEach, expect, test } from 'vitest';
import { compiledPrograms } from '#fixtures/compiled-programs.ts';
import { namedFailures } from './failures.ts';

const programs = await compiledPrograms({ 'mock-api': 'server/mock-api/main.ts' });
afterAll(programs.remove);
const children: ChildProcess[] = [];

function start(env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, [programs.pathOf('mock-api')], {
    env: { ...process.env, HOST: '127.0.0.1', MOCK_API_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

async function addressOf(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += chunk;
    const match = /listening on (http:\/\/[^"]+)/.exec(text);
    if (match?.[1]) return match[1];
  }
  throw new Error(`no address: ${text}`);
}

async function endOf(child: ChildProcess): Promise<{ code: number | null; words: string }> {
  let words = '';
  child.stderr?.on('data', (chunk) => {
    words += chunk;
  });
  const [code] = await once(child, 'exit');
  return { code, words };
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A process takes seconds to start on a busy machine. */
const patience = 120_000;

test(
  'SIGTERM: the request under way gets its whole answer, then the process ends with 0',
  async () => {
    const child = start({});
    const url = await addressOf(child);
    child.stdout?.resume();
    const slow = namedFailures.find(({ name }) => name === 'slow')?.ids.ztf;
    const answer = fetch(`${url}/api/v1/objects?objectId=${slow}`);
    const metrics = async (): Promise<string> => (await fetch(`${url}/metrics`)).text();
    await expect.poll(metrics, { timeout: patience }).toMatch(/portal_requests_in_flight\{[^}]*\} 1\b/);
    const ended = endOf(child);
    child.kill('SIGTERM');
    const response = await answer;
    expect(response.status).toBe(200);
    expect((await response.text()).endsWith('}]')).toBe(true);
    expect((await ended).code).toBe(0);
  },
  patience,
);

test(
  'wrong settings are told all in one message, a taken port in one sentence',
  async () => {
    const wrong = await endOf(start({ MOCK_API_PORT: 'x', TRUST_PROXY: 'nobody', REQUEST_TIMEOUT_MS: '-1' }));
    expect(wrong.code).toBe(1);
    for (const name of ['MOCK_API_PORT', 'TRUST_PROXY', 'REQUEST_TIMEOUT_MS']) expect(wrong.words).toContain(name);
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const refused = await endOf(start({ MOCK_API_PORT: port }));
    taken.close();
    expect(refused).toEqual({ code: 1, words: expect.stringMatching(/is taken by another program.*\n$/) });
  },
  patience,
);
