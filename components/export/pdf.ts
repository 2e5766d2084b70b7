import type { Drawing, ImageShape, Paint, PhotoShape, Shape, TextShape } from './drawing.ts';
import { stepsOfPath } from './path-steps.ts';
import { runsOf } from './pdf-text.ts';

const short = (value: number): string => String(Math.round(value * 1000) / 1000);
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);

function colour(hex: string): string {
  const parts = [1, 3, 5].map((at) => short(Number.parseInt(hex.slice(at, at + 2), 16) / 255));
  return parts.join(' ');
}

/** How a path ends: filled, drawn, both. */
function paintEnd({ fill, stroke }: Paint): string {
  if (fill && stroke) return 'B';
  if (fill) return 'f';
  return stroke ? 'S' : 'n';
}

function paintStart({ fill, stroke, lineWidth = 1, dash, roundCaps }: Paint): string {
  const lines = stroke
    ? `${colour(stroke)} RG ${short(lineWidth)} w [${(dash ?? []).map(short).join(' ')}] 0 d ${roundCaps ? '1 J 1 j' : '0 J 0 j'} `
    : '';
  return `${fill ? `${colour(fill)} rg ` : ''}${lines}`;
}

function pathText(d: string): string {
  return stepsOfPath(d)
    .map((step) => {
      if (step.op === 'Z') return 'h';
      if (step.op === 'C') return `${step.points.map(short).join(' ')} c`;
      return `${short(step.x)} ${short(step.y)} ${step.op === 'M' ? 'm' : 'l'}`;
    })
    .join(' ');
}

const hex = (codes: readonly number[]): string => codes.map((code) => code.toString(16).padStart(2, '0')).join('');

/** The page runs downwards, letters must not: each text turns the page back about its own place. */
function textText({ x, y, text, size, fill, anchor = 'start', bold, turnedDeg = 0 }: TextShape): string {
  const { runs, width } = runsOf(text);
  const back = { start: 0, middle: 0.5, end: 1 }[anchor] * width * size;
  const angle = (turnedDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const matrix = [cos, -sin, -sin, -cos];
  const place = [x - back * cos, y + back * sin];
  const shown = runs
    .map(({ font, codes }) => `/${font === 'symbol' ? 'F3' : bold ? 'F2' : 'F1'} ${short(size)} Tf <${hex(codes)}> Tj`)
    .join(' ');
  return `BT ${colour(fill)} rg ${[...matrix, ...place].map(short).join(' ')} Tm ${shown} ET`;
}

interface Page {
  readonly images: (ImageShape | PhotoShape)[];
}

function shapeText(shape: Shape, page: Page): string {
  switch (shape.kind) {
    case 'path':
      return `q 1 0 0 1 ${short(shape.x ?? 0)} ${short(shape.y ?? 0)} cm ${paintStart(shape)}${pathText(shape.d)} ${paintEnd(shape)} Q`;
    case 'text':
      return textText(shape);
    case 'image':
    case 'photo': {
      page.images.push(shape);
      const { x, y, width, height } = shape;
      return `q ${short(width)} 0 0 ${short(-height)} ${short(x)} ${short(y + height)} cm /I${page.images.length} Do Q`;
    }
    case 'clipped': {
      const { x, y, width, height, shapes } = shape;
      const inside = shapes.map((inner) => shapeText(inner, page)).join('\n');
      return `q ${[x, y, width, height].map(short).join(' ')} re W n\n${inside}\nQ`;
    }
  }
}

/** Joins the numbered objects of a file and the table of where each begins. */
function fileOf(objects: readonly Uint8Array[]): Uint8Array {
  const chunks: Uint8Array[] = [latin1('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n')];
  const starts: number[] = [];
  let at = chunks[0]?.length ?? 0;
  const add = (bytes: Uint8Array) => {
    chunks.push(bytes);
    at += bytes.length;
  };
  for (const [index, object] of objects.entries()) {
    starts.push(at);
    add(latin1(`${index + 1} 0 obj\n`));
    add(object);
    add(latin1('\nendobj\n'));
  }
  const table = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  add(
    latin1(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R /Info 7 0 R >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  const file = new Uint8Array(at);
  let place = 0;
  for (const chunk of chunks) {
    file.set(chunk, place);
    place += chunk.length;
  }
  return file;
}

function stream(dictionary: string, bytes: Uint8Array): Uint8Array {
  const [head, tail] = [latin1(`<< ${dictionary} /Length ${bytes.length} >>\nstream\n`), latin1('\nendstream')];
  const all = new Uint8Array(head.length + bytes.length + tail.length);
  all.set(head);
  all.set(bytes, head.length);
  all.set(tail, head.length + bytes.length);
  return all;
}

function pictureObject(image: ImageShape | PhotoShape): Uint8Array {
  const { width, height } = image.pixels;
  const head = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8`;
  if (image.kind === 'image') return stream(`${head} /ColorSpace /DeviceRGB`, image.pixels.rgb);
  const space = image.pixels.components === 1 ? 'DeviceGray' : 'DeviceRGB';
  return stream(`${head} /ColorSpace /${space} /Filter /DCTDecode`, latin1(atob(image.jpegBase64)));
}

/** Text of the file's description: UTF-16 with its mark. */
const utf16 = (text: string): string =>
  `<feff${[...Array(text.length).keys()].map((at) => text.charCodeAt(at).toString(16).padStart(4, '0')).join('')}>`;

/** A drawing as a PDF file of one page: vector paths, text in Helvetica and Symbol (which readers bring), pictures as they are. */
export function pdfFromDrawing({ width, height, title, shapes }: Drawing): Uint8Array {
  const page: Page = { images: [] };
  const content = [`q 1 0 0 -1 0 ${short(height)} cm`, ...shapes.map((shape) => shapeText(shape, page)), 'Q'].join(
    '\n',
  );
  const pictures = page.images.map((_, index) => `/I${index + 1} ${8 + index} 0 R`).join(' ');
  const font = (name: string, encoding = '') =>
    latin1(`<< /Type /Font /Subtype /Type1 /BaseFont /${name}${encoding} >>`);
  const resources = `<< /Font << /F1 4 0 R /F2 5 0 R /F3 6 0 R >> /XObject << ${pictures} >> >>`;
  return fileOf([
    latin1('<< /Type /Catalog /Pages 2 0 R >>'),
    latin1(
      `<< /Type /Pages /Kids [${8 + page.images.length} 0 R] /Count 1 /MediaBox [0 0 ${short(width)} ${short(height)}] /Resources ${resources} >>`,
    ),
    stream('', latin1(content)),
    font('Helvetica', ' /Encoding /WinAnsiEncoding'),
    font('Helvetica-Bold', ' /Encoding /WinAnsiEncoding'),
    font('Symbol'),
    latin1(`<< /Title ${utf16(title)} >>`),
    ...page.images.map(pictureObject),
    latin1('<< /Type /Page /Parent 2 0 R /Contents 3 0 R >>'),
  ]);
}
