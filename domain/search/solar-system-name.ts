import { unpackedDesignation } from './packed-designation.ts';

/** A text that is one name or designation, and how the Minor Planet Center writes it. */
interface Spelling {
  readonly form: RegExp;
  written(match: RegExpExecArray): string;
}

const part = (match: RegExpExecArray, at: number): string => match[at] ?? '';

/** Forms that nothing but a Solar System object has. */
const spellings: readonly Spelling[] = [
  // 2015 BC557, 2015BC557, 2015_bc557
  {
    form: /^((?:1[89]|20)\d{2})[ _-]?([A-HJ-Y][A-HJ-Z])(\d{0,3})$/i,
    written: (match) => `${part(match, 1)} ${part(match, 2).toUpperCase()}${part(match, 3)}`,
  },
  // Palomar-Leiden and Trojan surveys: 2040 P-L, 3138 T-1
  {
    form: /^(\d{4})[ _]?(P-L|T-[123])$/i,
    written: (match) => `${part(match, 1)} ${part(match, 2).toUpperCase()}`,
  },
  // C/2020 F3, A/2017 U1, with a name in brackets behind it or without
  {
    form: /^([CPDXAI])\/((?:1[5-9]|20)\d{2})[ _]?([A-HJ-Y][A-HJ-Z]?\d{1,3})(?:\s*\(.*\))?$/i,
    written: (match) => `${part(match, 1).toUpperCase()}/${part(match, 2)} ${part(match, 3).toUpperCase()}`,
  },
  // 67P, 67P/Churyumov-Gerasimenko, 1I/ʻOumuamua
  { form: /^(\d{1,4})([PDI])(?:\/.+)?$/i, written: (match) => `${part(match, 1)}${part(match, 2).toUpperCase()}` },
  // (8467), (8467) Benoitcarry, 8467 Benoitcarry
  { form: /^\((\d{1,7})\)(?:\s*\p{L}.*)?$/u, written: (match) => part(match, 1) },
  { form: /^(\d{1,7})\s+\p{Lu}\p{Ll}{2,}$/u, written: (match) => part(match, 1) },
];

/**
 * The Solar System object that a text can only mean: `2015 BC557` of `K15Bt7C` and of `2015bc557`, `8467` of `(8467) Benoitcarry`,
 * `C/2020 F3`, `67P`. Undefined for names alone, which may be of anything, and for text of another form.
 */
export function solarSystemName(text: string): string | undefined {
  const trimmed = text.trim().replace(/\s+/g, ' ');
  const unpacked = unpackedDesignation(trimmed);
  if (unpacked !== undefined) return unpacked;
  for (const { form, written } of spellings) {
    const match = form.exec(trimmed);
    if (match !== null) return written(match);
  }
  return undefined;
}

/** True for words that may be the name of an asteroid: letters, one word or two. */
export function mayBeName(text: string): boolean {
  return /^\p{L}[\p{L}'’-]{2,23}(?: \p{L}[\p{L}'’-]{1,23})?$/u.test(text);
}

/** A tracklet of satellites or debris as the broker names them, whole or from its date on; undefined for text of another form. */
export function trackletName(text: string): string | undefined {
  const id = text.trim().toUpperCase();
  return /^TRCK_\d{8}(?:_\d{6}(?:_\d{1,3})?)?$/.test(id) ? id : undefined;
}

/** The address at which links of earlier portals ask for a Solar System object, and get its alerts and the call for them. */
export function solarSystemHref(name: string): string {
  return `/?${new URLSearchParams({ action: 'sso', sso: name })}`;
}
