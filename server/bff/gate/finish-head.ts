import type { ServerResponse } from 'node:http';
import type { RequestNote } from './request-note.ts';

/** Next drops `content-encoding` of route handlers; bodies that are packed already say so in this header. */
export const encodingHeader = 'x-portal-encoding';

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
    this.setHeader('server-timing', trace.serverTiming());
    trace.record('head', trace.elapsedMs());
    return Reflect.apply(writeHead, this, [status === 200 ? (note.status ?? status) : status, ...more]);
  };
}
