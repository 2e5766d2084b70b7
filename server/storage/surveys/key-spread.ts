/** Text that about the given share of all keys of a kind lies below; shares are in (0, 1). */
export type KeySpread = (share: number) => string;

/** Ids and designations end in all digits alike: `width` digits, padded with zeros. */
export function digitSpread(width: number): KeySpread {
  return (share) => String(Math.floor(share * 10 ** width)).padStart(width, '0');
}

/** How many integers of [0, count) are written with `prefix` first. */
function countWithPrefix(prefix: number, count: number): number {
  if (prefix === 0) return 1;
  let found = 0;
  for (let first = prefix, size = 1; first < count; first *= 10, size *= 10) found += Math.min(size, count - first);
  return found;
}

/**
 * Integers of [0, count) written without padding, all alike, in the order of their text: `10` and `100` lie before `2`, so that more of
 * them begin with 1 than with 9.
 */
export function numberSpread(count: number): KeySpread {
  return (share) => {
    let before = Math.floor(share * count);
    let text = '';
    let digits = Array.from({ length: 10 }, (_, digit) => digit);
    for (;;) {
      const next = digits.find((prefix) => {
        const size = countWithPrefix(prefix, count);
        if (before < size) return true;
        before -= size;
        return false;
      });
      if (next === undefined) return text;
      text = String(next);
      if (before === 0 || next === 0) return text;
      before--;
      digits = digits.map((_, digit) => next * 10 + digit);
    }
  };
}

const letters = 26;

/**
 * Object ids of ZTF: `ZTF`, two digits of a year, seven letters that count from `aaaaaaa` on. A year issues some ten millions (it comes
 * to `ac…`), which is what three letters behind the first `a` tell apart. Years of the survey count alike.
 */
export function ztfIdSpread(firstYear: number, years: number): KeySpread {
  const perYear = 3 * letters * letters;
  return (share) => {
    const at = Math.floor(share * years * perYear);
    const inYear = at % perYear;
    const letter = (value: number): string => String.fromCharCode(97 + (value % letters));
    const word = `a${letter(inYear / letters ** 2)}${letter(inYear / letters)}${letter(inYear)}`;
    return `ZTF${String(firstYear + Math.floor(at / perYear)).padStart(2, '0')}${word}`;
  };
}
