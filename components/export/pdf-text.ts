/** Widths of Helvetica in thousandths of its size, from the font metrics that Adobe publishes, ASCII 32–126. */
const helvetica = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];
/** Characters of WinAnsi beyond ASCII: code and width. */
const winAnsi: Readonly<Record<string, readonly [code: number, width: number]>> = {
  µ: [0xb5, 556],
  '±': [0xb1, 584],
  '°': [0xb0, 400],
  '·': [0xb7, 278],
  '×': [0xd7, 584],
  '²': [0xb2, 333],
  '³': [0xb3, 333],
  '–': [0x96, 556],
  '—': [0x97, 1000],
  '’': [0x92, 222],
  '…': [0x85, 1000],
  é: [0xe9, 556],
  ó: [0xf3, 556],
};
/** Characters of the font Symbol: code and width. */
const symbol: Readonly<Record<string, readonly [code: number, width: number]>> = {
  '−': [0x2d, 549],
  α: [0x61, 631],
  β: [0x62, 549],
  χ: [0x63, 549],
  δ: [0x64, 494],
  φ: [0x6a, 603],
  σ: [0x73, 603],
  Δ: [0x44, 612],
  μ: [0x6d, 576],
  '′': [0xa2, 247],
  '″': [0xb2, 411],
  '≤': [0xa3, 549],
  '≥': [0xb3, 549],
  '☉': [0x2a, 500],
};

/** Characters of one font, one behind the other. */
export interface TextRun {
  readonly font: 'text' | 'symbol';
  readonly codes: readonly number[];
}

function glyphOf(character: string): { font: TextRun['font']; code: number; width: number } {
  const ascii = character.charCodeAt(0);
  const width = helvetica[ascii - 32];
  if (character.length === 1 && width !== undefined) return { font: 'text', code: ascii, width };
  const latin = winAnsi[character];
  if (latin) return { font: 'text', code: latin[0], width: latin[1] };
  const greek = symbol[character];
  if (greek) return { font: 'symbol', code: greek[0], width: greek[1] };
  return { font: 'text', code: 0x3f, width: 556 };
}

/** A text in the fonts that every PDF reader has; characters of neither become `?`. */
export function runsOf(text: string): { readonly runs: readonly TextRun[]; readonly width: number } {
  const runs: { font: TextRun['font']; codes: number[] }[] = [];
  let width = 0;
  for (const character of text) {
    const glyph = glyphOf(character);
    width += glyph.width;
    const last = runs.at(-1);
    if (last?.font === glyph.font) last.codes.push(glyph.code);
    else runs.push({ font: glyph.font, codes: [glyph.code] });
  }
  return { runs, width: width / 1000 };
}
