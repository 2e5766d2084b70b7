import { familySettings, type TableLayout } from './table-schemas.ts';

/** A table with the keys at which it is cut into regions, ascending. */
export interface SplitTable extends TableLayout {
  readonly splits: readonly string[];
}

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

const settingText = (value: string | number): string => (typeof value === 'number' ? String(value) : quoted(value));

function familyText(name: string): string {
  const settings = Object.entries(familySettings).map(([key, value]) => `${key} => ${settingText(value)}`);
  return `{NAME => ${quoted(name)}, ${settings.join(', ')}}`;
}

/** What `hbase shell -n` runs to make tables as this adapter makes them, but in several regions: HBase REST has no way to say that. */
export function shellScriptOf(tables: readonly SplitTable[]): string {
  const lines = tables.map(({ name, families, splits }) => {
    const cut = splits.length === 0 ? '' : `, SPLITS => [${splits.map(quoted).join(', ')}]`;
    return `create ${quoted(name)}, ${families.map(familyText).join(', ')}${cut}\n`;
  });
  return lines.join('');
}
