import { setImmediate } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { PortalError, shownValue } from '#domain/failure.ts';

/** What Python's backslash may be followed by within a bytes literal, beside `x` and digits. */
const escapes: Readonly<Record<string, number>> = {
  ...{ n: 10, r: 13, t: 9, a: 7, b: 8, f: 12, v: 11, '\\': 92, "'": 39, '"': 34 },
};
const backslash = 92;

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** A byte and where the text goes on behind its escape, or undefined for what is none. */
function escaped(text: string, at: number): { readonly byte: number; readonly next: number } | undefined {
  const letter = text[at] ?? '';
  if (letter === 'x') {
    const high = hexDigit(text.charCodeAt(at + 1));
    const low = hexDigit(text.charCodeAt(at + 2));
    return high < 0 || low < 0 ? undefined : { byte: high * 16 + low, next: at + 3 };
  }
  const [octal = ''] = /^[0-7]{1,3}/.exec(text.slice(at, at + 3)) ?? [];
  if (octal !== '') {
    const byte = Number.parseInt(octal, 8);
    return byte > 255 ? undefined : { byte, next: at + octal.length };
  }
  const byte = escapes[letter];
  return byte === undefined ? undefined : { byte, next: at + 1 };
}

/** The bytes of a Python bytes literal (`b'…'` or `b"…"`), or undefined for anything else: nothing is evaluated. */
function bytesFromPython(text: string): Uint8Array | undefined {
  const quote = text.charCodeAt(1);
  const end = text.length - 1;
  if (end < 2 || text.charCodeAt(end) !== quote) return undefined;
  const bytes = Buffer.allocUnsafe(text.length);
  let length = 0;
  for (let at = 2; at < end; ) {
    const code = text.charCodeAt(at);
    if (code === backslash) {
      const found = escaped(text, at + 1);
      if (found === undefined || found.next > end) return undefined;
      bytes[length++] = found.byte;
      at = found.next;
    } else {
      if (code === quote || code < 32 || code > 126) return undefined;
      bytes[length++] = code;
      at++;
    }
  }
  return bytes.subarray(0, length);
}

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * The bytes of a map that came as text: Python's `str(bytes)`, as clients of the API send it, or base64.
 * @throws {PortalError} `bad-request`, naming the argument.
 */
export function bytesFromMapText(text: string, argument: string): Uint8Array {
  const isPython = /^b['"]/.test(text);
  const bytes = isPython ? bytesFromPython(text) : base64.test(text) ? Buffer.from(text, 'base64') : undefined;
  if (bytes !== undefined && bytes.length > 0) return bytes;
  const words = `Argument \`${argument}\` is no sky map: got \`${shownValue(text)}\`, the text of Python's bytes (b'…') or base64 is needed.`;
  throw new PortalError('bad-request', words, { argument });
}

const pieceBytes = 65_536;
/** So many pieces of a file in memory are gone through before others get a turn. */
const piecesPerTurn = 16;

async function* plainPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    if (at % (piecesPerTurn * pieceBytes) === 0) await setImmediate();
    yield bytes.subarray(at, at + pieceBytes);
  }
}

async function* unpackedPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: pieceBytes });
  gunzip.end(bytes);
  try {
    for await (const piece of gunzip) yield piece;
  } catch (error) {
    throw new PortalError('corrupt', "The sky map can't be read: its gzip is broken or cut short.", { cause: error });
  } finally {
    gunzip.destroy();
  }
}

/** The file's bytes, unpacked where they are gzipped, piece by piece, and again whenever they are asked for; ended by the signal. */
export function piecesOfMap(bytes: Uint8Array, signal: AbortSignal): () => AsyncIterable<Uint8Array> {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return async function* pieces() {
    for await (const piece of isPacked ? unpackedPieces(bytes) : plainPieces(bytes)) {
      signal.throwIfAborted();
      yield piece;
    }
  };
}
