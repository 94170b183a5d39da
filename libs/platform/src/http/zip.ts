import { Readable, pipeline } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

/** One file of an archive, by its path in it. `content` is read once, when its turn comes. */
export interface ZipEntry {
  readonly path: string;
  readonly content: Iterable<string>;
}

interface Written {
  readonly path: Buffer;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly offset: number;
}

const VERSION = 20;
/** Sizes follow the content, and names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1980-01-01: an archive of the same content is the same, whenever it is made. */
const DOS_DAY = 0x0021;

/** An archive as it is written, a few kilobytes at a time: never more of it is in memory. Up to 4 GiB. */
export function zipped(entries: readonly ZipEntry[]): Readable {
  return Readable.from(partsOf(entries), { objectMode: false });
}

async function* partsOf(entries: readonly ZipEntry[]): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for (const { path, content } of entries) {
    const name = Buffer.from(path);
    const header = headerOf(name);
    yield header;
    const counted = { crc: 0, bytes: 0 };
    let packedBytes = 0;
    for await (const part of deflated(content, counted)) {
      packedBytes += part.length;
      yield part;
    }
    const entry = { path: name, ...counted, packedBytes, offset };
    yield sizesOf(entry);
    written.push(entry);
    offset += header.length + packedBytes + SIZES_BYTES;
  }
  const directory = Buffer.concat(written.map(listed));
  yield directory;
  yield endOf(written.length, directory.length, offset);
}

function deflated(
  content: Iterable<string>,
  counted: { crc: number; bytes: number },
): AsyncIterable<Buffer> {
  function* encoded(): Generator<Buffer> {
    for (const text of content) {
      const part = Buffer.from(text);
      counted.crc = crc32(part, counted.crc);
      counted.bytes += part.length;
      yield part;
    }
  }
  // A failure destroys the last stream with its error, which whoever reads it gets.
  return pipeline(Readable.from(encoded()), createDeflateRaw({ level: 3 }), () => undefined);
}

/** Numbers little-endian, each with its size in bytes. */
function record(...fields: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer {
  return Buffer.concat(
    fields.map(([value, bytes]) => {
      const field = Buffer.alloc(bytes);
      field.writeUIntLE(value, 0, bytes);
      return field;
    }),
  );
}

function headerOf(path: Buffer): Buffer {
  const start = record([0x04034b50, 4], [VERSION, 2], [FLAGS, 2], [DEFLATED, 2], [0, 2]);
  const sizes = record([DOS_DAY, 2], [0, 4], [0, 4], [0, 4], [path.length, 2], [0, 2]);
  return Buffer.concat([start, sizes, path]);
}

const SIZES_BYTES = 16;

function sizesOf({ crc, packedBytes, bytes }: Written): Buffer {
  return record([0x08074b50, 4], [crc, 4], [packedBytes, 4], [bytes, 4]);
}

function listed({ path, crc, packedBytes, bytes, offset }: Written): Buffer {
  const start = record([0x02014b50, 4], [VERSION, 2], [VERSION, 2], [FLAGS, 2], [DEFLATED, 2]);
  const sizes = record([0, 2], [DOS_DAY, 2], [crc, 4], [packedBytes, 4], [bytes, 4]);
  const rest = record([path.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]);
  return Buffer.concat([start, sizes, rest, path]);
}

function endOf(entries: number, bytes: number, offset: number): Buffer {
  const counts = record([0, 2], [0, 2], [entries, 2], [entries, 2]);
  return Buffer.concat([record([0x06054b50, 4]), counts, record([bytes, 4], [offset, 4], [0, 2])]);
}
