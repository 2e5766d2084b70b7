import { AsyncLocalStorage } from 'node:async_hooks';
import { Server, ServerResponse } from 'node:http';

/**
 * Next lets a page answer 200, 404 or 500; an unreachable object API is 502 or 504, and must be said before the first flush.
 * So each request runs with a note, and the response's head is written with the noted status.
 */
interface Note {
  status?: number;
}

const key = Symbol.for('fink-portal.response-status');
const shared: { [key]?: AsyncLocalStorage<Note> } & typeof globalThis = globalThis;

/** Next drops `content-encoding` of route handlers; bodies that are packed already say so in this header. */
export const encodingHeader = 'x-portal-encoding';

function nameEncoding(response: ServerResponse): void {
  const encoding = response.getHeader(encodingHeader);
  if (encoding === undefined) return;
  response.removeHeader(encodingHeader);
  response.setHeader('content-encoding', encoding);
}

/** Once a process, before the server takes requests (instrumentation.ts). */
export function installResponseStatus(): void {
  if (shared[key]) return;
  const notes = new AsyncLocalStorage<Note>();
  shared[key] = notes;
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (this: Server, event: string | symbol, ...rest: unknown[]): boolean {
    const deliver = () => Reflect.apply(emit, this, [event, ...rest]);
    const response = rest[1];
    if (event !== 'request' || !(response instanceof ServerResponse)) return deliver();
    const note: Note = {};
    const writeHead = response.writeHead;
    response.writeHead = function (this: ServerResponse, status: number, ...more: unknown[]) {
      nameEncoding(this);
      return Reflect.apply(writeHead, this, [status === 200 ? (note.status ?? status) : status, ...more]);
    };
    return notes.run(note, deliver);
  };
}

/** Notes the status of the page being rendered. False when the head is out of reach (not installed). */
export function setResponseStatus(status: number): boolean {
  const note = shared[key]?.getStore();
  if (!note) return false;
  note.status = status;
  return true;
}
