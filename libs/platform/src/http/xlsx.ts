import type { Readable } from 'node:stream';
import { zipped } from './zip.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Null: an empty cell. A day is its text, which sorts and compares as it does everywhere else here. */
export type Cell = string | number | boolean | null;

export interface Sheet {
  /** At most 31 characters, without any of `[]:*?/\`. */
  readonly name: string;
  /** Of each column, in characters. */
  readonly widths: readonly number[];
  /** So many rows on top are bold and stay in sight. */
  readonly headings: number;
  readonly rows: Iterable<readonly Cell[]>;
}

const TEXT_CHARACTERS_MAX = 32_767;
/** Formats of cells, by their place in `STYLES`. */
const TEXT = 1;
const HEADING = 2;

/**
 * A workbook as it is written. Texts stay texts: one that begins like a formula (`=`, `+`, `-`, `@`) is stored as a
 * string and marked as one, so that no program runs it, not even after the cell was edited. Longer texts than a cell
 * holds (32,767 characters) are cut.
 */
export function workbook(sheets: readonly Sheet[]): Readable {
  const parts = sheets.map((sheet, index) => ({
    path: `xl/worksheets/sheet${index + 1}.xml`,
    content: sheetXml(sheet),
  }));
  return zipped([
    { path: '[Content_Types].xml', content: [contentTypes(sheets)] },
    { path: '_rels/.rels', content: [relations([['officeDocument', 'xl/workbook.xml']])] },
    { path: 'xl/workbook.xml', content: [workbookXml(sheets)] },
    { path: 'xl/_rels/workbook.xml.rels', content: [relations(relationsOf(sheets))] },
    { path: 'xl/styles.xml', content: [STYLES] },
    ...parts,
  ]);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const FORMATS = 'http://schemas.openxmlformats.org';
const MAIN = `${FORMATS}/spreadsheetml/2006/main`;
const RELATIONS = `${FORMATS}/officeDocument/2006/relationships`;
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Number format 49 is text; `quotePrefix` is what Excel itself sets where an apostrophe was typed before a text. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}">
<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>
<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyFont="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function contentTypes(sheets: readonly Sheet[]): string {
  const part = (name: string, type: string): string =>
    `<Override PartName="/xl/${name}.xml" ContentType="${SPREADSHEET}.${type}+xml"/>`;
  const parts = sheets.map((_, index) => part(`worksheets/sheet${index + 1}`, 'worksheet'));
  const rels = 'application/vnd.openxmlformats-package.relationships+xml';
  return `${XML}<Types xmlns="${FORMATS}/package/2006/content-types"><Default Extension="rels" ContentType="${rels}"/>${part('workbook', 'sheet.main')}${part('styles', 'styles')}${parts.join('')}</Types>`;
}

function relationsOf(sheets: readonly Sheet[]): readonly (readonly [string, string])[] {
  const parts = sheets.map(
    (_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const,
  );
  return [...parts, ['styles', 'styles.xml']];
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const all = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${FORMATS}/package/2006/relationships">${all.join('')}</Relationships>`;
}

function workbookXml(sheets: readonly Sheet[]): string {
  const all = sheets.map(
    ({ name }, index) =>
      `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${all.join('')}</sheets></workbook>`;
}

function* sheetXml({ widths, headings, rows }: Sheet): Generator<string> {
  const pane = `<pane ySplit="${headings}" topLeftCell="A${headings + 1}" activePane="bottomLeft" state="frozen"/>`;
  const columns = widths.map(
    (width, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${headings > 0 ? pane : ''}</sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>`;
  let number = 0;
  for (const row of rows) {
    number += 1;
    const style = number <= headings ? HEADING : TEXT;
    const cells = row.map((cell, index) => cellXml(cell, `${lettersOf(index)}${number}`, style));
    yield `<row r="${number}">${cells.join('')}</row>`;
  }
  yield '</sheetData></worksheet>';
}

function cellXml(cell: Cell, at: string, style: number): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${Number(cell)}</v></c>`;
  const text = escaped(cell.slice(0, TEXT_CHARACTERS_MAX));
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** A … Z, AA … */
function lettersOf(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : `${lettersOf(Math.floor(column / 26) - 1)}${letter}`;
}

const entities: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' },
};

/** Characters that XML cannot hold become �; lone surrogates become that when they are encoded. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => entities[character] ?? character)
    .replace(UNWRITABLE, '\uFFFD');
}

// eslint-disable-next-line no-control-regex -- these are the very characters that are meant
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
