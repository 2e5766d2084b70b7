import { CoordinateError } from '#domain/coordinates/coordinate-error.ts';
import { pythonFloat, pythonQuoted } from '#domain/coordinates/python-text.ts';

export type AngleUnit = 'hour' | 'degree';

type TokenKind =
  | 'float'
  | 'int'
  | 'sign'
  | 'eastwest'
  | 'northsouth'
  | 'unit'
  | 'minute'
  | 'second'
  | 'degree'
  | 'hour'
  | 'colon';

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

/** Tried in this order, as astropy's lexer does; the first that fits wins. */
const lexicon: readonly (readonly [TokenKind, RegExp])[] = [
  ['float', /(?:\d+\.\d*|\.\d+)(?:[eE][+\-−]?\d+)?/uy],
  ['int', /\d+/uy],
  ['sign', /[+\-−]/uy],
  ['eastwest', /[EW]$/uy],
  ['northsouth', /[NS]$/uy],
  ['unit', /arcmin|arcsec|mas|rad|uas|[µμ]as/uy],
  ['minute', /m(?:in(?:utes?)?)?|′|'|ᵐ/uy],
  ['second', /s(?:ec(?:onds?)?)?|″|"|ˢ/uy],
  ['degree', /d(?:eg(?:rees?)?)?|°/uy],
  ['hour', /hours?|hr?|ʰ/uy],
  ['colon', /:/uy],
];

const letters: Readonly<Record<TokenKind, string>> = {
  float: 'F',
  int: 'I',
  sign: '',
  eastwest: 'E',
  northsouth: 'N',
  unit: 'U',
  minute: 'M',
  second: 'X',
  degree: 'D',
  hour: 'H',
  colon: 'C',
};

/** Every sequence of tokens that is an angle, and every beginning of one: the grammar is finite. */
const sentences = new Set<string>();
const beginnings = new Set<string>(['']);

function addSentences(body: string, endings: readonly string[]): void {
  for (const ending of endings) {
    const sentence = body + ending;
    sentences.add(sentence);
    for (let length = 1; length <= sentence.length; length += 1) beginnings.add(sentence.slice(0, length));
  }
}

const generic = ['', 'I', 'IC', 'II', 'ICIC'].flatMap((before) => [`${before}F`, `${before}I`]);
for (const body of generic) {
  addSentences(`${body}H`, ['', 'E']);
  for (const unit of ['', 'M', 'X', 'U', 'D']) addSentences(body + unit, ['', 'E', 'N']);
}
for (const [unit, endings] of [
  ['H', ['', 'E']],
  ['D', ['', 'E', 'N']],
] as const) {
  for (const rest of ['F', 'I', 'FM', 'IM', 'IMF', 'IMI', 'IMFX', 'IMIX']) addSentences(`I${unit}${rest}`, endings);
}

function refusal(reason: string, text: string): CoordinateError {
  return new CoordinateError('ValueError', pythonQuoted(`${reason} parsing angle ${pythonQuoted(text)}`));
}

function tokenAt(text: string, index: number): Token | undefined {
  for (const [kind, pattern] of lexicon) {
    pattern.lastIndex = index;
    const match = pattern.exec(text);
    if (match) return { kind, text: match[0] };
  }
  return undefined;
}

/** Reads tokens until one can't follow: a strange character counts only when it is reached before that. */
function tokensOf(text: string): { tokens: readonly Token[]; sign: number } {
  const tokens: Token[] = [];
  let sequence = '';
  let sign: number | undefined;
  for (let index = 0; index < text.length; ) {
    if (text[index] === ' ') {
      index += 1;
      continue;
    }
    const token = tokenAt(text, index);
    if (!token) throw refusal(`Invalid character at col ${[...text.slice(0, index)].length}`, text);
    index += token.text.length;
    if (token.kind === 'sign') {
      if (sign !== undefined || sequence !== '') throw refusal('syntax error', text);
      sign = token.text === '+' ? 1 : -1;
      continue;
    }
    sequence += letters[token.kind];
    if (!beginnings.has(sequence)) throw refusal('syntax error', text);
    tokens.push(token);
  }
  if (!sentences.has(sequence)) throw refusal('syntax error', text);
  return { tokens, sign: sign ?? 1 };
}

/** Degrees in one of a unit. Keys are what a number can be followed by. */
const degreesIn: Readonly<Record<string, number>> = {
  hour: 15,
  degree: 1,
  minute: 1 / 60,
  second: 1 / 3600,
  arcmin: 1 / 60,
  arcsec: 1 / 3600,
  mas: 1 / 3.6e6,
  uas: 1 / 3.6e9,
  µas: 1 / 3.6e9,
  μas: 1 / 3.6e9,
  rad: 180 / Math.PI,
};

/** The unit that the text itself names: by a letter between the numbers, or at the end. */
function unitIn(tokens: readonly Token[]): string | undefined {
  const first = tokens.find((token) => token.kind === 'hour' || token.kind === 'degree');
  if (first) return first.kind;
  const last = tokens.find((token) => ['minute', 'second', 'unit'].includes(token.kind));
  return last?.kind === 'unit' ? last.text : last?.kind;
}

function checkParts(parts: readonly Token[], sign: number, unit: string): void {
  if (parts.length < 2) return;
  const [whole, minutes, seconds] = parts.map((part) => Number(part.text.replace('−', '-')));
  const shown = (part: Token | undefined, value: number): string =>
    part?.kind === 'float' ? pythonFloat(value) : String(value);
  if (unit === 'hour' && (whole ?? 0) > 24)
    throw new CoordinateError('IllegalHourError', pythonFloat(sign * (whole ?? 0)));
  if ((minutes ?? 0) > 60) throw new CoordinateError('IllegalMinuteError', shown(parts[1], minutes ?? 0));
  if ((seconds ?? 0) > 60) throw new CoordinateError('IllegalSecondError', shown(parts[2], seconds ?? 0));
}

/**
 * An angle written by a person → degrees, with the grammar of astropy's `Angle`:
 * `10.5`, `10:20:30`, `10 20 30`, `10h20m30s`, `10d20m30s`, `10°20′30″`, `30arcsec`, with a sign or E, W, N, S.
 * `unit` is that of text which names none; undefined refuses such text.
 * @throws {CoordinateError} with the words that astropy uses
 */
export function degreesFromAngleText(text: string, unit: AngleUnit | undefined): number {
  const { tokens, sign } = tokensOf(text);
  const named = unitIn(tokens) ?? unit;
  if (named === undefined) throw new CoordinateError('UnitsError', pythonQuoted('No unit specified'));
  const parts = tokens.filter((token) => token.kind === 'float' || token.kind === 'int');
  checkParts(parts, sign, named);
  const [whole = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part.text.replace('−', '-')));
  const last = tokens.at(-1);
  const side = last?.kind === 'eastwest' || last?.kind === 'northsouth' ? last.text : '';
  const direction = side === 'W' || side === 'S' ? -1 : 1;
  return sign * direction * (whole + minutes / 60 + seconds / 3600) * (degreesIn[named] ?? 1);
}
