import { deflateSync } from 'node:zlib';
import { PortalError, shownValue } from '#domain/failure.ts';
import { type FitsImage, stampImage } from '#domain/stamps/fits-image.ts';
import { type StampKind, stampKinds } from '#domain/stamps/locator.ts';
import { pngFromImage } from '#domain/stamps/png.ts';
import { renderStamp, type Stretch, stretches } from '#domain/stamps/render.ts';
import type { StampArguments } from '#server/contracts/object-api-arguments.ts';
import { coloursOf } from '#server/formats/stamp-colormaps.ts';
import { type Answer, attachment, bytesType, jsonType } from '#server/http/answer.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { QueryContext } from './answer-options.ts';
import { type StampSource, stampArrayTexts, stampFits } from './stamp-arrays.ts';

import type { StampRow } from './stamp-rows.ts';

/** How files are named, and what follows `b:cutoutScience` in the keys of arrays. */
export interface StampNaming {
  readonly name: string;
  /** The alert of `name` that was asked for; the newest where none was. */
  readonly alertId?: string;
  readonly suffix: string;
}

const noCache = { 'cache-control': 'no-cache' };

function isStretch(name: string): name is Stretch {
  return (stretches as readonly string[]).includes(name);
}

/** Refuses what can be refused before any stamp is looked for, in the words of the API. */
export function checkStampArguments(args: StampArguments): void {
  const format = args['output-format'];
  if (!['PNG', 'FITS', 'array'].includes(format)) {
    const words = 'output-format must be one of: PNG, FITS, or array.\n';
    throw new Refusal('bad-request', words, { argument: 'output-format' });
  }
  if (args.kind === 'All' && format !== 'array') {
    const words = 'The option `kind=All` is only compatible with `output-format=array`.\n';
    throw new Refusal('bad-request', words, { argument: 'kind' });
  }
  if (!isStretch(args.stretch)) {
    const words = `There is no stretch \`${shownValue(args.stretch)}\`. Choose among ${stretches.join(', ')}.`;
    throw new PortalError('bad-request', words, { argument: 'stretch' });
  }
  coloursOf(args.colormap);
}

/** Stamps of one alert as PNG, FITS or arrays. @throws {PortalError} `not-found` without an alert. */
export async function stampAnswer(
  source: StampSource,
  request: { readonly row: StampRow | undefined; readonly args: StampArguments; readonly naming: StampNaming },
  context: QueryContext,
): Promise<Answer> {
  const { row, args, naming } = request;
  if (row === undefined) throw noAlert(naming);
  const { kind } = args;
  if (args['output-format'] === 'array' || kind === 'All') {
    const texts = await stampArrayTexts(source, row, kind, context);
    return context.trace.span('encode', () => arrayAnswer(texts, args, naming));
  }
  const fits = await stampFits(source, row, kind, context);
  if (args['output-format'] === 'FITS') {
    const headers = { ...noCache, 'content-disposition': attachment(`${naming.name}_${kind}.fits`) };
    return { contentType: bytesType, headers, body: fits };
  }
  const body = context.trace.span('render', () => pngOf(fits, args));
  const headers = { ...noCache, 'content-disposition': attachment(`${naming.name}_${kind}.png`) };
  return { contentType: 'image/png', headers, body };
}

function noAlert({ name, alertId }: StampNaming): PortalError {
  const alert = alertId === undefined ? 'alert' : `alert \`${shownValue(alertId)}\``;
  return new PortalError('not-found', `There is no ${alert} of \`${shownValue(name)}\` with stamps.`);
}

function pngOf(fits: Uint8Array, args: StampArguments): Uint8Array {
  const stretch = isStretch(args.stretch) ? args.stretch : 'sigmoid';
  const { colormap, convolution_kernel: convolutionKernel } = args;
  const colours = coloursOf(colormap);
  return pngFromImage(renderStamp(imageOf(fits), { stretch, colours, convolutionKernel }), deflateSync);
}

function imageOf(fits: Uint8Array): FitsImage {
  try {
    return stampImage(fits);
  } catch (cause) {
    if (!(cause instanceof PortalError) || cause.kind !== 'corrupt') throw cause;
    const words = `The cutout API sent a stamp that can't be drawn. ${cause.message}`;
    throw new PortalError('upstream-failed', words, { dependency: 'cutout API', cause });
  }
}

/** One key a kind, sorted; pixels that are no numbers are the bare token NaN, as Python writes it, or null where asked for. */
function arrayAnswer(texts: ReadonlyMap<StampKind, string>, { nan }: StampArguments, { suffix }: StampNaming): Answer {
  const kinds = stampKinds.filter((kind) => texts.has(kind)).sort();
  const parts = kinds.map((kind) => {
    const text = texts.get(kind) ?? '[]';
    return `"b:cutout${kind}${suffix}":${nan === 'null' ? text.replace(/-?Infinity|NaN/g, 'null') : text}`;
  });
  return { contentType: jsonType, headers: { 'cache-control': 'no-cache' }, body: `{${parts.join(',')}}` };
}
