import { z } from 'zod';

/** JSON Schema 2020-12, as OpenAPI 3.1 has it. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** One content type that a route answers with. */
export interface DocumentedAnswer {
  readonly contentType: string;
  readonly schema: JsonSchema;
}

/** A route as its documentation shows it. */
export interface DocumentedRoute {
  readonly path: string;
  readonly methods: readonly ('GET' | 'POST')[];
  /** Heading under which routes are grouped. */
  readonly group: string;
  /** One line, and more where there is more to say. */
  readonly summary: string;
  readonly text: string;
  readonly arguments: z.ZodObject;
  /** Arguments of a POST where they are others. */
  readonly postArguments?: z.ZodObject;
  /** Arguments that this very service answers with data. */
  readonly example: Readonly<Record<string, unknown>>;
  readonly answers: readonly DocumentedAnswer[];
  /** Headers that only this route's good answers have, and what they say. One named `ETag` means that a GET may be answered 304. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses that only this route refuses with, and why. */
  readonly refusals?: Readonly<Record<number, string>>;
  /** What a GET without arguments answers, where that is a line of text. */
  readonly emptyGet?: string;
}

export interface DocumentedService {
  readonly title: string;
  readonly version: string;
  readonly text: string;
  readonly routes: readonly DocumentedRoute[];
}

export interface DocumentedArgument {
  readonly name: string;
  readonly isRequired: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
}

const text = (words: string): JsonSchema => ({ type: 'string', description: words });

/** Arguments in the order of their schema, as callers write them (before anything is converted). */
export function documentedArguments(schema: z.ZodObject): readonly DocumentedArgument[] {
  const { properties = {}, required = [] } = inputSchema(schema);
  return Object.entries(properties).map(([name, property]) => {
    const { description = '', ...rest } = property;
    const isRequired = required.includes(name);
    const fallback = isRequired ? undefined : fallbackOf(schema.shape[name]);
    const withFallback = fallback === undefined || 'default' in rest ? rest : { ...rest, default: fallback };
    return { name, isRequired, description: String(description), schema: withFallback };
  });
}

/** What an argument is when it is left out; JSON Schema tells it only where nothing is converted. */
function fallbackOf(field: unknown): string | number | boolean | undefined {
  const result = field instanceof z.ZodType ? field.safeParse(undefined) : undefined;
  const value: unknown = result?.success ? result.data : undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

function inputSchema(schema: z.ZodObject): ObjectSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    // A note for the reader of requests, no keyword of JSON Schema.
    override: ({ jsonSchema }) => void delete jsonSchema.longestText,
  }) as ObjectSchema;
}

const refusals: Readonly<Record<string, string>> = {
  400: 'An argument is missing or wrong; the text names it, what was received, and what is allowed',
  404: 'There is no such alert, file or stamp',
  413: 'The body is larger than the limit',
  415: 'The body is not said to be JSON',
  429: 'Too many requests of this client; Retry-After says when to come back',
  500: 'A fault of the service; its words are in the log, under the request id',
  502: 'A dependency failed; the text names it',
  503: 'A dependency is away, or too many requests are under way',
  504: 'A dependency took too long; the text names it',
};

const headers = {
  'X-Request-Id': { description: 'Finds the request in the log', schema: { type: 'string' } },
  'Server-Timing': { description: 'Milliseconds of each stage, and in total', schema: { type: 'string' } },
};

/** The content of a refusal: the text that clients of Fink's API know, or problem+json where JSON is asked for by name. */
const refusalContent = {
  'text/html': { schema: text("{'status': 'error', 'text': '…'}") },
  'application/json': {
    schema: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
  },
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
};

const problem: JsonSchema = {
  type: 'object',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    kind: { type: 'string' },
    argument: { type: 'string' },
    dependency: { type: 'string' },
    requestId: { type: 'string' },
  },
  required: ['title', 'status', 'detail', 'requestId'],
};

