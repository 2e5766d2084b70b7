export const strong = '#11161c';
export const ink = '#454f5b';
export const quiet = '#5f6975';
export const line = '#c3cad2';
export const faint = '#e0e4e9';

export interface TextStyle {
  readonly size: number;
  readonly fill: string;
  readonly weight?: 400 | 600;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly rotate?: number;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Any text as SVG: escaped, and without the control characters that XML has no place for. */
export function textAt(x: number, y: number, text: string, style: TextStyle): string {
  const printable = [...text]
    .map((letter) => (letter < ' ' || letter === '\ufffe' || letter === '\uffff' ? ' ' : letter))
    .join('');
  const safe = printable.replace(/[&<>"']/g, (letter) => entities[letter] ?? '');
  const { size, fill, weight = 400, anchor = 'start', rotate } = style;
  const turned = rotate === undefined ? '' : ` transform="rotate(${rotate} ${x} ${y})"`;
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}" xml:space="preserve"${turned}>${safe}</text>`;
}
