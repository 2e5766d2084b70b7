import { createHash } from 'node:crypto';
import type { Answer } from '../answer.ts';
import { htmlType } from '../answer.ts';
import { docsScript } from './docs-script.ts';
import { docsStyle } from './docs-style.ts';
import {
  type DocumentedArgument,
  type DocumentedRoute,
  type DocumentedService,
  documentedArguments,
  slugOf,
} from './document.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? character);
}

/** Words with \`names\` in them, as HTML. */
function prose(text: string): string {
  return escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}

const sha256 = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing from elsewhere, and no script or style but the page's own. */
const policy = [
  "default-src 'none'",
  `style-src ${sha256(docsStyle)}`,
  `script-src ${sha256(docsScript)}`,
  "connect-src 'self'",
  'img-src blob: data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The documentation of a service as one page: every argument, a call that runs against this very service, and what it answers. */
export function docsPage(service: DocumentedService): Answer {
  const groups = [...new Set(service.routes.map(({ group }) => group))];
  const inGroup = (group: string) => service.routes.filter((route) => route.group === group);
  const nav = groups.map((group) => {
    const links = inGroup(group).map(({ path }) => `<a href="#${slugOf(path)}">${escaped(shortName(path))}</a>`);
    return `<b>${escaped(group)}</b>${links.join('')}`;
  });
  const sections = groups.map((group) => `<h2>${escaped(group)}</h2>${inGroup(group).map(section).join('')}`);
  const title = escaped(service.title);
  const body = [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${title}</title><style>${docsStyle}</style></head><body>`,
    `<header class="bar"><b>${title}</b><span></span><a href="/openapi.json">OpenAPI 3.1</a><a href="/api/v1/">Index</a><a href="/ready">Ready?</a></header>`,
    `<div class="page"><nav aria-label="Routes">${nav.join('')}</nav>`,
    `<main><h1>${title}</h1><p>Version ${escaped(service.version)}. ${prose(service.text)}</p>${sections.join('')}</main></div>`,
    `<script>${docsScript}</script></body></html>`,
    '',
  ].join('\n');
  return { contentType: htmlType, headers: { 'content-security-policy': policy, 'cache-control': 'no-cache' }, body };
}

function shortName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function section(route: DocumentedRoute): string {
  const { path, methods, summary, text, answers, emptyGet } = route;
  const rows = documentedArguments(route.arguments).map((argument) => argumentRow(argument, route));
  const post =
    route.postArguments === undefined
      ? ''
      : `<p>A POST takes:</p>${table(documentedArguments(route.postArguments).map((argument) => postRow(argument)))}`;
  const types = answers.map(({ contentType }) => `<code>${escaped(contentType)}</code>`).join(', ');
  const line = emptyGet === undefined ? '' : ` Without arguments: <code>${escaped(emptyGet)}</code>.`;
  return [
    `<section id="${slugOf(path)}"><h3>${escaped(summary)}</h3>`,
    `<div class="path">${methods.map((method) => `<i>${method}</i>`).join('')}<code>${escaped(path)}</code></div>`,
    text === '' ? '' : `<p>${prose(text)}</p>`,
    `<form data-path="${escaped(path)}" action="${escaped(path)}" method="get">`,
    rows.length === 0 ? '' : table(rows),
    post,
    `<p>Answers ${types}.${line}</p>`,
    `<div class="run"><button class="only-script">Run</button><a href="${escaped(exampleAddress(route))}">Open the example</a><output></output></div>`,
    '<pre class="answer" hidden></pre>',
    '<pre class="code only-script"></pre></form></section>',
  ].join('');
}

function exampleAddress({ path, example }: DocumentedRoute): string {
  const query = new URLSearchParams(Object.entries(example).map(([name, value]) => [name, String(value)]));
  return query.size === 0 ? path : `${path}?${query}`;
}

function table(rows: readonly string[]): string {
  return `<div class="scroll"><table><thead><tr><th>Argument</th><th>Value</th><th>Meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function argumentRow(argument: DocumentedArgument, { path, example }: DocumentedRoute): string {
  const value = field(argument, example[argument.name], `${slugOf(path)}-${argument.name}`);
  return `<tr><td>${nameOf(argument)}</td><td>${value}</td><td>${meaningOf(argument)}</td></tr>`;
}

function postRow(argument: DocumentedArgument): string {
  return `<tr><td>${nameOf(argument)}</td><td><small>${escaped(typeOf(argument))}</small></td><td>${meaningOf(argument)}</td></tr>`;
}

function nameOf({ name, isRequired }: DocumentedArgument): string {
  return `<code>${escaped(name)}</code>${isRequired ? ' <small>required</small>' : ''}`;
}

function meaningOf({ description, schema }: DocumentedArgument): string {
  const fallback =
    schema.default === undefined ? '' : `<br><small>${escaped(String(schema.default))} unless given</small>`;
  return `${prose(description)}${fallback}`;
}

function typeOf({ schema }: DocumentedArgument): string {
  const { type = 'True, or nothing' } = schema;
  return [type].flat().join(' or ');
}

function field(argument: DocumentedArgument, example: unknown, id: string): string {
  const { name, schema } = argument;
  const label = `name="${escaped(name)}" aria-label="${escaped(name)}"`;
  const value = example === undefined ? '' : String(example);
  const choices = schema.enum;
  if (Array.isArray(choices)) {
    const options = ['', ...choices.map(String)].map(
      (choice) => `<option${choice === value ? ' selected' : ''}>${escaped(choice)}</option>`,
    );
    return `<select ${label}>${options.join('')}</select>`;
  }
  const known = Array.isArray(schema.examples) ? schema.examples.map(String) : [];
  // A field with a list offers what is known and takes what is not.
  const list =
    known.length === 0
      ? ''
      : `<datalist id="${id}">${known.map((one) => `<option>${escaped(one)}`).join('')}</datalist>`;
  return `<input ${label}${list === '' ? '' : ` list="${id}"`} value="${escaped(value)}" placeholder="${escaped(typeOf(argument))}" autocomplete="off" spellcheck="false">${list}`;
}
