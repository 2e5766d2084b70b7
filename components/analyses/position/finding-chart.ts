import type { Drawing, Paint, Shape, TextShape } from '#components/export/drawing.ts';
import { type CatalogueStar, type OffsetStar, offsetStars } from '#domain/astrometry/offset-stars.ts';
import { type Offset, offsetFrom } from '#domain/astrometry/offsets.ts';
import { dmsFromDec, hmsFromRa, positionText } from '#domain/coordinates/position-text.ts';
import type { SkyPosition } from '#domain/coordinates/separation.ts';
import type { JpegSize } from '#domain/drawing/jpeg.ts';

/** A colour for each of three voices: CSS colours for a screen, `#rrggbb` for paper. */
export interface ChartColours {
  readonly ink: string;
  readonly accent: string;
  readonly faint: string;
}

/** Black on white with a red target, for print. */
export const paperColours: ChartColours = { ink: '#000000', accent: '#c8102e', faint: '#6b6b6b' };

/** A picture of the field: north up, east left, the target in its middle. */
export interface FieldPicture {
  readonly jpegBase64: string;
  readonly pixels: JpegSize;
  /** Survey and filter, for the line below. */
  readonly credit: string;
}

export interface FindingChartInput {
  readonly objectId: string;
  readonly position: SkyPosition;
  /** Side of the square field, arcmin. */
  readonly fieldArcmin: number;
  /** Stars at the epoch of the chart; undefined: no catalogue was asked. */
  readonly stars?: readonly CatalogueStar[];
  readonly picture?: FieldPicture;
  /** `2026.9`: epoch of the stars. */
  readonly epoch?: string;
}

const page = { width: 420, left: 30, top: 62, side: 360 };
const rowHeight = 15;

/** A line through points x, y, x, y, … */
function line(points: readonly number[], stroke: string, lineWidth: number): Shape {
  const pairs: string[] = [];
  for (let i = 0; i + 1 < points.length; i += 2) pairs.push(`${short(points[i] ?? 0)},${short(points[i + 1] ?? 0)}`);
  return { kind: 'path', d: `M${pairs.join('L')}`, stroke, lineWidth };
}

function circle(x: number, y: number, radius: number, paint: Paint): Shape {
  const r = short(radius);
  return { kind: 'path', d: `M${r},0A${r},${r} 0 1,1 -${r},0A${r},${r} 0 1,1 ${r},0Z`, x, y, ...paint };
}

const short = (value: number): string => String(Math.round(value * 100) / 100);

const signedArcsec = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;

interface Field {
  readonly x: (offset: Offset) => number;
  readonly y: (offset: Offset) => number;
  readonly pointsAnArcsec: number;
}

function fieldOf(fieldArcmin: number): Field {
  const pointsAnArcsec = page.side / (fieldArcmin * 60);
  const [middleX, middleY] = [page.left + page.side / 2, page.top + page.side / 2];
  return {
    pointsAnArcsec,
    x: ({ eastArcsec }) => middleX - eastArcsec * pointsAnArcsec,
    y: ({ northArcsec }) => middleY - northArcsec * pointsAnArcsec,
  };
}

function crossShapes({ accent }: ChartColours): Shape[] {
  const [x, y] = [page.left + page.side / 2, page.top + page.side / 2];
  const [from, to] = [6, 20];
  return [
    [x + from, y, x + to, y],
    [x - from, y, x - to, y],
    [x, y + from, x, y + to],
    [x, y - from, x, y - to],
  ].map((points) => line(points, accent, 1.2));
}

/** Bright stars are large; what the picture shows is not drawn again. */
function starShapes(stars: readonly CatalogueStar[], target: SkyPosition, field: Field, fill: string): Shape[] {
  const [right, bottom] = [page.left + page.side, page.top + page.side];
  return stars.flatMap((star) => {
    const offset = offsetFrom(target, star);
    const [x, y] = [field.x(offset), field.y(offset)];
    const radius = Math.min(6, Math.max(0.5, 0.5 + (20 - star.mag) * 0.42));
    const isInside = x - radius > page.left && x + radius < right && y - radius > page.top && y + radius < bottom;
    return isInside ? [circle(x, y, radius, { fill })] : [];
  });
}

function letterShapes(stars: readonly OffsetStar[], target: SkyPosition, field: Field, fill: string): Shape[] {
  return stars.flatMap((star): Shape[] => {
    const offset = offsetFrom(target, star);
    const [x, y] = [field.x(offset), field.y(offset)];
    return [
      circle(x, y, 9, { stroke: fill, lineWidth: 0.9 }),
      { kind: 'text', x: x + 12, y: y + 4, size: 11, text: star.letter, bold: true, fill },
    ];
  });
}

/** The longest of some round lengths that takes at most a third of the field. */
function scaleShapes(fieldArcmin: number, field: Field, ink: string): Shape[] {
  const lengths = [5, 10, 15, 30, 60, 120, 180, 300, 600];
  const arcsec = lengths.filter((length) => length <= fieldArcmin * 20).at(-1) ?? 5;
  const text = arcsec < 60 ? `${arcsec}″` : `${arcsec / 60}′`;
  const [x, y] = [page.left + 12, page.top + page.side - 12];
  const to = x + arcsec * field.pointsAnArcsec;
  return [
    line([x, y - 4, x, y, to, y, to, y - 4], ink, 1.2),
    { kind: 'text', x: (x + to) / 2, y: y - 7, size: 10, text, anchor: 'middle', fill: ink },
  ];
}

