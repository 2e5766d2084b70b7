import { z } from 'zod';
import { lsstRoutes, type ObjectApiRoute, StampLocation, ztfRoutes } from '#server/contracts/object-api.ts';
import { formats } from '#server/formats/format.ts';
import type { DocumentedAnswer, DocumentedRoute, JsonSchema } from '#server/http/openapi/document.ts';
import type { LiveExamples } from './live-examples.ts';
import { lsstWords, type RouteWords, ztfWords } from './route-words.ts';

const rows: JsonSchema = {
  type: 'array',
  items: { type: 'object', description: 'A row: values by column name, null where there is none' },
};
const columnsOfTable: JsonSchema = {
  type: 'object',
  additionalProperties: {
    type: 'object',
    properties: { type: { type: 'string' }, description: { type: 'string' } },
  },
};
const binary: JsonSchema = { type: 'string', contentMediaType: 'application/octet-stream' };
const table: readonly DocumentedAnswer[] = [...formats.values()].map(({ contentType }) => ({
  contentType,
  schema: contentType === 'application/json' ? rows : /text|csv|ndjson/.test(contentType) ? { type: 'string' } : binary,
}));
const json = (schema: JsonSchema): readonly DocumentedAnswer[] => [{ contentType: 'application/json', schema }];

const stamps: readonly DocumentedAnswer[] = [
  { contentType: 'image/png', schema: binary },
  { contentType: 'application/octet-stream', schema: binary },
  ...json({ type: 'object', description: 'Arrays of numbers by column name; NaN is a bare word unless nan=null' }),
];

/** Answers of the routes that are no tables. */
const otherAnswers: Readonly<Record<string, readonly DocumentedAnswer[]>> = {
  cutouts: stamps,
  classes: json({ type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } }),
  schema: json({ type: 'object' }),
  'stamp-locations': json(z.toJSONSchema(z.array(StampLocation)) as JsonSchema),
  ssobulk: [{ contentType: 'application/parquet', schema: binary }, ...table],
  // With `schema` it is the columns of the table rather than the table.
  ssoft: [
    { contentType: 'application/parquet', schema: binary },
    ...table.map((one) => (one.schema === rows ? { ...one, schema: { oneOf: [rows, columnsOfTable] } } : one)),
  ],
  metadata: [...table, { contentType: 'text/html', schema: { type: 'string' } }],
};

const tableHeaders: Readonly<Record<string, string>> = {
  ETag: 'Of up to 10,000 rows: follows from the times of the cells, the arguments, the format and the coding',
  'X-Result-Truncated':
    'The limit that cut the rows short; absent when all are there, a trailer behind more than 10,000 rows',
};

const otherRefusals: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  metadata: { 401: 'Writing needs the right token', 403: 'Writing is off: the service has no METADATA_TOKEN' },
};

interface SurveyDocumentation {
  readonly survey: string;
  readonly group: string;
  readonly routes: Readonly<Record<string, ObjectApiRoute>>;
  readonly words: Readonly<Record<string, RouteWords>>;
}

const surveys: readonly SurveyDocumentation[] = [
  { survey: 'ztf', group: 'ZTF', routes: ztfRoutes, words: ztfWords },
  { survey: 'lsst', group: 'Rubin', routes: lsstRoutes, words: lsstWords },
];

/** Every route of the object API as its documentation shows it, with examples of what is in the tables. */
export function documentedRoutes(live: Readonly<Record<string, LiveExamples>>): readonly DocumentedRoute[] {
  return surveys.flatMap(({ survey, group, routes, words }) =>
    Object.entries(routes).map(([name, route]): DocumentedRoute => {
      const { summary, text } = words[name] ?? { summary: name, text: '' };
      const answers = otherAnswers[name] ?? table;
      return {
        path: `/${survey}/api/v1/${name}`,
        methods: route.methods,
        group,
        summary,
        text,
        arguments: route.arguments,
        ...(route.postArguments === undefined ? {} : { postArguments: route.postArguments }),
        example: live[survey]?.[name] ?? route.example,
        answers,
        ...(table.every((one) => answers.some(({ contentType }) => contentType === one.contentType))
          ? { headers: tableHeaders }
          : {}),
        refusals: otherRefusals[name] ?? {},
        ...(route.description === undefined ? {} : { emptyGet: route.description }),
      };
    }),
  );
}
