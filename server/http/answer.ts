/** Bytes that come piece by piece; the kit stops asking when the client leaves. */
export type BodyChunks = AsyncIterable<Uint8Array>;

/** What a handler gives back. The kit adds ids, timing, CORS, compression, and the log line. */
export interface Answer {
  /** 200 unless said otherwise. */
  readonly status?: number;
  readonly contentType: string;
  /** Further headers, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Pieces of bytes are one body: they go out one behind the other without being copied together. */
  readonly body: string | Uint8Array | readonly Uint8Array[] | BodyChunks | null;
  /** Called once at most with the bytes of the body, or each of its pieces, when they are out, or copied, and nobody reads them any more. */
  readonly release?: (bytes: Uint8Array) => void;
  /** What is known only when the last of a body in chunks is out; sent as trailers where the connection carries them. */
  readonly trailers?: Trailers;
}

export interface Trailers {
  /** Announced before the body. */
  readonly names: readonly string[];
  /** Asked once, behind the last chunk. */
  values(): Readonly<Record<string, string>>;
}

export const htmlType = 'text/html; charset=utf-8';
export const jsonType = 'application/json';
export const problemType = 'application/problem+json';
export const bytesType = 'application/octet-stream';

/** For what never changes under its address: browsers and proxies may keep it for a year. */
export const immutableCache = 'public, max-age=31536000, immutable';

export function jsonAnswer(value: unknown, status = 200): Answer {
  return { status, contentType: jsonType, body: JSON.stringify(value) };
}

/** `name` as it may stand in a Content-Disposition: anything but letters, digits, `.`, `_`, `-` becomes `_`. */
export function attachment(name: string): string {
  return `attachment; filename=${name.replace(/[^A-Za-z0-9._-]/g, '_')}`;
}

export function isChunks(body: Answer['body']): body is BodyChunks {
  return body !== null && typeof body === 'object' && Symbol.asyncIterator in body;
}
