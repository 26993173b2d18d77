import { columnName } from '@dougong/kernel/exchange';
import type { ColumnStyle, SheetColumn } from './sheet-writer.js';

/** The fixed parts of an xlsx file (ECMA-376). */

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Formats of cells by their place in `STYLES`. */
export const STYLE = { plain: 0, head: 1, text: 2, date: 3, note: 4 } as const;

export const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><i/><sz val="10"/><color rgb="FF636D69"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="49" fontId="2" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf></cellXfs></styleSheet>`;

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};
// XML 1.0 can hold no other control characters at all.
// eslint-disable-next-line no-control-regex
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** A text inside of XML. */
export function escapeXml(text: string): string {
  return text.replace(UNWRITABLE, '').replace(/[&<>"\r]/g, (sign) => SIGNS[sign] ?? sign);
}

const STYLE_OF: Readonly<Record<ColumnStyle, number>> = {
  text: STYLE.text,
  number: STYLE.plain,
  date: STYLE.date,
};

/** What stands before the rows of a sheet: columns keep the format of texts below the last row too. */
export function sheetStart(columns: readonly SheetColumn[]): string {
  const cols = columns.map(
    ({ style, width }, at) =>
      `<col min="${at + 1}" max="${at + 1}" width="${width}" style="${STYLE_OF[style]}" customWidth="1"/>`,
  );
  const frozen = `<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
  const shown = cols.length === 0 ? '' : `<cols>${cols.join('')}</cols>`;
  return `${HEAD}<worksheet xmlns="${MAIN}">${frozen}${shown}<sheetData>`;
}

/** A list to choose from in every cell of a column below the head. */
export interface CellList {
  readonly column: number;
  readonly firstRow: number;
  /** Where the values stand: `'Lists'!$A$1:$A$9`. */
  readonly formula: string;
}

/** What stands behind the rows. */
export function sheetEnd(lists: readonly CellList[] = []): string {
  const each = lists.map(({ column, firstRow, formula }) => {
    const letters = columnName(column);
    const range = `${letters}${firstRow}:${letters}1048576`;
    return `<dataValidation type="list" allowBlank="1" sqref="${range}"><formula1>${escapeXml(formula)}</formula1></dataValidation>`;
  });
  const checks =
    each.length === 0 ? '' : `<dataValidations count="${each.length}">${each.join('')}</dataValidations>`;
  return `</sheetData>${checks}</worksheet>`;
}

export function contentTypes(sheets: number): string {
  const parts = Array.from(
    { length: sheets },
    (_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
  );
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${parts.join('')}</Types>`;
}

export const RELATIONS = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

export function workbook(names: readonly string[]): string {
  const sheets = names.map(
    (name, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join('')}</sheets></workbook>`;
}

export function workbookRelations(sheets: number): string {
  const each = Array.from(
    { length: sheets },
    (_, at) =>
      `<Relationship Id="rId${at + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${sheets + 1}" Type="${OFFICE}/styles" Target="styles.xml"/>`;
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}${styles}</Relationships>`;
}

const NAME_LENGTH_MAX = 31;

/** A name that Excel takes for a sheet, told apart from those before it. */
export function sheetName(wanted: string, taken: readonly string[]): string {
  const plain =
    wanted
      .replaceAll(/[[\]:*?/\\']/g, ' ')
      .trim()
      .slice(0, NAME_LENGTH_MAX) || 'Sheet';
  for (let count = 1; ; count += 1) {
    const mark = count === 1 ? '' : ` ${count}`;
    const name = plain.slice(0, NAME_LENGTH_MAX - mark.length) + mark;
    if (!taken.some((other) => other.toLowerCase() === name.toLowerCase())) return name;
  }
}
