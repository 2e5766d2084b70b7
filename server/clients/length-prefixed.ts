import type { StampKind } from '#domain/stamps/locator.ts';
import { stampKinds } from '#domain/stamps/locator.ts';

const magic = new TextEncoder().encode('SIMPLE');

/** True when `bytes` begin as a FITS file must. */
export function isFits(bytes: Uint8Array): boolean {
  return bytes.length >= 2880 && magic.every((code, index) => bytes[index] === code);
}

/**
 * Reads what `POST /api/v1/stamps` answers: for each kind a big-endian uint32 length, then that many bytes of FITS; 0 = no such stamp.
 * Undefined when the bytes are anything else: cut short, too long, or not FITS. The stamps are views into `bytes`.
 */
export function stampsFromBytes(bytes: Uint8Array): Record<StampKind, Uint8Array | null> | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stamps: Record<StampKind, Uint8Array | null> = { Science: null, Template: null, Difference: null };
  let at = 0;
  for (const kind of stampKinds) {
    if (at + 4 > bytes.length) return undefined;
    const length = view.getUint32(at);
    at += 4;
    if (at + length > bytes.length) return undefined;
    const stamp = bytes.subarray(at, at + length);
    if (length > 0 && !isFits(stamp)) return undefined;
    stamps[kind] = length === 0 ? null : stamp;
    at += length;
  }
  return at === bytes.length ? stamps : undefined;
}
