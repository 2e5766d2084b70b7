import type { JpegSize } from './jpeg.ts';

/** What a figure on paper is made of. Lengths in points (1/72 inch), y downwards from the top. */
export type DrawingPart =
  | {
      readonly kind: 'line';
      /** x, y, x, y, … */
      readonly points: readonly number[];
      readonly width: number;
      readonly tone?: Tone;
      readonly dashes?: readonly number[];
    }
  | {
      readonly kind: 'circle';
      readonly x: number;
      readonly y: number;
      readonly radius: number;
      /** Stroke width; absent = filled. */
      readonly width?: number;
      readonly tone?: Tone;
    }
  | {
      readonly kind: 'text';
      readonly x: number;
      /** Of the base line. */
      readonly y: number;
      readonly size: number;
      readonly text: string;
      readonly anchor?: 'start' | 'middle' | 'end';
      readonly bold?: boolean;
      readonly tone?: Tone;
    }
  | {
      readonly kind: 'image';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      /** JPEG. */
      readonly jpegBase64: string;
      readonly pixels: JpegSize;
    };

/** Ink, what matters most, and what may be faint. */
export type Tone = 'ink' | 'accent' | 'faint';

export interface Drawing {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly parts: readonly DrawingPart[];
}

/** A colour for each tone and the ground: CSS colours for a screen, sRGB for paper. */
export type Palette = Readonly<Record<Tone | 'paper', string>>;

/** Black on white with a red target, for print. */
export const paperPalette: Palette = { paper: '#ffffff', ink: '#000000', accent: '#c8102e', faint: '#6b6b6b' };
