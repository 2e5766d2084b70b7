import type { Drawing, DrawingPart, Palette, Tone } from './drawing.ts';

/** Widths of Helvetica, thousandths of its size, of the signs from the blank to the tilde (Adobe Font Metrics). */
const widths = (
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 ' +
  '1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 ' +
  '333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584'
)
  .split(' ')
  .map(Number);

/** Signs outside Latin 1 that the standard fonts have otherwise, or nearly. */
const standIns: Readonly<Record<string, string>> = { '″': '"', '′': "'", '−': '-', '–': '-', '…': '...', '‑': '-' };

/** Text as Latin 1; what that has not becomes a question mark. */
function latin(text: string): string {
  return [...text]
    .map((sign) => standIns[sign] ?? sign)
    .join('')
    .replace(/[^\x20-\x7e\xa0-\xff]/g, '?');
}

function widthOf(text: string, size: number): number {
  return ([...text].reduce((sum, sign) => sum + (widths[sign.charCodeAt(0) - 32] ?? 556), 0) * size) / 1000;
}

const short = (value: number): string => String(Math.round(value * 1000) / 1000);

/** `#rrggbb` as three numbers from 0 to 1. */
function rgb(colour: string): string {
  return [1, 3, 5].map((at) => short(Number.parseInt(colour.slice(at, at + 2), 16) / 255)).join(' ');
}

/** Four Bézier curves. */
function circlePath(x: number, y: number, r: number): string {
  const k = r * 0.552_284_75;
  const curve = (...values: readonly number[]): string => `${values.map(short).join(' ')} c`;
  return [
    `${short(x + r)} ${short(y)} m`,
    curve(x + r, y + k, x + k, y + r, x, y + r),
    curve(x - k, y + r, x - r, y + k, x - r, y),
    curve(x - r, y - k, x - k, y - r, x, y - r),
    curve(x + k, y - r, x + r, y - k, x + r, y),
  ].join(' ');
}

/** One page of content; `flip` turns y upwards. */
function contentOf({ width, height, parts }: Drawing, palette: Palette): string {
  const colour = (tone: Tone | undefined): string => rgb(palette[tone ?? 'ink']);
  const flip = (y: number): number => height - y;
  const draw = (part: DrawingPart): string => {
    switch (part.kind) {
      case 'line': {
        const points: string[] = [];
        for (let i = 0; i + 1 < part.points.length; i += 2) {
          points.push(`${short(part.points[i] ?? 0)} ${short(flip(part.points[i + 1] ?? 0))} ${i === 0 ? 'm' : 'l'}`);
        }
        const dashes = `[${(part.dashes ?? []).map(short).join(' ')}] 0 d`;
        return `${colour(part.tone)} RG ${short(part.width)} w ${dashes} ${points.join(' ')} S`;
      }
      case 'circle': {
        const path = circlePath(part.x, flip(part.y), part.radius);
        if (part.width === undefined) return `${colour(part.tone)} rg ${path} f`;
        return `${colour(part.tone)} RG ${short(part.width)} w [] 0 d ${path} S`;
      }
      case 'text': {
        const text = latin(part.text);
        const share = { start: 0, middle: 0.5, end: 1 }[part.anchor ?? 'start'];
        const x = part.x - widthOf(text, part.size) * share;
        const font = part.bold ? 'F2' : 'F1';
        const escaped = text.replace(/[\\()]/g, (sign) => `\\${sign}`);
        return `${colour(part.tone)} rg BT /${font} ${short(part.size)} Tf ${short(x)} ${short(flip(part.y))} Td (${escaped}) Tj ET`;
      }
      case 'image':
        return `q ${short(part.width)} 0 0 ${short(part.height)} ${short(part.x)} ${short(flip(part.y + part.height))} cm /I1 Do Q`;
    }
  };
  return [`${rgb(palette.paper)} rg 0 0 ${short(width)} ${short(height)} re f`, ...parts.map(draw)].join('\n');
}

const fontOf = (name: string): string =>
  `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;

/** Bytes whose codes are the signs of a text. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}

/**
 * A drawing as a PDF file (1.4, one page, its standard fonts): no script, nothing that is not drawn. At most one picture.
 * Colours of the palette are `#rrggbb`.
 */
export function pdfFromDrawing(drawing: Drawing, palette: Palette): Uint8Array<ArrayBuffer> {
  const picture = drawing.parts.find((part) => part.kind === 'image');
  const content = contentOf(drawing, palette);
  const jpeg = picture ? atob(picture.jpegBase64) : '';
  const image = picture
    ? `<< /Type /XObject /Subtype /Image /Width ${picture.pixels.width} /Height ${picture.pixels.height} /ColorSpace /Device${picture.pixels.components === 1 ? 'Gray' : 'RGB'} /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n${jpeg}\nendstream`
    : '<< >>';
  const resources = `<< /Font << /F1 4 0 R /F2 5 0 R >>${picture ? ' /XObject << /I1 7 0 R >>' : ''} >>`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${short(drawing.width)} ${short(drawing.height)}] /Resources ${resources} /Contents 6 0 R >>`,
    fontOf('Helvetica'),
    fontOf('Helvetica-Bold'),
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    image,
    `<< /Title (${latin(drawing.title).replace(/[\\()]/g, (sign) => `\\${sign}`)}) >>`,
  ];
  let file = '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n';
  const places: number[] = [];
  for (const [index, object] of objects.entries()) {
    places.push(file.length);
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 8 0 R >>`;
  return bytesOf(`${file}${trailer}\nstartxref\n${file.lastIndexOf('xref\n0 ')}\n%%EOF\n`);
}
