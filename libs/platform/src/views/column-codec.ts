/** How one column's values travel: as text in parameters and COPY, as text back. */
export interface Codec {
  /** For `cast(… as type)`. */
  readonly sqlType: string;
  /** The SQL expression that reads the column as text. */
  read(column: string): string;
  /** @throws TypeError for a value that TypeORM would not read back as it is. */
  encode(value: unknown): string | null;
  decode(text: string): unknown;
}

/** Nothing that a view's column may be. */
export class UnsupportedColumn extends TypeError {
  override readonly name = 'UnsupportedColumn';
}

const asText = (column: string): string => `${column}::text`;

function codec(
  sqlType: string,
  form: string,
  fits: (value: unknown) => boolean,
  decode: (text: string) => unknown = (text) => text,
  encode: (value: never) => string = String,
  read: (column: string) => string = asText,
): Codec {
  return {
    sqlType,
    read,
    decode,
    encode(value) {
      if (value === null) return null;
      if (!fits(value)) throw new TypeError(`${sqlType} holds ${form} or null, not ${say(value)}`);
      return encode(value as never);
    },
  };
}

const isString = (value: unknown): boolean => typeof value === 'string';
const isDay = (value: unknown): boolean =>
  isString(value) && /^\d{4}-\d\d-\d\d$/.test(String(value));
const isDigits = (value: unknown): boolean => isString(value) && /^-?\d+$/.test(String(value));
const isDecimal = (value: unknown): boolean =>
  isString(value) && /^-?\d+(\.\d+)?$/.test(String(value));

/** Milliseconds, as a Date holds them; PostgreSQL's microseconds would not survive a reading. */
const readInstant = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const isDate = (value: unknown): boolean => value instanceof Date && !Number.isNaN(value.getTime());

const codecs: Readonly<Record<string, (sqlType: string) => Codec>> = {
  text: (type) => codec(type, 'a string', isString),
  'character varying': (type) => codec(type, 'a string', isString),
  uuid: (type) => codec(type, 'a string', isString),
  integer: (type) => codec(type, 'an integer', Number.isInteger, Number),
  smallint: (type) => codec(type, 'an integer', Number.isInteger, Number),
  'double precision': (type) => codec(type, 'a finite number', Number.isFinite, Number),
  bigint: (type) => codec(type, 'a string of digits', isDigits),
  numeric: (type) => codec(type, 'a decimal as a string', isDecimal),
  boolean: (type) =>
    codec(
      type,
      'a boolean',
      (value) => typeof value === 'boolean',
      (text) => text === 'true',
    ),
  date: (type) => codec(type, 'a day as YYYY-MM-DD', isDay),
  'timestamp with time zone': (type) =>
    codec(
      type,
      'a Date',
      isDate,
      (text) => new Date(text),
      (value: Date) => value.toISOString(),
      readInstant,
    ),
  jsonb: (type) =>
    codec(
      type,
      'JSON',
      (value) => value !== undefined && typeof value !== 'function',
      (text) => JSON.parse(text) as unknown,
      JSON.stringify,
    ),
};

/** Of these an array column may be made. */
const elements = ['text', 'character varying', 'uuid', 'integer', 'smallint', 'bigint', 'date'];

/**
 * @param type as TypeORM normalises it; `fullType` with length and precision
 * @throws UnsupportedColumn
 */
export function codecOf(type: string, fullType: string, isArray: boolean): Codec {
  const make = codecs[type];
  if (make === undefined) {
    throw new UnsupportedColumn(
      `a view has no column of ${type}; it may have ${Object.keys(codecs).join(', ')}`,
    );
  }
  if (!isArray) return make(fullType);
  if (!elements.includes(type)) throw new UnsupportedColumn(`a view has no arrays of ${type}`);
  return arrayOf(make(type), fullType);
}

/**
 * unnest would take arrays of arrays apart to the last element, so an array travels as one text, in PostgreSQL's own
 * notation, and comes back as JSON.
 */
function arrayOf(element: Codec, sqlType: string): Codec {
  const encode = (values: readonly unknown[]): string => {
    const items = values.map((value) => {
      const text = element.encode(value);
      if (text === null) throw new TypeError(`${sqlType} holds no null`);
      return `"${text.replace(/["\\]/g, '\\$&')}"`;
    });
    return `{${items.join(',')}}`;
  };
  return codec(
    sqlType,
    'an array',
    Array.isArray,
    (text) => (JSON.parse(text) as string[]).map((item) => element.decode(item)),
    encode,
    (column) => `array_to_json(${column}::text[])::text`,
  );
}

function say(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (value instanceof Date) return 'a Date';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'bigint' ? 'a bigint' : `${typeof value} ${JSON.stringify(value)}`;
}
