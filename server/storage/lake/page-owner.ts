/** Parquet keeps this field of every struct of its headers, as bytes, for what other readers skip: parquet-format, BinaryProtocolExtensions. */
export const extensionField = 32_767;
/** Tells our extensions of a page header from those of others. */
const mark = '678dcd4f55164d48a46e563c6bbed0c4 ';
const pattern = new RegExp(`^${mark}(-?\\d{1,19})$`);

/**
 * What the header of a stamp's page says of it: whose it is. A ZTF stamp names no alert, and its page holds no id.
 * ASCII, because readers are about (Polars) that take whatever they skip for text.
 */
export function extensionFromAlertId(alertId: bigint): Uint8Array {
  return Buffer.from(`${mark}${alertId}`, 'latin1');
}

/** The inverse; undefined for pages that say nothing, or something else. */
export function alertIdFromExtension(bytes: Uint8Array | undefined): bigint | undefined {
  if (bytes === undefined || bytes.length > mark.length + 20) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const digits = pattern.exec(text)?.[1];
  return digits === undefined ? undefined : BigInt(digits);
}
