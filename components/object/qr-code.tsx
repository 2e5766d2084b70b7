'use client';
import { encode } from 'uqr';
import styles from './share-panel.module.css';

/** Dark modules as runs of one row each: a path instead of hundreds of squares. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  const parts: string[] = [];
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      let end = x;
      while (row[end + 1]) end++;
      parts.push(`M${x} ${y}h${end - x + 1}v1h-${end - x + 1}z`);
      x = end;
    }
  }
  return parts.join('');
}

/** An address for cameras: dark on light in every theme, because cameras expect that. Undefined words where it is too long for one. */
export function QrCode({ text }: { readonly text: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  return (
    <svg className={styles.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={`QR code of ${text}`}>
      <path d={`M0 0H${size}V${size}H0z`} data-light="" />
      <path d={pathOf(data)} />
    </svg>
  );
}
