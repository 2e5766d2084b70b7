/** Pictures of one palette, in the order in which they are shown. */
export interface GifInput {
  readonly width: number;
  readonly height: number;
  /** 256 colours, RGB after RGB. */
  readonly palette: Uint8Array;
  /** One palette index a pixel, rows from the top. */
  readonly frames: Iterable<Uint8Array>;
  readonly delayMs: number;
}

const codeBits = 8;
const clear = 1 << codeBits;
const end = clear + 1;
const mostCodes = 4096;

/** Bytes that grow. */
function createSink() {
  let bytes = new Uint8Array(1 << 16);
  let length = 0;
  const room = (more: number) => {
    if (length + more <= bytes.length) return;
    const larger = new Uint8Array(Math.max(bytes.length * 2, length + more));
    larger.set(bytes.subarray(0, length));
    bytes = larger;
  };
  return {
    byte(value: number) {
      room(1);
      bytes[length++] = value;
    },
    all(values: ArrayLike<number>) {
      room(values.length);
      bytes.set(values, length);
      length += values.length;
    },
    word(value: number) {
      this.all([value & 255, value >> 8]);
    },
    text(value: string) {
      this.all(Array.from(value, (letter) => letter.charCodeAt(0)));
    },
    done: () => bytes.slice(0, length),
  };
}

type Sink = ReturnType<typeof createSink>;

/** Codes of growing width, least bit first, in blocks of at most 255 bytes. */
function createPacker(sink: Sink) {
  const block = new Uint8Array(255);
  let [filled, held, bits] = [0, 0, 0];
  const flush = () => {
    if (filled === 0) return;
    sink.byte(filled);
    sink.all(block.subarray(0, filled));
    filled = 0;
  };
  const put = (byte: number) => {
    block[filled++] = byte;
    if (filled === 255) flush();
  };
  return {
    code(code: number, width: number) {
      held |= code << bits;
      for (bits += width; bits >= 8; bits -= 8) {
        put(held & 255);
        held >>>= 8;
      }
    },
    done() {
      if (bits > 0) put(held & 255);
      flush();
      sink.byte(0);
    },
  };
}

/** LZW as GIF has it: the dictionary begins anew when its 4096 codes are used up. */
function compress(sink: Sink, indices: Uint8Array): void {
  const packer = createPacker(sink);
  const codes = new Map<number, number>();
  let [width, next] = [codeBits + 1, end + 1];
  const begin = () => {
    packer.code(clear, width);
    codes.clear();
    width = codeBits + 1;
    next = end + 1;
  };
  sink.byte(codeBits);
  begin();
  let prefix = indices[0] ?? 0;
  for (let at = 1; at < indices.length; at++) {
    const index = indices[at] ?? 0;
    const key = (prefix << 8) | index;
    const known = codes.get(key);
    if (known !== undefined) {
      prefix = known;
      continue;
    }
    packer.code(prefix, width);
    prefix = index;
    if (next === mostCodes) {
      begin();
      continue;
    }
    codes.set(key, next);
    if (next === 1 << width && width < 12) width++;
    next++;
  }
  packer.code(prefix, width);
  packer.code(end, width);
  packer.done();
}

/**
 * A moving picture that repeats for ever. Times are kept in hundredths of a second, at least two.
 * Source: GIF89a specification (CompuServe 1990), with the looping block of Netscape 2.0.
 */
export function gifFromFrames({ width, height, palette, frames, delayMs }: GifInput): Uint8Array<ArrayBuffer> {
  const sink = createSink();
  sink.text('GIF89a');
  sink.word(width);
  sink.word(height);
  sink.all([0xf7, 0, 0]);
  sink.all(palette.subarray(0, 768));
  sink.all([0x21, 0xff, 11]);
  sink.text('NETSCAPE2.0');
  sink.all([3, 1, 0, 0, 0]);
  for (const frame of frames) {
    sink.all([0x21, 0xf9, 4, 4]);
    sink.word(Math.max(2, Math.round(delayMs / 10)));
    sink.all([0, 0, 0x2c, 0, 0, 0, 0]);
    sink.word(width);
    sink.word(height);
    sink.byte(0);
    compress(sink, frame);
  }
  sink.byte(0x3b);
  return sink.done();
}
