import type { Drawing, Paint, Shape } from './drawing.ts';
import { escapedXml } from './xml-text.ts';

const short = (value: number): string => String(Math.round(value * 1000) / 1000);

function paintText({ fill, stroke, lineWidth = 1, dash, roundCaps }: Paint): string {
  const lines = stroke
    ? ` stroke="${stroke}" stroke-width="${short(lineWidth)}"${dash ? ` stroke-dasharray="${dash.map(short).join(' ')}"` : ''}${
        roundCaps ? ' stroke-linecap="round" stroke-linejoin="round"' : ''
      }`
    : '';
  return ` fill="${fill ?? 'none'}"${lines}`;
}

/** 24-bit BMP, the one form of a picture that is written without compression: rows from the bottom, blue first. */
function bitmapBytes({ width, height, rgb }: { width: number; height: number; rgb: Uint8Array }): Uint8Array {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const bytes = new Uint8Array(54 + stride * height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = ((height - 1 - y) * width + x) * 3;
      const to = 54 + y * stride + x * 3;
      bytes[to] = rgb[from + 2] ?? 0;
      bytes[to + 1] = rgb[from + 1] ?? 0;
      bytes[to + 2] = rgb[from] ?? 0;
    }
  }
  return bytes;
}

function base64From(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

function shapeText(shape: Shape, ids: { next: number }): string {
  switch (shape.kind) {
    case 'path': {
      const moved = shape.x || shape.y ? ` transform="translate(${short(shape.x ?? 0)} ${short(shape.y ?? 0)})"` : '';
      return `<path d="${shape.d}"${moved}${paintText(shape)}/>`;
    }
    case 'text': {
      const turned = shape.turnedDeg
        ? ` transform="rotate(${short(-shape.turnedDeg)} ${short(shape.x)} ${short(shape.y)})"`
        : '';
      const anchor = shape.anchor && shape.anchor !== 'start' ? ` text-anchor="${shape.anchor}"` : '';
      const weight = shape.bold ? ' font-weight="bold"' : '';
      return `<text x="${short(shape.x)}" y="${short(shape.y)}" font-size="${short(shape.size)}" fill="${shape.fill}"${anchor}${weight}${turned}>${escapedXml(shape.text)}</text>`;
    }
    case 'image': {
      const { x, y, width, height, pixels } = shape;
      return `<image x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" preserveAspectRatio="none" style="image-rendering:pixelated" href="data:image/bmp;base64,${base64From(bitmapBytes(pixels))}"/>`;
    }
    case 'photo': {
      const { x, y, width, height, jpegBase64 } = shape;
      return `<image x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" preserveAspectRatio="none" href="data:image/jpeg;base64,${jpegBase64}"/>`;
    }
    case 'clipped': {
      ids.next += 1;
      const id = `c${ids.next}`;
      const box = `<rect x="${short(shape.x)}" y="${short(shape.y)}" width="${short(shape.width)}" height="${short(shape.height)}"/>`;
      const inside = shape.shapes.map((inner) => shapeText(inner, ids)).join('');
      return `<clipPath id="${id}">${box}</clipPath><g clip-path="url(#${id})">${inside}</g>`;
    }
  }
}

/** A drawing as a standalone SVG file, on white unless it lies on a page, as large as it will be printed. */
export function svgFromDrawing({ width, height, title, shapes }: Drawing, ground = '#ffffff'): string {
  const ids = { next: 0 };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${short(width)}pt" height="${short(height)}pt" viewBox="0 0 ${short(width)} ${short(height)}" font-family="Helvetica, Arial, sans-serif">`,
    `<title>${escapedXml(title)}</title>`,
    `<rect width="100%" height="100%" fill="${ground}"/>`,
    ...shapes.map((shape) => shapeText(shape, ids)),
    '</svg>\n',
  ].join('\n');
}
