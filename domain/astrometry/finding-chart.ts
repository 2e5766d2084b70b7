import { dmsFromDec, hmsFromRa } from '#domain/coordinates/position-text.ts';
import type { SkyPosition } from '#domain/coordinates/separation.ts';
import type { Drawing, DrawingPart } from '#domain/drawing/drawing.ts';
import type { JpegSize } from '#domain/drawing/jpeg.ts';
import { type CatalogueStar, type OffsetStar, offsetStars } from './offset-stars.ts';
import { type Offset, offsetFrom } from './offsets.ts';

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

const signedArcsec = (value: number): string => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(2)}`;

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

function crossParts(): DrawingPart[] {
  const [x, y] = [page.left + page.side / 2, page.top + page.side / 2];
  const [from, to] = [6, 20];
  const ticks = [
    [x + from, y, x + to, y],
    [x - from, y, x - to, y],
    [x, y + from, x, y + to],
    [x, y - from, x, y - to],
  ];
  return ticks.map((points) => ({ kind: 'line', points, width: 1.2, tone: 'accent' }) as const);
}

/** Bright stars are large; what the picture shows is not drawn again. */
function starParts(stars: readonly CatalogueStar[], target: SkyPosition, field: Field): DrawingPart[] {
  const [right, bottom] = [page.left + page.side, page.top + page.side];
  return stars.flatMap((star) => {
    const offset = offsetFrom(target, star);
    const [x, y] = [field.x(offset), field.y(offset)];
    const radius = Math.min(6, Math.max(0.5, 0.5 + (20 - star.mag) * 0.42));
    const isInside = x - radius > page.left && x + radius < right && y - radius > page.top && y + radius < bottom;
    return isInside ? [{ kind: 'circle', x, y, radius } as const] : [];
  });
}

function letterParts(stars: readonly OffsetStar[], target: SkyPosition, field: Field): DrawingPart[] {
  return stars.flatMap((star) => {
    const offset = offsetFrom(target, star);
    const [x, y] = [field.x(offset), field.y(offset)];
    return [
      { kind: 'circle', x, y, radius: 9, width: 0.9, tone: 'accent' },
      { kind: 'text', x: x + 12, y: y + 4, size: 11, text: star.letter, bold: true, tone: 'accent' },
    ] as const;
  });
}

/** The longest of some round lengths that takes at most a third of the field. */
function scaleParts(fieldArcmin: number, field: Field): DrawingPart[] {
  const lengths = [5, 10, 15, 30, 60, 120, 180, 300, 600];
  const arcsec = lengths.filter((length) => length <= fieldArcmin * 20).at(-1) ?? 5;
  const words = arcsec < 60 ? `${arcsec}"` : `${arcsec / 60}'`;
  const [x, y] = [page.left + 12, page.top + page.side - 12];
  const to = x + arcsec * field.pointsAnArcsec;
  return [
    { kind: 'line', points: [x, y - 4, x, y, to, y, to, y - 4], width: 1.2 },
    { kind: 'text', x: (x + to) / 2, y: y - 7, size: 10, text: words, anchor: 'middle' },
  ];
}

function compassParts(): DrawingPart[] {
  const [x, y] = [page.left + page.side - 16, page.top + page.side - 14];
  return [
    { kind: 'line', points: [x, y - 26, x, y, x - 26, y], width: 1.2 },
    { kind: 'line', points: [x - 3, y - 21, x, y - 26, x + 3, y - 21], width: 1.2 },
    { kind: 'line', points: [x - 21, y - 3, x - 26, y, x - 21, y + 3], width: 1.2 },
    { kind: 'text', x, y: y - 30, size: 10, text: 'N', anchor: 'middle' },
    { kind: 'text', x: x - 33, y: y + 3.5, size: 10, text: 'E', anchor: 'middle' },
  ];
}

