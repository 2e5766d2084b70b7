import { z } from 'zod';
import { PortalError, shownValue } from '#domain/failure.ts';
import { parseExactJson } from '#server/contracts/exact-json.ts';
import type { IncomingRequest } from './incoming.ts';
import { malformedBody, missingArgument, notJson } from './refusal.ts';

export type Arguments = Readonly<Record<string, unknown>>;

export interface ReadArguments {
  /** `none`: a GET without a query. */
  readonly source: 'query' | 'body' | 'none';
  readonly values: Arguments;
}

const jsonContent = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const controls = /[\u0000-\u001f\u007f]/;
/** Halves of pairs of UTF-16: no text of any encoding. */
const halves = /\p{Cs}/u;

function emptyArguments(): Record<string, unknown> {
  return Object.create(null);
}

function argumentsFromQuery(search: string): Arguments {
  const values = emptyArguments();
  for (const [name, value] of new URLSearchParams(search)) if (!(name in values)) values[name] = value;
  return values;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A body that is no UTF-8 is refused: replaced characters would be other arguments than those sent. */
function textFromUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw malformedBody();
  }
}

function argumentsFromJson(text: string): Arguments {
  let parsed: unknown;
  try {
    parsed = parseExactJson(text);
  } catch {
    throw malformedBody();
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new PortalError('bad-request', 'The body must be a JSON object of arguments.');
  }
  const values = emptyArguments();
  for (const [name, value] of Object.entries(parsed)) if (value !== null) values[name] = value;
  return values;
}

/**
 * The arguments of a request: those of the URL where it has any (the first of a repeated one), else the JSON body of a POST.
 * JSON null counts as absent; integers beyond 2⁵³ arrive as decimal text.
 * @throws {Refusal} 415 without a JSON content type, 400 for malformed JSON, 413 beyond the limit.
 */
export function readArguments(request: IncomingRequest, limitBytes: number): ReadArguments | Promise<ReadArguments> {
  const { query, method } = request;
  if (query !== '') {
    const values = argumentsFromQuery(query);
    for (const _ in values) return { source: 'query', values };
  }
  if (method === 'GET' || method === 'HEAD') return { source: 'none', values: emptyArguments() };
  if (!jsonContent.test(request.header('content-type') ?? '')) throw notJson();
  return request
    .body(limitBytes)
    .then((bytes): ReadArguments => ({ source: 'body', values: argumentsFromJson(textFromUtf8(bytes)) }));
}

/** Deep values are named by their kind only: printing them could cost more than the request. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return shownValue(value);
}

/** Characters of an argument, where its schema's metadata don't say `longestText`. */
const usualLongestText = 65_536;

const longestTexts = new WeakMap<z.ZodObject, ReadonlyMap<string, number>>();

/** The names of a schema's arguments, in its order, with the characters that each may have: looked up once. */
function longestTextsOf(schema: z.ZodObject): ReadonlyMap<string, number> {
  const known = longestTexts.get(schema);
  if (known !== undefined) return known;
  const found = new Map(
    Object.entries(schema.shape).map(([name, declared]) => {
      const { longestText } = z.globalRegistry.get(declared) ?? {};
      return [name, typeof longestText === 'number' ? longestText : usualLongestText] as const;
    }),
  );
  longestTexts.set(schema, found);
  return found;
}

function checkText(name: string, value: unknown, longestText: number): void {
  if (typeof value !== 'string') return;
  if (value.length > longestText) {
    const words = `Argument \`${name}\` is ${value.length} characters long: at most ${longestText} are allowed.`;
    throw new PortalError('bad-request', words, { argument: name });
  }
  if (halves.test(value)) {
    const words = `Argument \`${name}\` is no text: got \`${shown(value.replace(halves, '\ufffd'))}\`, with half a character in it.`;
    throw new PortalError('bad-request', words, { argument: name });
  }
  if (controls.test(value)) {
    const words = `Argument \`${name}\` holds control characters: got \`${shown(value)}\`.`;
    throw new PortalError('bad-request', words, { argument: name });
  }
}

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `allowed: ${issue.values.map((value) => String(value)).join(', ')}`;
  return issue.message;
}

/**
 * The arguments that `schema` knows, checked and converted; unknown ones are ignored.
 * @throws {Refusal} for the first missing required argument, in the order of the schema.
 * @throws {PortalError} `bad-request` naming argument, value, and what is allowed.
 */
export function validateArguments<T extends z.ZodObject>(schema: T, values: Arguments): z.output<T> {
  const texts = longestTextsOf(schema);
  for (const [name, longest] of texts) checkText(name, values[name], longest);
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  const { issues } = result.error;
  const names = [...texts.keys()];
  const about = (name: string) => issues.find((issue) => issue.path[0] === name);
  const missing = names.find((name) => values[name] === undefined && about(name));
  if (missing !== undefined) throw missingArgument(missing);
  const issue = names.map(about).find((found) => found !== undefined) ?? issues[0];
  if (!issue) throw new PortalError('bad-request', 'The arguments are not valid.');
  const name = String(issue.path[0] ?? '');
  if (name === '') throw new PortalError('bad-request', `${wordsOf(issue)}.`);
  const words = `Argument \`${name}\` is not valid: got \`${shown(values[name])}\`, ${wordsOf(issue)}.`;
  throw new PortalError('bad-request', words, { argument: name });
}
