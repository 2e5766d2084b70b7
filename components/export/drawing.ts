import type { JpegSize } from '#domain/drawing/jpeg.ts';

/** Paint of a path; absent: none. Colours are `#rrggbb`. */
export interface Paint {
  readonly fill?: string;
  readonly stroke?: string;
  /** pt */
  readonly lineWidth?: number;
  /** pt, on and off in turn. */
  readonly dash?: readonly number[];
  readonly roundCaps?: boolean;
}

/** A path as SVG writes it, with absolute M, L, H, V, C, A and Z (and m, l, h, v relative), moved by `x`, `y`. */
export interface PathShape extends Paint {
  readonly kind: 'path';
  readonly d: string;
  readonly x?: number;
  readonly y?: number;
}

export interface TextShape {
  readonly kind: 'text';
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly text: string;
  /** pt */
  readonly size: number;
  readonly fill: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
  /** Turned anticlockwise about its anchor, degrees. */
  readonly turnedDeg?: number;
}

/** A picture of 8-bit RGB pixels, its first row at the top. */
export interface ImageShape {
  readonly kind: 'image';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly pixels: { readonly width: number; readonly height: number; readonly rgb: Uint8Array };
}

/** A photograph as it came: JPEG. */
export interface PhotoShape {
  readonly kind: 'photo';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly jpegBase64: string;
  readonly pixels: JpegSize;
}

/** Shapes of which only what lies in a box is seen. */
export interface ClippedShapes {
  readonly kind: 'clipped';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

export type Shape = PathShape | TextShape | ImageShape | PhotoShape | ClippedShapes;

/** A figure on paper: points (1/72 inch) from the top left. What SVG, PDF and PNG are written from. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** For those who can't see it. */
  readonly title: string;
  readonly shapes: readonly Shape[];
}

export const pointsFromMm = (mm: number): number => (mm * 72) / 25.4;

/** Widths of a figure in journals (A&A; others differ by a few millimetres), mm. */
export const journalWidthsMm = { 1: 88, 2: 180 } as const;
export type JournalColumns = keyof typeof journalWidthsMm;
