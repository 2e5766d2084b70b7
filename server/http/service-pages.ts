import { PortalError } from '#domain/failure.ts';
import { type Answer, htmlType, jsonType } from './answer.ts';
import type { Reply, ServiceState } from './handle-request.ts';
import type { ReadyCheck } from './service-options.ts';

const checkTimeoutMs = 2000;

function jsonReply(status: number, value: unknown): Reply {
  const headers = { 'content-type': jsonType, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  return textReply(status, headers, `${JSON.stringify(value)}\n`);
}

function textReply(status: number, headers: Readonly<Record<string, string>>, text: string): Reply {
  const bytes = Buffer.from(text);
  return { status, headers: { ...headers, 'content-length': String(bytes.length) }, body: [bytes] };
}

/** `/health`: the process lives. Asks nobody. */
export function healthReply({ options }: ServiceState): Reply {
  return jsonReply(200, { status: 'ok', service: options.name, version: options.version });
}

async function outcomeOf(name: string, check: ReadyCheck): Promise<readonly [string, string]> {
  const signal = AbortSignal.timeout(checkTimeoutMs);
  const late = new Promise<never>((_, reject) => {
    const words = `no answer within ${checkTimeoutMs / 1000} s`;
    signal.addEventListener('abort', () => reject(new PortalError('upstream-timeout', words)), { once: true });
  });
  late.catch(() => {});
  try {
    await Promise.race([check(signal), late]);
    return [name, 'ok'];
  } catch (error) {
    return [name, error instanceof PortalError ? error.message : 'failed'];
  }
}

/** `/ready`: 200 when every dependency answered, else 503 and which one did not, in its own words. */
export async function readyReply(state: ServiceState): Promise<Reply> {
  const { options, draining } = state;
  const checks = Object.entries(options.ready ?? {});
  const outcomes = await Promise.all(checks.map(([name, check]) => outcomeOf(name, check)));
  const failed = outcomes.filter(([, outcome]) => outcome !== 'ok').map(([name]) => name);
  if (draining) failed.push('this process is stopping');
  const ready = failed.length === 0;
  const body = { status: ready ? 'ready' : 'not ready', failed, checks: Object.fromEntries(outcomes) };
  return jsonReply(ready ? 200 : 503, body);
}

export async function metricsReply({ options }: ServiceState): Promise<Reply> {
  const headers = { 'content-type': options.metrics.contentType, 'cache-control': 'no-store' };
  return textReply(200, headers, await options.metrics.exposition());
}

const notFoundPage = [
  '<!doctype html>',
  '<html lang=en>',
  '<title>404 Not Found</title>',
  '<h1>Not Found</h1>',
  '<p>There is nothing at this address. The routes of this service are listed at <code>/api/v1/</code>.</p>',
  '',
].join('\n');

/** The page for a path that no route has. */
export function notFoundAnswer(): Answer {
  return { status: 404, contentType: htmlType, headers: { 'cache-control': 'no-store' }, body: notFoundPage };
}
