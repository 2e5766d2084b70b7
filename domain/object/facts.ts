import { provenanceOfColumn } from '#domain/labels/provenance.ts';
import { numberOfCell } from '#domain/surveys/cells.ts';
import type { Survey } from '#domain/surveys/survey.ts';
import { textFromCell, type WireRow } from '#domain/surveys/wire-row.ts';
import { rounded } from './format-value.ts';
import type { FactRule } from './reading.ts';
import type { Fact } from './summary.ts';

/** The facts that `rules` find in a row, in order. What is missing says so in words, or is left out. */
export function factsFromRow(survey: Survey, rules: readonly FactRule[], row: WireRow): readonly Fact[] {
  return rules.flatMap((rule) => {
    if (rule.needs !== undefined && textFromCell(row[rule.needs]) === '') return [];
    const shown = shownCell(rule, row);
    if (shown === undefined && rule.none === undefined) return [];
    const { column, label, unit, source } = rule;
    const fact: Fact = {
      column,
      label,
      source,
      doc: docOf(survey, column),
      ...(provenanceOfColumn(column) === undefined ? {} : { noted: true }),
      ...(shown === undefined ? { value: rule.none ?? '' } : { unit, ...shown }),
    };
    return [fact];
  });
}

function shownCell(rule: FactRule, row: WireRow): { value: string; error?: string; score?: number } | undefined {
  const cell = row[rule.column];
  const isNumeric = rule.decimals !== undefined || rule.error !== undefined || rule.score !== undefined;
  if (!isNumeric) {
    const text = textFromCell(cell);
    return text === '' ? undefined : { value: rule.words?.[text] ?? text };
  }
  const value = numberOfCell(row, rule.column);
  if (!Number.isFinite(value) || value < (rule.least ?? Number.NEGATIVE_INFINITY)) return undefined;
  const error = rule.error === undefined ? Number.NaN : numberOfCell(row, rule.error);
  const word = rule.words?.[String(value)];
  if (word !== undefined) return { value: word };
  const { times = 1, decimals = 3 } = rule;
  const shown = rounded(value * times, error * times, decimals);
  return rule.score ? { ...shown, score: Math.min(1, Math.max(0, value)) } : shown;
}

const docs = new WeakMap<Survey, ReadonlyMap<string, string>>();

function docOf(survey: Survey, column: string): string | undefined {
  let known = docs.get(survey);
  if (known === undefined) {
    known = new Map(survey.alertColumns.map(({ name, doc }) => [name, doc]));
    docs.set(survey, known);
  }
  return known.get(column);
}
