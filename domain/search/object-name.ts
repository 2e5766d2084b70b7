/** A text that may be somebody's name of an object: who is to be asked, and for what. */
export type NameQuestion =
  | { readonly of: 'tns' /** Without `AT` or `SN`. */; readonly designation: string }
  | { readonly of: 'simbad'; readonly name: string };

const tnsForm = /^(?:AT|SN)[ _-]?((?:19|20|99)\d{2}[a-z]{1,7})$/i;
/** One letter at least, and nothing that options, formulas and addresses are made of. */
const nameForm = /^(?=.*\p{L})[\p{L}\p{N}[][\p{L}\p{N} .+*'’[\]()_-]{1,79}$/u;
const ownIds = /^(?:ZTF|TRCK)/i;

/** Whom to ask about a text that means nothing else: the Transient Name Server for its designations, SIMBAD for other names. */
export function nameQuestion(text: string): NameQuestion | undefined {
  const trimmed = text.trim().replace(/\s+/g, ' ');
  const designation = tnsForm.exec(trimmed)?.[1];
  if (designation !== undefined) return { of: 'tns', designation };
  return nameForm.test(trimmed) && !ownIds.test(trimmed) ? { of: 'simbad', name: trimmed } : undefined;
}
