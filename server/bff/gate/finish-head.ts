import type { ServerResponse } from 'node:http';
import type { RequestNote } from './request-note.ts';

/** Next drops `content-encoding` of route handlers; bodies that are packed already say so in this header. */
export const encodingHeader = 'x-portal-encoding';

export const policyHeader = 'content-security-policy';
/** Of HTML that is no page of ours: what is not found among files. */
const strictPolicy =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/** Writes what only the note knows into the head of the response, when that is sent: status, request id, timings, encoding. */
export function finishHead(response: ServerResponse, note: RequestNote): void {
  const { writeHead } = response;
  response.writeHead = function (this: ServerResponse, status: number, ...more: unknown[]) {
    const { trace } = note;
    const encoding = this.getHeader(encodingHeader);
    if (encoding !== undefined) {
      this.removeHeader(encodingHeader);
      this.setHeader('content-encoding', encoding);
    }
    this.setHeader('x-request-id', trace.requestId);
    const type = this.getHeader('content-type');
    if (typeof type === 'string' && type.startsWith('text/html') && !this.hasHeader(policyHeader))
      this.setHeader(policyHeader, strictPolicy);
    this.setHeader('server-timing', trace.serverTiming());
    trace.record('head', trace.elapsedMs());
    return Reflect.apply(writeHead, this, [status === 200 ? (note.status ?? status) : status, ...more]);
  };
}
