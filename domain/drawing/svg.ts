import type { Drawing, DrawingPart, Palette } from './drawing.ts';

const short = (value: number): string => String(Math.round(value * 100) / 100);

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function svgOfPart(part: DrawingPart, palette: Palette): string {
  switch (part.kind) {
    case 'line': {
      const pairs = part.points.map(short).join(' ');
      const dashes = part.dashes ? ` stroke-dasharray="${part.dashes.map(short).join(' ')}"` : '';
      return `<polyline points="${pairs}" fill="none" stroke="${palette[part.tone ?? 'ink']}" stroke-width="${short(part.width)}"${dashes}/>`;
    }
    case 'circle': {
      const colour = palette[part.tone ?? 'ink'];
      const paint =
        part.width === undefined
          ? `fill="${colour}"`
          : `fill="none" stroke="${colour}" stroke-width="${short(part.width)}"`;
      return `<circle cx="${short(part.x)}" cy="${short(part.y)}" r="${short(part.radius)}" ${paint}/>`;
    }
    case 'text':
      return `<text x="${short(part.x)}" y="${short(part.y)}" font-size="${short(part.size)}" text-anchor="${part.anchor ?? 'start'}"${part.bold ? ' font-weight="700"' : ''} fill="${palette[part.tone ?? 'ink']}">${escaped(part.text)}</text>`;
    case 'image':
      return `<image x="${short(part.x)}" y="${short(part.y)}" width="${short(part.width)}" height="${short(part.height)}" preserveAspectRatio="none" href="data:image/jpeg;base64,${part.jpegBase64}"/>`;
  }
}

/** A drawing as an SVG file of its own. Words are escaped; colours are the palette's, as they are. */
export function svgFromDrawing({ title, width, height, parts }: Drawing, palette: Palette): string {
  const body = parts.map((part) => svgOfPart(part, palette)).join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${short(width)} ${short(height)}" width="${short(width)}pt" height="${short(height)}pt" font-family="Helvetica, Arial, sans-serif" role="img">
<title>${escaped(title)}</title>
<rect width="${short(width)}" height="${short(height)}" fill="${palette.paper}"/>
${body}
</svg>
`;
}
