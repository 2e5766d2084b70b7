/**
 * The body of `/api/v1/stamps`: for each stamp, in the order Science, Template, Difference, a big-endian uint32 length and that many bytes
 * of FITS; length 0 where the alert has no such stamp.
 */
export function stampsBody(stamps: readonly (Uint8Array | undefined)[]): Uint8Array {
  const body = new Uint8Array(stamps.reduce((sum, stamp) => sum + 4 + (stamp?.length ?? 0), 0));
  const view = new DataView(body.buffer);
  let at = 0;
  for (const stamp of stamps) {
    view.setUint32(at, stamp?.length ?? 0);
    if (stamp) body.set(stamp, at + 4);
    at += 4 + (stamp?.length ?? 0);
  }
  return body;
}
