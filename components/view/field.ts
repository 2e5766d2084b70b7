/** One choice of a visitor: its name in the address, its default, and how a value is written there. */
export interface ViewField<Value> {
  /** Name of the parameter: short, lower case, no other field's. */
  readonly key: string;
  /** Left out of the address. */
  readonly initial: Value;
  /** Undefined for text that means nothing: the field is then as it was at first. */
  parse(text: string): Value | undefined;
  /** The one way to write a value; `parse` gives it back. */
  format(value: Value): string;
}

/** What is chosen for each field of a table. */
export type StateOf<Fields> = {
  readonly [Name in keyof Fields]: Fields[Name] extends ViewField<infer Value> ? Value : never;
};

/** One of a few words; the first is the default unless another is given. */
export function choiceField<Value extends string>(
  key: string,
  values: readonly [Value, ...Value[]],
  initial: Value = values[0],
): ViewField<Value> {
  return { key, initial, parse: (text) => values.find((value) => value === text), format: (value) => value };
}

/** One of a few words, or null: whatever fits the object. */
export function optionalChoiceField<Value extends string>(
  key: string,
  values: readonly Value[],
): ViewField<Value | null> {
  return {
    key,
    initial: null,
    parse: (text) => values.find((value) => value === text),
    format: (value) => value ?? '',
  };
}

/** On or off; off unless said otherwise. */
export function flagField(key: string, initial = false): ViewField<boolean> {
  return {
    key,
    initial,
    parse: (text) => (text === '1' ? true : text === '0' ? false : undefined),
    format: (value) => (value ? '1' : '0'),
  };
}

/** Range that a number must lie in, both ends included. */
export interface NumberBounds {
  readonly from: number;
  readonly to: number;
}

const decimal = /^-?\d{1,22}(?:\.\d{1,25})?(?:e[+-]?\d{1,3})?$/;

function numberFrom(text: string, { from, to }: NumberBounds): number | undefined {
  const value = decimal.test(text) ? Number(text) : Number.NaN;
  // Adding zero makes −0 the 0 that it is written as.
  return value >= from && value <= to ? value + 0 : undefined;
}

/** A finite number in its shortest text. */
export function numberField(key: string, initial: number, bounds: NumberBounds): ViewField<number> {
  return { key, initial, parse: (text) => numberFrom(text, bounds), format: String };
}

/** A finite number, or null: left to the page. */
export function optionalNumberField(key: string, bounds: NumberBounds): ViewField<number | null> {
  return {
    key,
    initial: null,
    parse: (text) => numberFrom(text, bounds),
    format: (value) => (value === null ? '' : String(value)),
  };
}

/** Two numbers in ascending order, written `a..b`; null: all there is. */
export function rangeField(key: string, bounds: NumberBounds): ViewField<NumberBounds | null> {
  return {
    key,
    initial: null,
    parse(text) {
      const [from, to, more] = text.split('..').map((part) => numberFrom(part, bounds));
      return from !== undefined && to !== undefined && more === undefined && from < to ? { from, to } : undefined;
    },
    format: (range) => (range === null ? '' : `${range.from}..${range.to}`),
  };
}

/** Text of a form, or null. `pattern` is anchored and keeps length and letters in bounds. */
export function textField(key: string, pattern: RegExp): ViewField<string | null> {
  return {
    key,
    initial: null,
    parse: (text) => (pattern.test(text) ? text : undefined),
    format: (value) => value ?? '',
  };
}

/** A set of words of a form, each once, ascending; empty at first. The pattern must not allow a comma. */
export function setField(key: string, pattern: RegExp, most = 24): ViewField<readonly string[]> {
  return {
    key,
    initial: [],
    parse: (text) => [...new Set(text.split(',').filter((word) => pattern.test(word)))].sort().slice(0, most),
    format: (words) => [...words].sort().join(','),
  };
}

/** Words of a form in the visitor's order, each once; empty at first. The pattern must not allow a comma. */
export function listField(key: string, pattern: RegExp, most: number): ViewField<readonly string[]> {
  return {
    key,
    initial: [],
    parse: (text) => [...new Set(text.split(',').filter((word) => pattern.test(word)))].slice(0, most),
    format: (words) => words.join(','),
  };
}
