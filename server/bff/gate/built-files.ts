import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';

interface KeptAnswer {
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** Headers that are another answer's each time. */
const ofOneAnswer: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'server-timing',
  'transfer-encoding',
  'x-request-id',
]);

/** A whole file, packed if that helps; all else is Next's. */
function isPlain({ method, url = '', headers }: IncomingMessage): boolean {
  const packs = /\bgzip\b(?!\s*;)/.test(String(headers['accept-encoding'] ?? ''));
  const asksMore = headers.range ?? headers['if-none-match'] ?? headers['if-modified-since'];
  return method === 'GET' && url.startsWith('/_next/static/') && packs && asksMore === undefined;
}

function record(response: ServerResponse, keep: (answer: KeptAnswer) => void): void {
  const chunks: Buffer[] = [];
  const { write, end } = response;
  const note = ([chunk]: readonly unknown[]) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  response.write = function (this: ServerResponse, ...part: unknown[]) {
    note(part);
    return Reflect.apply(write, this, part);
  };
  response.end = function (this: ServerResponse, ...part: unknown[]) {
    note(part);
    return Reflect.apply(end, this, part);
  };
  response.once('finish', () => {
    // Names of files of a build change with their content; those of the development server don't, and say so.
    if (response.statusCode !== 200 || !/\bimmutable\b/.test(String(response.getHeader('cache-control')))) return;
    const headers = Object.entries(response.getHeaders()).filter(([name]) => !ofOneAnswer.has(name));
    keep({ headers: Object.fromEntries(headers), body: Buffer.concat(chunks) });
  });
}

/**
 * Files of the build as Next answered them first, a few megabytes in all: to pack the scripts of one page anew for each visit
 * costs more processor time than the page, at the moment in which its visitor waits for both.
 */
export function createBuiltFiles() {
  const kept = new Map<string, KeptAnswer>();
  return (request: IncomingMessage, response: ServerResponse, proceed: () => boolean): boolean => {
    const { url = '' } = request;
    if (!isPlain(request)) return proceed();
    const known = kept.get(url);
    if (known === undefined) {
      // With a query the same file has endless names.
      if (!url.includes('?')) record(response, (answer) => kept.set(url, answer));
      return proceed();
    }
    response.writeHead(200, { ...known.headers, 'content-length': known.body.length }).end(known.body);
    return true;
  };
}
