/**
 * Arrays in PostgreSQL's binary format (array_send): neither side escapes or parses quotes, which for JSON text costs
 * more than all the rest of an append.
 */
const TEXT = 25;
const INT4 = 23;
const UUID = 2950;
const HEADER_BYTES = 20;

export function textArray(texts: readonly string[]): Buffer {
  const lengths = texts.map((text) => Buffer.byteLength(text));
  const buffer = header(TEXT, lengths.length, sum(lengths));
  let at = HEADER_BYTES;
  for (const [n, text] of texts.entries()) {
    at = buffer.writeInt32BE(lengths[n] ?? 0, at);
    at += buffer.write(text, at);
  }
  return buffer;
}

export function int4Array(numbers: readonly number[]): Buffer {
  const buffer = header(INT4, numbers.length, 4 * numbers.length);
  let at = HEADER_BYTES;
  for (const number of numbers) at = buffer.writeInt32BE(number, buffer.writeInt32BE(4, at));
  return buffer;
}

export function uuidArray(uuids: readonly string[]): Buffer {
  const buffer = header(UUID, uuids.length, 16 * uuids.length);
  let at = HEADER_BYTES;
  for (const uuid of uuids) {
    at = buffer.writeInt32BE(16, at);
    at += buffer.write(uuid.replaceAll('-', ''), at, 'hex');
  }
  return buffer;
}

/** One dimension from 1, without nulls, and room for the elements. */
function header(elementType: number, count: number, bytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(HEADER_BYTES + 4 * count + bytes);
  for (const [n, word] of [1, 0, elementType, count, 1].entries()) buffer.writeInt32BE(word, 4 * n);
  return buffer;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
