import { PortalError } from '#domain/failure.ts';
import type { PlainRecord } from '#server/ingest/records/record-shape.ts';
import { avroKinds, type RecordPlan, type ValuePlan } from './field-plan.ts';

/** 28 bits at a time stay small integers. */
const part = 2 ** 28;

function wrong(why: string): never {
  throw new PortalError('corrupt', `the packet does not follow its schema: ${why}`);
}

function cutOff(): never {
  throw new PortalError('corrupt', 'the packet is cut off inside a record');
}

/**
 * Reads records in Avro's binary encoding (Apache Avro 1.11) one after another. 64-bit longs come as bigint, so that ids above 2^53 stay
 * exact; stamps are views into the bytes.
 */
export class RecordReader {
  readonly #bytes: Buffer;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** @throws {PortalError} `corrupt` when the bytes end before the record, or don't follow the plan */
  record(fields: RecordPlan): PlainRecord {
    const record: Record<string, unknown> = {};
    for (const { name, isWanted, value } of fields) {
      if (isWanted) record[name] = this.#read(value);
      else this.#skip(value);
    }
    return record;
  }

  #passed(length: number): number {
    const start = this.#at;
    if (length < 0 || start + length > this.#bytes.length) return cutOff();
    this.#at = start + length;
    return start;
  }

  /** A zigzag varint of up to 53 bits: counts, lengths, branches, ints. */
  #number(): number {
    const bytes = this.#bytes;
    const first = bytes[this.#at++];
    if (first === undefined) return cutOff();
    if (first < 0x80) return (first >>> 1) ^ -(first & 1);
    let low = first & 0x7f;
    let factor = 0x80;
    for (;;) {
      const byte = bytes[this.#at++];
      if (byte === undefined) return cutOff();
      low += (byte & 0x7f) * factor;
      if (byte < 0x80) return low % 2 === 0 ? low / 2 : -(low + 1) / 2;
      factor *= 0x80;
      if (factor > 2 ** 46) return wrong('a number is too long');
    }
  }

  #long(): bigint {
    const bytes = this.#bytes;
    const parts = [0, 0, 0];
    for (let i = 0; i < 10; i++) {
      const byte = bytes[this.#at++];
      if (byte === undefined) return cutOff();
      const which = i >> 2;
      parts[which] = (parts[which] ?? 0) | ((byte & 0x7f) << (7 * (i & 3)));
      if (byte < 0x80) return longFrom(parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0);
    }
    return wrong('a long is too long');
  }

  #skipVarint(): void {
    const bytes = this.#bytes;
    const end = this.#at + 10;
    while ((bytes[this.#at] ?? cutOff()) >= 0x80) this.#at++;
    this.#at++;
    if (this.#at > end) wrong('a number is too long');
  }

  #branch(plan: ValuePlan): ValuePlan {
    return plan.inner[this.#number()] ?? wrong('a union has no such branch');
  }

  #read(plan: ValuePlan): unknown {
    switch (plan.kind) {
      case avroKinds.union:
        return this.#read(this.#branch(plan));
      case avroKinds.null:
        return null;
      case avroKinds.float:
        return this.#view.getFloat32(this.#passed(4), true);
      case avroKinds.double:
        return this.#view.getFloat64(this.#passed(8), true);
      case avroKinds.int:
        return this.#number();
      case avroKinds.long:
        return this.#long();
      case avroKinds.string: {
        const length = this.#number();
        const start = this.#passed(length);
        return this.#bytes.toString('utf8', start, start + length);
      }
      case avroKinds.bytes: {
        const length = this.#number();
        const start = this.#passed(length);
        return this.#bytes.subarray(start, start + length);
      }
      case avroKinds.boolean:
        return this.#bytes[this.#passed(1)] === 1;
      case avroKinds.record:
        return this.record(plan.fields);
      case avroKinds.array:
        return this.#array(elementOf(plan));
      case avroKinds.map:
        return this.#map(elementOf(plan));
      case avroKinds.fixed: {
        const start = this.#passed(plan.size);
        return this.#bytes.subarray(start, start + plan.size);
      }
      case avroKinds.enum:
        return plan.symbols[this.#number()] ?? wrong('an enum has no such symbol');
    }
  }

  /** Elements of the next block of an array or map, 0 at its end; `isSkipped` passes blocks over whose length is told. */
  #block(isSkipped: boolean): number {
    for (;;) {
      const count = this.#number();
      // Values of no bytes, nulls say, would otherwise be made up to 2⁵³ times.
      if (Math.abs(count) > this.#bytes.length) return wrong('a list is longer than the packet');
      if (count >= 0) return count;
      const length = this.#number();
      if (!isSkipped) return -count;
      this.#passed(length);
    }
  }

  #array(element: ValuePlan): unknown[] {
    const values: unknown[] = [];
    for (let count = this.#block(false); count > 0; count = this.#block(false)) {
      for (let i = 0; i < count; i++) values.push(this.#read(element));
    }
    return values;
  }

  #map(element: ValuePlan): PlainRecord {
    const entries: [string, unknown][] = [];
    for (let count = this.#block(false); count > 0; count = this.#block(false)) {
      for (let i = 0; i < count; i++) {
        const length = this.#number();
        const start = this.#passed(length);
        entries.push([this.#bytes.toString('utf8', start, start + length), this.#read(element)]);
      }
    }
    return Object.fromEntries(entries);
  }

  #skip(plan: ValuePlan): void {
    switch (plan.kind) {
      case avroKinds.union:
        this.#skip(this.#branch(plan));
        break;
      case avroKinds.null:
        break;
      case avroKinds.float:
        this.#passed(4);
        break;
      case avroKinds.double:
        this.#passed(8);
        break;
      case avroKinds.int:
      case avroKinds.long:
      case avroKinds.enum:
        this.#skipVarint();
        break;
      case avroKinds.string:
      case avroKinds.bytes:
        this.#passed(this.#number());
        break;
      case avroKinds.boolean:
        this.#passed(1);
        break;
      case avroKinds.fixed:
        this.#passed(plan.size);
        break;
      case avroKinds.record:
        for (const { value } of plan.fields) this.#skip(value);
        break;
      case avroKinds.array:
        this.#skipList(elementOf(plan), false);
        break;
      case avroKinds.map:
        this.#skipList(elementOf(plan), true);
    }
  }

  #skipList(element: ValuePlan, isMap: boolean): void {
    for (let count = this.#block(true); count > 0; count = this.#block(true)) {
      for (let i = 0; i < count; i++) {
        if (isMap) this.#passed(this.#number());
        this.#skip(element);
      }
    }
  }
}

function elementOf(plan: ValuePlan): ValuePlan {
  return plan.inner[0] ?? wrong('a list has no elements');
}

/** The zigzag long of three parts of 28 bits. */
function longFrom(low: number, middle: number, high: number): bigint {
  if (high === 0 && middle < 2 ** 24) {
    const value = middle * part + low;
    return BigInt(value % 2 === 0 ? value / 2 : -(value + 1) / 2);
  }
  const raw = BigInt.asUintN(64, (BigInt(high) << 56n) | (BigInt(middle) << 28n) | BigInt(low));
  return BigInt.asIntN(64, (raw >> 1n) ^ -(raw & 1n));
}