function rowParts(cells: readonly string[], y: number, bold: boolean): DrawingPart[] {
  const ends = [page.left + 8, 122, 196, 232, 288, 340, 386];
  return cells.map((text, index) => ({
    kind: 'text',
    x: ends[index] ?? 0,
    y,
    size: 8.5,
    text,
    bold,
    anchor: index === 0 ? 'start' : 'end',
    tone: bold ? 'faint' : 'ink',
  }));
}

function tableParts(stars: readonly OffsetStar[], top: number): DrawingPart[] {
  const head = ['', 'RA', 'Dec', 'G', 'E to target', 'N to target', 'distance'];
  const rows = stars.map((star) => [
    star.letter,
    hmsFromRa(star.raDeg, 2, ':'),
    dmsFromDec(star.decDeg, 1, ':'),
    star.mag.toFixed(1),
    `${signedArcsec(star.toTarget.eastArcsec)}"`,
    `${signedArcsec(star.toTarget.northArcsec)}"`,
    `${star.distanceArcsec.toFixed(1)}"`,
  ]);
  return [head, ...rows].flatMap((cells, index) => rowParts(cells, top + index * rowHeight, index === 0));
}

function noteOf({ stars, picture, epoch }: FindingChartInput, count: number): string {
  const catalogue = stars === undefined ? 'No catalogue was asked.' : `Stars: Gaia DR3, epoch ${epoch ?? '2016.0'}.`;
  const none = stars !== undefined && count === 0 ? ' No star of G 10 to 18 stands alone in the field.' : '';
  return `${picture ? `Picture: ${picture.credit}. ` : ''}${catalogue}${none}`;
}

/** A chart to find an object at the telescope: north up, east left, target in the middle, offset stars with their way to it. */
export function findingChart(input: FindingChartInput): Drawing {
  const { objectId, position, fieldArcmin, stars, picture } = input;
  const field = fieldOf(fieldArcmin);
  const offsets = offsetStars(position, stars ?? [], fieldArcmin * 30);
  const [right, bottom] = [page.left + page.side, page.top + page.side];
  const degrees = `${position.raDeg.toFixed(6)} ${position.decDeg < 0 ? '' : '+'}${position.decDeg.toFixed(6)}`;
  const tableTop = bottom + 38;
  const frame: DrawingPart = {
    kind: 'line',
    points: [page.left, page.top, right, page.top, right, bottom, page.left, bottom, page.left, page.top],
    width: 0.8,
  };
  const image: DrawingPart[] = picture
    ? [
        {
          kind: 'image',
          x: page.left,
          y: page.top,
          width: page.side,
          height: page.side,
          jpegBase64: picture.jpegBase64,
          pixels: picture.pixels,
        },
      ]
    : [];
  return {
    title: `Finding chart of ${objectId}`,
    width: page.width,
    height: tableTop + (offsets.length > 0 ? (offsets.length + 1) * rowHeight : 4),
    parts: [
      { kind: 'text', x: page.left, y: 28, size: 16, text: objectId, bold: true },
      {
        kind: 'text',
        x: page.left,
        y: 48,
        size: 10,
        text: `${hmsFromRa(position.raDeg, 3, ':')} ${dmsFromDec(position.decDeg, 2, ':')}   (${degrees}, ICRS)`,
      },
      { kind: 'text', x: right, y: 28, size: 10, text: `${fieldArcmin}' × ${fieldArcmin}'`, anchor: 'end' },
      ...image,
      ...(picture ? [] : starParts(stars ?? [], position, field)),
      frame,
      ...crossParts(),
      ...letterParts(offsets, position, field),
      ...scaleParts(fieldArcmin, field),
      ...compassParts(),
      { kind: 'text', x: page.left, y: bottom + 16, size: 8.5, text: noteOf(input, offsets.length), tone: 'faint' },
      ...(offsets.length > 0 ? tableParts(offsets, tableTop) : []),
    ],
  };
}
