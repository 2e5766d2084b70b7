import { PortalError } from '#domain/failure.ts';
import type { PixelRange } from '#domain/healpix/disc.ts';
import {
  nestedFromRing,
  nsideOfOrder,
  orderOfNside,
  pixelAreaSr,
  pixelFromUniq,
  ringFromNested,
} from '#domain/healpix/nested.ts';
import type { MjdUtc } from '#domain/units/quantity.ts';
import { DensityRanks } from './density-ranks.ts';
import { type FlatMap, type MultiOrderMap, mapForm, type NumberField } from './map-form.ts';
import { PixelSet } from './pixel-set.ts';
import { type RowBatch, TableStream } from './table-stream.ts';

/** Part of the sky that holds a share of the probability of where an event was. */
export interface CredibleRegion {
  /** Pixels of the asked resolution that overlap it, in RING order, as ascending runs. */
  readonly pixels: readonly PixelRange[];
  /** Its area, steradian, at the resolution of the map. */
  readonly areaSr: number;
  /** Time of the event, MJD UTC. */
  readonly eventMjd: MjdUtc | undefined;
}

export interface RegionRequest {
  /** Share of the probability, above 0 and at most 1. */
  readonly level: number;
  /** Resolution of the pixels wanted, a power of two. */
  readonly nside: number;
}

/** Told of each part of a map: number of the pixel (of the row, in a multi-order map), density, probability. */
type Part = (index: number, density: number, probability: number) => void;

function numberAt(view: DataView, at: number, { isDouble, scale, zero }: NumberField): number {
  const value = isDouble ? view.getFloat64(at) : view.getFloat32(at);
  return scale === 1 && zero === 0 ? value : value * scale + zero;
}

/** Goes through the parts of a flat map; equal areas, so the probability is as good as the density. */
function flatParts(form: FlatMap, part: Part): (batch: RowBatch) => void {
  const { rowBytes, perRow, probability } = form;
  const step = probability.isDouble ? 8 : 4;
  let index = 0;
  return ({ view, at, count }) => {
    for (let row = 0; row < count; row++) {
      let from = at + row * rowBytes + probability.offset;
      for (let k = 0; k < perRow; k++, from += step) {
        const value = numberAt(view, from, probability);
        part(index++, value, value);
      }
    }
  };
}

/** Deepest order that has to be told: the area of a pixel depends on its own order, its place on that of the ancestor. */
type PlacedPart = (order: number, pixel: number, density: number, areaSr: number) => void;

function multiOrderParts(form: MultiOrderMap, finestOrder: number, part: PlacedPart): (batch: RowBatch) => void {
  const { rowBytes, uniqOffset, density } = form;
  return ({ view, at, count }) => {
    for (let row = 0; row < count; row++) {
      const from = at + row * rowBytes;
      const high = view.getInt32(from + uniqOffset);
      const found = pixelFromUniq(high, view.getUint32(from + uniqOffset + 4), finestOrder);
      if (found === undefined) throw new PortalError('corrupt', "The sky map can't be read: a UNIQ number is none.");
      const { order, pixel, own } = found;
      part(order, pixel, numberAt(view, from + density.offset, density), pixelAreaSr(nsideOfOrder(own)));
    }
  };
}

/** Where a part of a flat map is, at the asked resolution. */
function flatPlaces(form: FlatMap, order: number): (index: number) => [order: number, pixel: number] {
  const { order: own, isNested } = form;
  const nside = nsideOfOrder(own);
  const finer = 4 ** Math.max(0, own - order);
  return (index) => {
    const nested = isNested ? index : nestedFromRing(nside, index);
    return [Math.min(own, order), Math.floor(nested / finer)];
  };
}

type Round = (form: FlatMap | MultiOrderMap) => (batch: RowBatch) => void;

async function goThrough(open: () => AsyncIterable<Uint8Array>, round: Round): Promise<FlatMap | MultiOrderMap> {
  let form: FlatMap | MultiOrderMap | undefined;
  let visit: (batch: RowBatch) => void = () => undefined;
  const stream = new TableStream({
    header(primary, table) {
      form = mapForm(primary, table);
      visit = round(form);
      return form;
    },
    rows: (batch) => visit(batch),
  });
  for await (const piece of open()) {
    stream.feed(piece);
    if (stream.isDone) break;
  }
  stream.end();
  if (form === undefined) throw new PortalError('corrupt', "The sky map can't be read: it has no table.");
  return form;
}

/** A round that hands density and probability of every part on, whatever the form of the map. */
function measuring(add: (density: number, probability: number) => void): Round {
  return (form) =>
    form.kind === 'flat'
      ? flatParts(form, (_, density, probability) => add(density, probability))
      : multiOrderParts(form, 0, (_order, _pixel, density, areaSr) => add(density, density * areaSr));
}

/**
 * The region of least area that holds a share of a map's probability, as pixels of a given resolution that overlap it.
 *
 * The bytes of the map (FITS, not gzipped) are asked for three times and never held; memory depends on the resolution asked for, not on
 * that of the map. Parts without a positive number are outside. Probabilities are taken relative to their sum.
 * @throws {PortalError} `corrupt` for what is no sky map, or one without any probability.
 */
export async function credibleRegion(
  open: () => AsyncIterable<Uint8Array>,
  { level, nside }: RegionRequest,
): Promise<CredibleRegion> {
  const order = orderOfNside(nside) ?? 0;
  const ranks = new DensityRanks();
  const form = await goThrough(
    open,
    measuring((density, probability) => ranks.first(density, probability)),
  );
  if (!(ranks.total > 0)) throw new PortalError('corrupt', 'The sky map has no probability anywhere.');
  ranks.want(level);
  await goThrough(
    open,
    measuring((density, probability) => ranks.second(density, probability)),
  );
  const threshold = ranks.threshold(level);
  const isInside = (density: number): boolean => density >= threshold && density < Number.POSITIVE_INFINITY;
  const pixels = new PixelSet(order);
  let areaSr = 0;
  const take = (partOrder: number, pixel: number, ownSr: number): void => {
    areaSr += ownSr;
    pixels.add(partOrder, pixel);
  };
  await goThrough(open, (again) => {
    if (again.kind === 'multi-order') {
      return multiOrderParts(again, order, (partOrder, pixel, density, ownSr) => {
        if (isInside(density)) take(partOrder, pixel, ownSr);
      });
    }
    const placeOf = flatPlaces(again, order);
    const ownSr = pixelAreaSr(nsideOfOrder(again.order));
    return flatParts(again, (index, density) => {
      if (isInside(density)) take(...placeOf(index), ownSr);
    });
  });
  return { pixels: pixels.ringRuns((pixel) => ringFromNested(nside, pixel)), areaSr, eventMjd: form.eventMjd };
}
