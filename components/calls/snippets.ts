import type { ApiCall } from '#domain/calls/api-call.ts';
import { textOrList } from './python-text.ts';

export interface Snippet {
  readonly name: string;
  readonly code: string;
}

/** A call with the address of the API that answers it, without `/api/v1`. */
export interface ShownCall extends Pick<ApiCall, 'route' | 'args'> {
  readonly apiUrl: string;
  /** Name of a file that the answer is saved under, without ending. */
  readonly file: string;
}

/** Text as one word of a shell. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const withFormat = (args: Readonly<Record<string, string>>, format: string) => ({ ...args, 'output-format': format });

/** The address of a call, whole: what a browser or STILTS opens. */
export function urlOfCall({ apiUrl, route, args }: Pick<ShownCall, 'apiUrl' | 'route' | 'args'>): string {
  return `${apiUrl}/api/v1/${route}?${new URLSearchParams(args)}`;
}

function curl({ apiUrl, route, args, file }: ShownCall): string {
  const data = Object.entries(withFormat(args, 'csv')).map(
    ([name, value]) => `  --data-urlencode ${shellWord(`${name}=${value}`)} \\`,
  );
  return [
    'curl -sSf -G \\',
    ...data,
    `  ${shellWord(`${apiUrl}/api/v1/${route}`)} -o ${shellWord(`${file}.csv`)}`,
  ].join('\n');
}

/** The lines of Python that ask, up to `answer`; what reads it follows. */
export function pythonRequest({ apiUrl, route, args }: Omit<ShownCall, 'file'>, format: string): readonly string[] {
  const parameters = Object.entries(withFormat(args, format)).map(
    ([name, value]) => `        ${JSON.stringify(name)}: ${textOrList(value, 8)},`,
  );
  return [
    'answer = requests.get(',
    `    ${JSON.stringify(`${apiUrl}/api/v1/${route}`)},`,
    '    params={',
    ...parameters,
    '    },',
    '    timeout=120,',
    ')',
    'answer.raise_for_status()',
  ];
}

function pandas(call: ShownCall): string {
  return [
    'import io',
    '',
    'import pandas as pd',
    'import requests',
    '',
    ...pythonRequest(call, 'parquet'),
    '# pyarrow keeps 64-bit ids exact where some are missing',
    'table = pd.read_parquet(io.BytesIO(answer.content), dtype_backend="pyarrow")',
    'print(table)',
  ].join('\n');
}

function astropy(call: ShownCall): string {
  return [
    'import io',
    '',
    'import requests',
    'from astropy.table import Table',
    '',
    ...pythonRequest(call, 'votable'),
    'table = Table.read(io.BytesIO(answer.content), format="votable", use_names_over_ids=True)',
    'print(table)',
  ].join('\n');
}

function stilts(call: ShownCall): string {
  const url = urlOfCall({ ...call, args: withFormat(call.args, 'votable') });
  return [
    'stilts tpipe \\',
    `  in=${shellWord(url)} ifmt=votable \\`,
    `  out=${shellWord(`${call.file}.fits`)} ofmt=fits`,
  ].join('\n');
}

/** One call of the object API in the languages that astronomers paste it into: each asks exactly what the page asked. */
export function snippetsOf(call: ShownCall): readonly Snippet[] {
  return [
    { name: 'Python', code: pandas(call) },
    { name: 'astropy', code: astropy(call) },
    { name: 'curl', code: curl(call) },
    { name: 'STILTS', code: stilts(call) },
  ];
}
