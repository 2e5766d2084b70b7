import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseExactJson } from '#server/contracts/exact-json.ts';
import type { Service } from '../create-service.ts';
import type { JsonSchema } from './document.ts';

interface Content {
  readonly schema: JsonSchema;
}
interface ResponseObject {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, Content>>;
}
interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly schema: JsonSchema;
    readonly example?: unknown;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content & { readonly example?: unknown }>> };
  readonly responses: Readonly<Record<string, ResponseObject>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly responses: Readonly<Record<string, ResponseObject>>;
  };
}

/** Values that a schema allows, mixed with values that it does not, and with what breaks careless readers. */
function valuesOf(schema: JsonSchema, example: unknown): fc.Arbitrary<unknown> {
  const choices = [schema.enum, schema.examples].flat().filter((choice) => choice !== undefined);
  const odd = fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '../../etc/passwd',
    '%00',
    "'",
    'a:b,c:d',
    '*',
    'NaN',
    '-0',
    '1e999',
    'ÿ🜨',
    'x'.repeat(70_000),
  );
  const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -1, 2 ** 53, 2 ** 63, 1e308));
  const text = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 20 }), number.map(String));
  const other = fc.oneof(
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.integer(), { maxLength: 3 }),
    fc.dictionary(fc.string(), fc.integer()),
  );
  const known = [...choices, ...(example === undefined ? [] : [example])];
  return fc.oneof(
    ...(known.length === 0 ? [] : [{ weight: 6, arbitrary: fc.constantFrom(...known) }]),
    { weight: 3, arbitrary: text },
    { weight: 2, arbitrary: number },
    { weight: 1, arbitrary: other },
    { weight: 1, arbitrary: odd },
  );
}

function argumentsOf(fields: readonly { name: string; required: boolean; schema: JsonSchema; example?: unknown }[]) {
  const entries = fields.map(({ name, required, schema, example }) => {
    const value = valuesOf(schema, example);
    return fc.option(value, { nil: undefined, freq: required ? 12 : 1 }).map((one) => [name, one] as const);
  });
  return fc
    .tuple(...entries)
    .map((pairs) => Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as Record<string, unknown>);
}

function requestsOf(path: string, method: string, { parameters, requestBody }: Operation): fc.Arbitrary<Request> {
  const address = `http://x${path}`;
  if (requestBody === undefined) {
    return argumentsOf(parameters ?? []).map((values) => {
      const query = new URLSearchParams(Object.entries(values).map(([name, value]) => [name, textOf(value)]));
      return new Request(`${address}?${query}`, { method: method.toUpperCase() });
    });
  }
  const { schema, example } = requestBody.content['application/json'] ?? { schema: {} };
  const { properties = {}, required = [] } = schema as { properties?: Record<string, JsonSchema>; required?: string[] };
  const examples = (example ?? {}) as Record<string, unknown>;
  const fields = Object.entries(properties).map(([name, property]) => ({
    name,
    required: required.includes(name),
    schema: property,
    example: examples[name],
  }));
  const headers = { 'content-type': 'application/json' };
  return argumentsOf(fields).map(
    (values) => new Request(address, { method: 'POST', headers, body: JSON.stringify(values) }),
  );
}

/** What an answer must keep, by the document: its status, its content type, and its form where that is JSON. */
async function breachOf(response: Response, operation: Operation, document: Document): Promise<string | undefined> {
  const declared = operation.responses[response.status];
  const answer =
    declared?.$ref === undefined ? declared : document.components.responses[declared.$ref.split('/').at(-1) ?? ''];
  const body = await response.text();
  if (answer === undefined) return `status ${response.status} is not declared: ${body.slice(0, 200)}`;
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const content = answer.content?.[type];
  if (content === undefined) return `content type ${type} is not declared for ${response.status}`;
  if (type !== 'application/json' || body.includes('NaN')) return undefined;
  const checked = z.fromJSONSchema(content.schema).safeParse(parseExactJson(body));
  return checked.success ? undefined : `${response.status}: ${checked.error.message.slice(0, 300)}`;
}

/** What a value becomes in an address. */
function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Hundreds of good, odd and bad requests for each operation of the document: no fault, nothing undeclared, and an answer every time. */
export function fuzzSuite(open: () => Promise<Service> | Service, { runs = 60 } = {}): void {
  test('whatever is asked, answers keep to the OpenAPI document, and none is a fault', {
    timeout: 240_000,
  }, async () => {
    const service = await open();
    const document = (await (await service.fetch(new Request('http://x/openapi.json'))).json()) as Document;
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
    expect(operations.length).toBeGreaterThan(0);
    for (const { path, method, operation } of operations) {
      const property = fc.asyncProperty(requestsOf(path, method, operation), async (request) => {
        const response = await service.fetch(request.clone());
        if (response.status === 500)
          throw new Error(`${response.status} ${request.url.slice(0, 300)}: ${await response.text()}`);
        const breach = await breachOf(response, operation, document);
        if (breach !== undefined) throw new Error(`${method} ${request.url.slice(0, 300)}: ${breach}`);
      });
      await fc.assert(property, { numRuns: runs });
    }
  });
}
