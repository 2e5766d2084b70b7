import { PortalError, shownValue } from '#domain/failure.ts';
import type { ColumnType } from '#domain/surveys/survey.ts';
import { isWireObject, parseExactJson, type WireObject, type WireValue } from '#server/contracts/exact-json.ts';
import { checkKey } from '#server/ports/keys.ts';
import type { NewRow } from '#server/ports/wide-row-store.ts';
import { isSchemaKey, type TableShape } from '#server/storage/surveys/survey-tables.ts';
import { bytesFromValue, type LineType, lineTypes, rawType, refuseLine } from './row-line.ts';

/** What a line has to fit to. */
export interface LineRules {
  readonly shape: TableShape | undefined;
  /** Type that the table holds a column with, undefined where none is known. */
  storedType(column: string): ColumnType | undefined;
  /** Type of a column whose line gives none. */
  defaultType(column: string): ColumnType | undefined;
  /** For lines that give no time, milliseconds since 1970 UTC. */
  readonly nowMs: number;
}

/** A row, and the types of its columns. */
export interface LineRow extends NewRow {
  readonly types: ReadonlyMap<string, LineType>;
  readonly cells: readonly (readonly [string, Uint8Array])[];
}

const lineFields = ['key', 'timestampMs', 'types', 'cells'];

function objectFrom(text: string): WireObject {
  let value: WireValue;
  try {
    value = parseExactJson(text);
  } catch {
    return refuseLine('it is not JSON');
  }
  if (!isWireObject(value)) return refuseLine('it is not a JSON object');
  const other = Object.keys(value).find((field) => !lineFields.includes(field));
  return other === undefined
    ? value
    : refuseLine(`it has a field ${shownValue(other)}; allowed are: ${lineFields.join(', ')}`);
}

function recordIn(line: WireObject, field: 'types' | 'cells'): WireObject {
  const value = line[field];
  if (value === undefined && field === 'types') return {};
  return value !== undefined && isWireObject(value) ? value : refuseLine(`${field} is not an object`);
}

function keyIn({ key }: WireObject): string {
  if (typeof key !== 'string') return refuseLine('key is not text');
  try {
    checkKey(key);
  } catch (error) {
    if (error instanceof PortalError) return refuseLine(error.message.replace(/\.$/, ''));
    throw error;
  }
  return key;
}

/** Stores keep 48 bits. */
const latestTimeMs = 2 ** 48 - 1;

function timestampIn({ timestampMs = null }: WireObject, nowMs: number): number {
  if (timestampMs === null) return nowMs;
  const isTime = typeof timestampMs === 'number' && Number.isInteger(timestampMs) && timestampMs >= 0;
  return isTime && timestampMs <= latestTimeMs
    ? timestampMs
    : refuseLine(`timestampMs is ${shownValue(timestampMs)}, which is no time in milliseconds`);
}

const columnPattern = /^[a-z]+:[^\p{Cc}\p{Surrogate}]{1,200}$/u;

function checkColumn(column: string, shape: TableShape | undefined): void {
  if (!columnPattern.test(column)) refuseLine(`${shownValue(column)} is no column name (family:name)`);
  const family = column.slice(0, column.indexOf(':'));
  if (shape !== undefined && !shape.families.includes(family)) {
    refuseLine(`${column} is of the family ${family}, but the table has ${shape.families.join(', ')}`);
  }
}

function isLineType(type: unknown): type is LineType {
  return lineTypes.some((known) => known === type);
}

function typeOf(column: string, given: WireValue | undefined, rules: LineRules): LineType {
  const stored = rules.storedType(column);
  if (given === undefined) {
    return rules.defaultType(column) ?? refuseLine(`${column} has no type, and the table doesn't know the column`);
  }
  if (!isLineType(given)) {
    return refuseLine(`the type of ${column} is ${shownValue(given)}; allowed are: ${lineTypes.join(', ')}`);
  }
  if (stored === undefined || given === rawType || given === stored) return given;
  return refuseLine(`${column} is ${given} here, but ${stored} in the table`);
}

/**
 * The row that a line of NDJSON holds: `{"key": …, "timestampMs": …, "types": {column: type}, "cells": {column: value}}`, where null is
 * no cell.
 * @throws {PortalError} `bad-request` with the reason, for a line that doesn't fit
 */
export function rowFromLine(line: string, rules: LineRules): LineRow {
  const object = objectFrom(line);
  const key = keyIn(object);
  const timestampMs = timestampIn(object, rules.nowMs);
  const givenTypes = recordIn(object, 'types');
  // A schema row tells types of columns of the table as text, under their names.
  const text = (): ColumnType => 'string';
  const own = isSchemaKey(key) ? { ...rules, storedType: text, defaultType: text } : rules;
  const types = new Map<string, LineType>();
  const cells: (readonly [string, Uint8Array])[] = [];
  for (const [column, value] of Object.entries(recordIn(object, 'cells'))) {
    checkColumn(column, rules.shape);
    const type = typeOf(column, Object.hasOwn(givenTypes, column) ? givenTypes[column] : undefined, own);
    if (value === null) continue;
    types.set(column, type);
    cells.push([column, bytesFromValue(column, type, value)]);
  }
  if (cells.length === 0) refuseLine('it has no cell');
  return { key, timestampMs, types, cells };
}
