import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const END_BYTES = 22;
const ENTRY = 0x02014b50;
const LOCAL_BYTES = 30;
const STORED = 0;

/**
 * Whether all that an archive holds is at most so many bytes unpacked: as it says, and as it is, so that one that lies is
 * found before anything else unpacks it. False for what is no archive, too.
 */
export function inflatesTo(zip: Buffer, bytesMax: number): boolean {
  try {
    let left = bytesMax;
    for (const { method, packed, bytes } of entriesOf(zip)) {
      left -= bytes;
      if (left < 0) return false;
      if (method === STORED ? packed.length > bytes : !inflatesWithin(packed, bytes)) return false;
    }
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** No more than it says. */
function inflatesWithin(packed: Buffer, bytes: number): boolean {
  try {
    inflateRawSync(packed, { maxOutputLength: Math.max(bytes, 1) });
    return true;
  } catch {
    return false;
  }
}

interface PackedEntry {
  readonly method: number;
  readonly packed: Buffer;
  readonly bytes: number;
}

/** By the directory at its end. @throws RangeError where there is none, or it points outside */
function* entriesOf(zip: Buffer): Iterable<PackedEntry> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + END_BYTES > zip.length || zip.readUInt32LE(end) !== END) {
    throw new RangeError('no end of directory');
  }
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new RangeError('no entry');
    const size = zip.readUInt32LE(at + 20);
    const local = zip.readUInt32LE(at + 42);
    const from = local + LOCAL_BYTES + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    yield {
      method: zip.readUInt16LE(at + 10),
      packed: zip.subarray(from, from + size),
      bytes: zip.readUInt32LE(at + 24),
    };
    const names = zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    at += 46 + names;
  }
}
