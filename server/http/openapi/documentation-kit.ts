import { createHash } from 'node:crypto';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Service } from '../create-service.ts';
import type { JsonSchema } from './document.ts';

interface BodySchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}
interface Operation {
  readonly responses: Readonly<Record<string, { readonly headers?: Readonly<Record<string, unknown>> }>>;
  readonly parameters?: readonly { readonly name: string; readonly description: string; readonly example?: unknown }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: BodySchema }>> };
}
export interface ReadDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export async function readDocument(service: Service): Promise<ReadDocument> {
  const response = await service.fetch(new Request('http://x/openapi.json'));
  expect(response.status).toBe(200);
  return (await response.json()) as ReadDocument;
}

/** The address of each route with the arguments that its documentation shows. */
export function exampleAddresses({ paths }: ReadDocument): readonly string[] {
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (get === undefined) return [];
    const given = (get.parameters ?? []).filter(({ example }) => example !== undefined);
    const query = new URLSearchParams(given.map(({ name, example }) => [name, String(example)]));
    return [query.size === 0 ? path : `${path}?${query}`];
  });
}

/** What the documentation of every service keeps. */
export function documentationSuite(open: () => Promise<Service> | Service): void {
  test('the OpenAPI document lints clean, by the strict rules', async () => {
    const document = await readDocument(await open());
    expect(document.openapi).toBe('3.1.0');
    const config = await createConfig({ extends: ['recommended-strict'] });
    const problems = await lintFromString({ source: JSON.stringify(document), config });
    expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  });

  test('what a good answer is known again by is documented, and so is that it was', async () => {
    const service = await open();
    const document = await readDocument(service);
    const seen: string[] = [];
    for (const address of exampleAddresses(document)) {
      const answer = await service.fetch(new Request(`http://x${address}`));
      const etag = answer.headers.get('etag');
      if (answer.status !== 200 || etag === null) continue;
      const again = await service.fetch(new Request(`http://x${address}`, { headers: { 'if-none-match': etag } }));
      const responses = document.paths[address.split('?')[0] ?? '']?.get?.responses;
      seen.push(address);
      expect([address, again.status]).toEqual([address, 304]);
      expect(Object.keys(responses?.[200]?.headers ?? {}), address).toContain('ETag');
      expect(Object.keys(responses?.[304]?.headers ?? {}), address).toContain('ETag');
    }
    expect(seen.length > 0).toBe(Object.values(document.paths).some(({ get }) => get?.responses[304] !== undefined));
  });

  test('every argument of every route is explained', async () => {
    const { paths } = await readDocument(await open());
    const mute = Object.entries(paths).flatMap(([path, { get }]) =>
      (get?.parameters ?? []).filter(({ description }) => description === '').map(({ name }) => `${path} ${name}`),
    );
    expect(mute).toEqual([]);
  });

  test('what may be left out of a body may be null there, as the reader of bodies has it; what may not, may not', async () => {
    const { paths } = await readDocument(await open());
    const bodies = Object.values(paths).flatMap(({ post }) => Object.values(post?.requestBody?.content ?? {}));
    const fields = bodies.flatMap(({ schema: { properties = {}, required = [] } }) =>
      Object.entries(properties).map(([name, schema]) => ({ name, schema, isRequired: required.includes(name) })),
    );
    expect(fields.length).toBeGreaterThan(0);
    const mistaken = fields.filter(
      ({ schema, isRequired }) => 'type' in schema && z.fromJSONSchema(schema).safeParse(null).success === isRequired,
    );
    expect(mistaken.map(({ name }) => name)).toEqual([]);
  });

  test('the page shows every route and argument, and runs no script and style but its own', async () => {
    const service = await open();
    const response = await service.fetch(new Request('http://x/'));
    const page = await response.text();
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    for (const [, kind, content = ''] of page.matchAll(/<(script|style)>([\s\S]*?)<\/\1>/g)) {
      expect(policy).toContain(`${kind}-src 'sha256-${createHash('sha256').update(content).digest('base64')}'`);
    }
    expect(page.match(/ (?:on\w+|style)="/g)).toBeNull();
    for (const [path, { get }] of Object.entries((await readDocument(service)).paths)) {
      expect(page).toContain(`<code>${path}</code>`);
      for (const { name } of get?.parameters ?? []) expect(page).toContain(`name="${name}"`);
    }
  });
}
