import { gunzipSync } from 'node:zlib';
import { PortalError, shownValue } from '#domain/failure.ts';
import type { StampKind, StampLocator } from '#domain/stamps/locator.ts';
import type { FileStore, ReadOptions } from '#server/ports/file-store.ts';
import { pageBytesAtMost } from './decompress.ts';
import type { StampEncoding } from './lake-layout.ts';
import { decodeDictionaryPage, type PageColumn, readDataPage } from './page-decoder.ts';
import { alertIdFromExtension } from './page-owner.ts';

export interface ReadStampOptions extends ReadOptions {
  /** From the layout of the lake (`lakeLayouts[survey].encoding`), or from a stamp index for files of others. */
  readonly encoding: StampEncoding;
  /** A page that says that it is another alert's is refused. */
  readonly alertId?: bigint;
}

const fitsBytesAtMost = 64 << 20;
const fitsBlock = 2880;
const fitsBegin = Buffer.from('SIMPLE  =', 'latin1');

function refused(why: string, cause?: unknown): PortalError {
  return new PortalError('bad-request', `The stamp locator is wrong: ${why}.`, {
    argument: 'locator',
    dependency: 'lake',
    cause,
  });
}

function isFits(bytes: Uint8Array): boolean {
  return bytes.length >= fitsBlock && fitsBegin.equals(bytes.subarray(0, fitsBegin.length));
}

const usualLength = 64 * 1024;

/** How long a gzip file says that its content is; a length that no stamp has is not believed. One byte more spares a second buffer. */
function plainLength(bytes: Uint8Array): number {
  const at = bytes.length - 4;
  const said =
    (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
  return said >= fitsBlock && said <= 1 << 20 ? said : usualLength;
}

/**
 * The plain FITS of a stamp as it is kept: gunzipped if need be, no byte changed.
 * @throws {PortalError} `corrupt` for anything else
 */
export function fitsFromStampBytes(bytes: Uint8Array): Uint8Array {
  let plain = bytes;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      plain = gunzipSync(bytes, { maxOutputLength: fitsBytesAtMost, chunkSize: plainLength(bytes) + 1 });
    } catch (cause) {
      throw new PortalError('corrupt', 'A stamp can not be unpacked.', { dependency: 'lake', cause });
    }
  }
  if (isFits(plain)) return plain;
  throw new PortalError('corrupt', 'A stamp is not a FITS file.', { dependency: 'lake' });
}

/** Exactly `length` bytes of the file, by one range read. */
async function readExactly(
  files: FileStore,
  path: string,
  { offset, length }: { readonly offset: number; readonly length: number },
  options: ReadOptions,
): Promise<Uint8Array> {
  if (length === 0 || length > pageBytesAtMost) throw refused(`it asks for ${length} bytes`);
  const bytes = await files.read(path, offset, offset + length, options);
  if (bytes === undefined) throw new PortalError('not-found', `There is no file ${shownValue(path)} in the lake.`);
  if (bytes.length !== length) throw refused('it leads behind the end of the file');
  return bytes;
}

/**
 * The plain FITS of one stamp: one range read of the one page that the locator names (a second one where a foreign file keeps its values
 * in a dictionary). The bytes are believed only if they are exactly one Parquet data page whose row holds one FITS file, gzipped or plain,
 * and if that page, where it says whose it is, is the alert's.
 * @returns undefined when the alert has no such stamp
 * @throws {PortalError} `bad-request` for a path or locator that doesn't lead to a stamp, `not-found` when there is no such file
 */
export async function readStamp(
  files: FileStore,
  locator: StampLocator,
  kind: StampKind,
  options: ReadStampOptions,
): Promise<Uint8Array | undefined> {
  const page = locator.pages[kind];
  if (page === null) return undefined;
  if (!locator.path.endsWith('.parquet')) throw refused('it does not name a Parquet file');
  const { encoding, alertId, ...readOptions } = options;
  const column: PageColumn = { type: 'BYTE_ARRAY', codec: encoding.codec, maxDefinition: encoding.maxDefinition };
  const bytes = await readExactly(files, locator.path, page, readOptions);
  const dictionary =
    encoding.dictionary === null ? undefined : await readExactly(files, locator.path, encoding.dictionary, readOptions);
  try {
    const known = dictionary === undefined ? undefined : decodeDictionaryPage(dictionary, column);
    const { values, extension } = readDataPage(bytes, { ...column, dictionary: known });
    const owner = alertIdFromExtension(extension);
    if (owner !== undefined && alertId !== undefined && owner !== alertId) {
      throw refused(`its page is that of alert ${owner}`);
    }
    const value = values[page.row];
    if (value === null) return undefined;
    if (!(value instanceof Uint8Array)) throw refused(`its page has no row ${page.row}`);
    return fitsFromStampBytes(value);
  } catch (error) {
    if (error instanceof PortalError && error.kind === 'corrupt')
      throw refused(error.message.replace(/\.$/, ''), error);
    throw error;
  }
}
