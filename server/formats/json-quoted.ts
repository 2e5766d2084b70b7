/** JSON text of a string in the way of the API: ASCII only, `/` escaped. */
export function jsonQuoted(value: string): string {
  const escaped = JSON.stringify(value).replace(/[/\u0080-\uffff]/g, (c) =>
    c === '/' ? '\\/' : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return escaped;
}