/** The service as an OpenAPI 3.1 document, made from the schemas that check its arguments. */
export function openApiDocument({ title, version, text: description, routes }: DocumentedService): JsonSchema {
  const refused = Object.entries(refusals).map(
    ([status, words]) => [`Refused${status}`, { description: words, headers, content: refusalContent }] as const,
  );
  return {
    openapi: '3.1.0',
    info: { title, version, description, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    security: [],
    tags: [...new Set(routes.map(({ group }) => group))].map((name) => ({ name, description: `Routes of ${name}` })),
    paths: Object.fromEntries(routes.map((route) => [route.path, operationsOf(route)])),
    components: { schemas: { Problem: problem }, responses: Object.fromEntries(refused) },
  };
}

/** A path as it may stand in an id. */
export function slugOf(path: string): string {
  return path.replaceAll(/\W+/g, '-').replaceAll(/^-|-$/g, '');
}

function operationsOf(route: DocumentedRoute): JsonSchema {
  const common = { tags: [route.group], summary: route.summary, description: route.text };
  const id = slugOf(route.path);
  const operations: Record<string, unknown> = {};
  if (route.methods.includes('GET')) {
    operations.get = {
      ...common,
      operationId: `get-${id}`,
      parameters: documentedArguments(route.arguments).map((argument) => parameterOf(argument, route.example)),
      responses: responsesOf(route, 'GET'),
    };
  }
  if (route.methods.includes('POST')) {
    operations.post = {
      ...common,
      operationId: `post-${id}`,
      requestBody: bodyOf(route),
      responses: responsesOf(route, 'POST'),
    };
  }
  return operations;
}

function parameterOf(
  { name, isRequired, description, schema }: DocumentedArgument,
  example: DocumentedRoute['example'],
) {
  return {
    name,
    in: 'query',
    required: isRequired,
    description,
    schema,
    ...(name in example ? { example: example[name] } : {}),
  };
}

function bodyOf(route: DocumentedRoute): JsonSchema {
  const { $schema, ...schema } = inputSchema(route.postArguments ?? route.arguments) as JsonSchema & ObjectSchema;
  const { properties = {}, required = [] } = schema;
  const fields = Object.entries(properties).map(([name, field]) => [
    name,
    required.includes(name) ? field : orNull(field),
  ]);
  const example = route.postArguments === undefined ? { example: route.example } : {};
  return {
    required: true,
    content: { 'application/json': { schema: { ...schema, properties: Object.fromEntries(fields) }, ...example } },
  };
}

/** An argument that may be left out of a body may also be null there, which counts as left out. */
function orNull(field: JsonSchema): JsonSchema {
  const { type, enum: choices, anyOf } = field;
  if (Array.isArray(anyOf)) return { ...field, anyOf: [...anyOf, { type: 'null' }] };
  if (type === undefined) return field;
  return { ...field, type: [type, 'null'].flat(), ...(Array.isArray(choices) ? { enum: [...choices, null] } : {}) };
}

function responsesOf(
  { answers, emptyGet, headers: more = {}, refusals: own = {} }: DocumentedRoute,
  method: string,
): JsonSchema {
  const content = Object.fromEntries(answers.map(({ contentType, schema }) => [contentType, { schema }]));
  const ownHeaders = Object.entries(more).map(([name, words]) => [
    name,
    { description: words, schema: { type: 'string' } },
  ]);
  const goodHeaders = { ...headers, ...Object.fromEntries(ownHeaders) };
  const line = method === 'GET' && emptyGet !== undefined ? { 'text/html': { schema: text(emptyGet) } } : {};
  const good = { description: 'The answer', headers: goodHeaders, content: { ...content, ...line } };
  const unchanged =
    method === 'GET' && 'ETag' in goodHeaders
      ? {
          304: {
            description: 'What If-None-Match names is what would be answered',
            headers: { ...headers, ETag: goodHeaders.ETag },
          },
        }
      : {};
  const statuses = Object.keys(refusals).map((status) => [status, { $ref: `#/components/responses/Refused${status}` }]);
  const further = Object.entries(own).map(([status, words]) => [
    status,
    { description: words, headers, content: refusalContent },
  ]);
  return { 200: good, ...unchanged, ...Object.fromEntries([...statuses, ...further]) };
}
