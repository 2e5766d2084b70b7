import { type ObjectApiRoute, ztfAliases, ztfRoutes } from '#server/contracts/object-api.ts';
import { documentedArguments } from '#server/http/openapi/document.ts';
import { ztfWords } from '#server/object-api/documentation/route-words.ts';
import { routeSnippets } from './route-snippets.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** `docs/routes/<route>.md` by path: words and arguments are those that the service documents itself with. */
export function routePages(): Readonly<Record<string, string>> {
  const routes: Readonly<Record<string, ObjectApiRoute>> = ztfRoutes;
  const pages = Object.entries(routes).map(([name, route]) => [`docs/routes/${name}.md`, pageOf(name, route)] as const);
  return { 'docs/routes/README.md': indexPage(Object.keys(routes)), ...Object.fromEntries(pages) };
}

function indexPage(names: readonly string[]): string {
  return [
    '# Routes of the object API for ZTF',
    '',
    'One page a route, with calls for the shell and for Python. They run as they stand against `npm start`, whose simulated survey they name; the tests run every one of them. Rubin’s routes are documented by the service itself: its page is at `/`, OpenAPI 3.1 at `/openapi.json`.',
    'The pages are generated from the declarations that check arguments (`npx tsx scripts/generate-docs.ts`).',
    '',
    '| route | what it answers |',
    '|---|---|',
    ...names.map((name) => `| [\`${name}\`](${name}.md) | ${ztfWords[name]?.summary ?? ''} |`),
    '',
  ].join('\n');
}

function argumentTable(route: ObjectApiRoute['arguments']): readonly string[] {
  const rows = documentedArguments(route).map(({ name, isRequired, description, schema }) => {
    const fallback = isRequired ? 'required' : schema.default === undefined ? '' : `\`${String(schema.default)}\``;
    const choices = [schema.enum, schema.examples].flat().filter((choice) => choice !== undefined);
    const values = choices.length === 0 ? '' : ` (${choices.map((choice) => `\`${String(choice)}\``).join(', ')})`;
    return `| \`${name}\` | ${fallback} | ${cell(description + values)} |`;
  });
  return rows.length === 0
    ? ['It takes no arguments.']
    : ['| argument | unless given | meaning |', '|---|---|---|', ...rows];
}

function pageOf(name: string, route: ObjectApiRoute): string {
  const { summary = name, text = '' } = ztfWords[name] ?? {};
  const older = Object.entries(ztfAliases).filter(([, { route: of }]) => of === name);
  const snippet = routeSnippets[name];
  if (snippet === undefined) throw new Error(`scripts/docs/route-snippets.ts has no calls for the route ${name}`);
  return [
    `# ${name}`,
    '',
    `${summary}. ${text}`,
    '',
    `\`${route.methods.join('`, `')}\` \`/api/v1/${name}\`${older.map(([old]) => `; an older name is \`${old}\``).join('')}`,
    '',
    ...argumentTable(route.arguments),
    ...(route.postArguments === undefined ? [] : ['', 'A POST takes:', '', ...argumentTable(route.postArguments)]),
    '',
    '## Shell',
    '',
    '```sh',
    snippet.curl,
    '```',
    '',
    '## Python',
    '',
    '```python',
    snippet.python,
    '```',
    '',
  ].join('\n');
}
