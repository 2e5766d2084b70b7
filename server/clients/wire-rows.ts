import { PortalError } from '#domain/failure.ts';
import type { WireRow } from '#domain/surveys/wire-row.ts';
import { isWireObject, parseWireJson, type WireObject, type WireValue } from '#server/contracts/exact-json.ts';

/** Columns whose numbers are names: they become text however short they are. */
const idColumn = /(?:^|:)(?:candid|alertId|objectId|dia(?:Object|Source|ForcedSource)Id|ssObjectId|parentDiaSourceId)$/;

/**
 * The rows of a JSON answer, ids as decimal text.
 * @throws {PortalError} `upstream-failed` naming `dependency` for an answer that is no list of flat rows.
 */
export function rowsFromBytes(bytes: Uint8Array, dependency: string): readonly WireRow[] {
  const value = valueFromBytes(bytes, dependency);
  if (!Array.isArray(value)) throw malformed(dependency, 'is no list of rows');
  const isId = new Map<string, boolean>();
  return value.map((row, index) => rowFromValue(row, index, isId, dependency));
}

/** @throws {PortalError} `upstream-failed` naming `dependency` for bytes that are no JSON. */
export function valueFromBytes(bytes: Uint8Array, dependency: string): WireValue {
  try {
    return parseWireJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw malformed(dependency, 'is no JSON', error);
  }
}

function rowFromValue(value: WireValue, index: number, isId: Map<string, boolean>, dependency: string): WireRow {
  if (!isWireObject(value)) throw malformed(dependency, `has a row ${index + 1} that is no object`);
  const row = cellsOf(value);
  for (const column in row) {
    const cell = row[column];
    if (typeof cell === 'object' && cell !== null) throw malformed(dependency, `has no single value in ${column}`);
    if (typeof cell === 'number' && known(column, isId)) row[column] = String(cell);
  }
  return row;
}

/** The object just parsed, nobody else's yet: changed in place, because copying a light curve costs as much as parsing it. */
function cellsOf(value: WireObject): Record<string, string | number | boolean | null> {
  return value as Record<string, string | number | boolean | null>;
}

function known(column: string, isId: Map<string, boolean>): boolean {
  const before = isId.get(column);
  if (before !== undefined) return before;
  const answer = idColumn.test(column);
  isId.set(column, answer);
  return answer;
}

function malformed(dependency: string, what: string, cause?: unknown): PortalError {
  return new PortalError('upstream-failed', `The answer of the ${dependency} ${what}.`, { dependency, cause });
}