function compassShapes(ink: string): Shape[] {
  const [x, y] = [page.left + page.side - 16, page.top + page.side - 14];
  return [
    line([x, y - 26, x, y, x - 26, y], ink, 1.2),
    line([x - 3, y - 21, x, y - 26, x + 3, y - 21], ink, 1.2),
    line([x - 21, y - 3, x - 26, y, x - 21, y + 3], ink, 1.2),
    { kind: 'text', x, y: y - 30, size: 10, text: 'N', anchor: 'middle', fill: ink },
    { kind: 'text', x: x - 33, y: y + 3.5, size: 10, text: 'E', anchor: 'middle', fill: ink },
  ];
}

function rowShapes(cells: readonly string[], y: number, look: { bold: boolean; fill: string }): TextShape[] {
  const ends = [page.left + 8, 122, 196, 232, 288, 340, 386];
  return cells.map((text, index) => ({
    kind: 'text',
    x: ends[index] ?? 0,
    y,
    size: 8.5,
    text,
    anchor: index === 0 ? 'start' : 'end',
    ...look,
  }));
}

function tableShapes(stars: readonly OffsetStar[], top: number, { ink, faint }: ChartColours): Shape[] {
  const head = ['', 'RA', 'Dec', 'G', 'E to target', 'N to target', 'distance'];
  const rows = stars.map((star) => [
    star.letter,
    hmsFromRa(star.raDeg, 2, ':'),
    dmsFromDec(star.decDeg, 1, ':'),
    star.mag.toFixed(1),
    `${signedArcsec(star.toTarget.eastArcsec)}″`,
    `${signedArcsec(star.toTarget.northArcsec)}″`,
    `${star.distanceArcsec.toFixed(1)}″`,
  ]);
  return [head, ...rows].flatMap((cells, index) =>
    rowShapes(cells, top + index * rowHeight, { bold: index === 0, fill: index === 0 ? faint : ink }),
  );
}

function noteOf({ stars, picture, epoch }: FindingChartInput, count: number): string {
  const catalogue = stars === undefined ? 'No catalogue was asked.' : `Stars: Gaia DR3, epoch ${epoch ?? '2016.0'}.`;
  const none = stars !== undefined && count === 0 ? ' No star of G 10 to 18 stands alone in the field.' : '';
  return `${picture ? `Picture: ${picture.credit}. ` : ''}${catalogue}${none}`;
}

function headShapes({ objectId, position, fieldArcmin }: FindingChartInput, ink: string): Shape[] {
  const inDegrees = positionText(position, 'deg');
  const place = `${hmsFromRa(position.raDeg, 3, ':')} ${dmsFromDec(position.decDeg, 2, ':')}   (${inDegrees}, ICRS)`;
  const size = `${fieldArcmin}′ × ${fieldArcmin}′`;
  return [
    { kind: 'text', x: page.left, y: 28, size: 16, text: objectId, bold: true, fill: ink },
    { kind: 'text', x: page.left, y: 48, size: 10, text: place, fill: ink },
    { kind: 'text', x: page.left + page.side, y: 28, size: 10, text: size, anchor: 'end', fill: ink },
  ];
}

/** A chart to find an object at the telescope: north up, east left, target in the middle, offset stars with their way to it. */
export function findingChart(input: FindingChartInput, colours: ChartColours): Drawing {
  const { objectId, position, fieldArcmin, stars, picture } = input;
  const { ink, accent, faint } = colours;
  const field = fieldOf(fieldArcmin);
  const offsets = offsetStars(position, stars ?? [], fieldArcmin * 30);
  const { left, top, side } = page;
  const [right, bottom] = [left + side, top + side];
  const tableTop = bottom + 38;
  const photo: Shape[] = picture
    ? [
        {
          kind: 'photo',
          x: left,
          y: top,
          width: side,
          height: side,
          jpegBase64: picture.jpegBase64,
          pixels: picture.pixels,
        },
      ]
    : [];
  return {
    title: `Finding chart of ${objectId}`,
    width: page.width,
    height: tableTop + (offsets.length > 0 ? (offsets.length + 1) * rowHeight : 4),
    shapes: [
      ...headShapes(input, ink),
      ...photo,
      ...(picture ? [] : starShapes(stars ?? [], position, field, ink)),
      line([left, top, right, top, right, bottom, left, bottom, left, top], ink, 0.8),
      ...crossShapes(colours),
      ...letterShapes(offsets, position, field, accent),
      ...scaleShapes(fieldArcmin, field, ink),
      ...compassShapes(ink),
      { kind: 'text', x: left, y: bottom + 16, size: 8.5, text: noteOf(input, offsets.length), fill: faint },
      ...(offsets.length > 0 ? tableShapes(offsets, tableTop, colours) : []),
    ],
  };
}
