import { isPathHidden } from '@dougong/kernel/access';
import type { AccessDecision } from '@dougong/kernel/access';
import type { ExportWords, SheetCell } from '@dougong/kernel/exchange';
import type { LineModel } from '@dougong/kernel/forms';
import { businessDay } from '@dougong/kernel/foundation';
import type { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { statementName } from '../../database/sql-text.js';
import type { Subject } from '../../identity/subject.js';
import type { Standing } from '../../records/in-force.js';
import { parseListQuestion } from '../../records/list-question.js';
import { labelColumn, listedReferences } from '../../records/list-statement.js';
import type { ListPlace } from '../../records/list-statement.js';
import { HIDDEN_FIELDS, pageRows, positionOf } from '../../records/record-list.js';
import { columnList, recordTables } from '../../records/record-table.js';
import { LabelReader, labelOf, WantedLabels } from '../../records/reference-labels.js';
import type { LabelPair } from '../../records/reference-labels.js';
import type { SheetToWrite } from '../sheets/sheet-writer.js';
import { headerColumns, lineColumns } from './export-columns.js';
import type { ExportColumn } from './export-columns.js';
import type { ExportQuestion } from './export-question.js';

type Row = Awaited<ReturnType<typeof pageRows>>[number];
type LineRow = Readonly<Record<string, unknown>> & { readonly record_id: string };

/** Rows of one statement. */
const PAGE = 1000;

export interface ExportPlace {
  readonly standing: Standing;
  readonly subject: Subject;
  readonly form: string;
  readonly grant: AccessDecision;
  readonly question: ExportQuestion;
  readonly now: string;
}

/**
 * What an export consists of: the sheets with their columns, and rows that are read page by page as lists read them, so
 * that nothing but a page is in memory. The same scope and masks hold as in lists.
 */
export class ExportRows {
  /** Records read so far, on the first sheet. */
  records = 0;
  private readonly list: ListPlace;
  private readonly columns: readonly ExportColumn[];

  constructor(
    private readonly database: Database,
    private readonly labels: LabelReader,
    private readonly place: ExportPlace,
  ) {
    const { standing, subject, form, grant, question, now } = place;
    const { release } = standing;
    const model = release.models.get(form);
    if (!model) throw new Error(`no form ${form}`);
    const whose = { release, model, subject, grant };
    const asked = parseListQuestion(whose, question.list);
    const occasion = { actor: subject.id, now, today: businessDay(now) };
    this.list = { ...whose, occasion, question: { ...asked, limit: PAGE } };
    this.columns = headerColumns(model, grant.hidden, question);
  }

  /** The sheets of the file. */
  sheets(): readonly SheetToWrite[] {
    const { model } = this.list;
    const { question, grant } = this.place;
    const { language } = question;
    const lines = model.lines.filter(({ key }) => !isPathHidden(grant.hidden, key));
    const [first] = lines;
    if (question.lines === 'rows' && first) return [this.sheetWithLines(first)];
    const name = model.title[language];
    const header = { name, columns: this.columns, rows: () => this.headerRows() };
    if (question.lines !== 'sheets') return [header];
    return [header, ...lines.map((line) => this.sheetOfLines(line))];
  }

  private sheetWithLines(line: LineModel): SheetToWrite {
    const { question, grant } = this.place;
    const columns = lineColumns(line, grant.hidden, question.language, true);
    const blank = columns.map(() => null);
    const { list } = this;
    const rows = async function* (this: ExportRows): AsyncGenerator<readonly SheetCell[]> {
      for await (const { rows: page, lines, words } of this.pages([line]))
        for (const row of page) {
          this.records += 1;
          const head = this.columns.map((column) => column.cell(row, words));
          const own = linesOf(lines, line, row);
          if (own.length === 0) yield [...head, ...blank];
          for (const each of own) yield [...head, ...columns.map((column) => column.cell(each, words))];
        }
    };
    const name = list.model.title[question.language];
    return { name, columns: [...this.columns, ...columns], rows: () => rows.call(this) };
  }

  private async *headerRows(): AsyncGenerator<readonly SheetCell[]> {
    for await (const { rows, words } of this.pages([]))
      for (const row of rows) {
        this.records += 1;
        yield this.columns.map((column) => column.cell(row, words));
      }
  }

  /** Lines on a sheet of their own say first which document they belong to. */
  private sheetOfLines(line: LineModel): SheetToWrite {
    const { question, grant } = this.place;
    const columns = lineColumns(line, grant.hidden, question.language, false);
    const owner = this.ownerColumn();
    const rows = async function* (this: ExportRows): AsyncGenerator<readonly SheetCell[]> {
      for await (const { rows: page, lines, words } of this.pages([line]))
        for (const row of page)
          for (const each of linesOf(lines, line, row))
            yield [owner.cell(row, words), ...columns.map((column) => column.cell(each, words))];
    };
    return { name: line.title[question.language], columns: [owner, ...columns], rows: () => rows.call(this) };
  }

  /** By its code where it has one that the caller sees, by its id otherwise. */
  private ownerColumn(): ExportColumn {
    const { model, grant } = this.list;
    const { question } = this.place;
    const code = model.definition.ui.codeField;
    const isShown =
      code !== undefined && model.field(code) !== undefined && !isPathHidden(grant.hidden, code);
    const wanted = { ...question, fields: [isShown ? code : 'id'], ids: false };
    return headerColumns(model, grant.hidden, wanted)[0] as ExportColumn;
  }

  private async *pages(tables: readonly LineModel[]) {
    let position = this.list.question.position;
    for (;;) {
      const place: ListPlace = { ...this.list, question: { ...this.list.question, position } };
      const page = await this.database.withSession(async (session) => {
        const found = await pageRows(session, place);
        const rows = found.slice(0, PAGE);
        const lines = new Map<string, ReadonlyMap<string, readonly LineRow[]>>();
        for (const line of tables) lines.set(line.key, await this.linesOf(session, line, rows));
        return {
          rows,
          lines,
          words: await this.words(session, tables, rows, lines),
          isLast: found.length <= PAGE,
        };
      });
      yield page;
      const last = page.rows.at(-1);
      if (page.isLast || !last) return;
      position = positionOf(place, last);
    }
  }

  private async linesOf(
    session: SqlSession,
    line: LineModel,
    rows: readonly Row[],
  ): Promise<ReadonlyMap<string, readonly LineRow[]>> {
    const table = recordTables(this.list.model).lines.find(({ field }) => field === line.key);
    if (!table) return new Map();
    const text = `SELECT ${columnList(table.columns, 'l')} FROM ${table.name} l WHERE l.record_id = ANY($1::uuid[]) ORDER BY l.record_id, l.line_no`;
    const { rows: found } = await session.prepared<LineRow>(statementName(text), text, [
      rows.map((row) => row['id']),
    ]);
    const byRecord = new Map<string, LineRow[]>();
    for (const each of found) {
      const known = byRecord.get(each.record_id);
      if (known) known.push(each);
      else byRecord.set(each.record_id, [each]);
    }
    return byRecord;
  }

  /** What the references and people of a page are called. */
  private async words(
    session: SqlSession,
    tables: readonly LineModel[],
    rows: readonly Row[],
    lines: ReadonlyMap<string, ReadonlyMap<string, readonly LineRow[]>>,
  ): Promise<ExportWords> {
    const { standing, subject, question } = this.place;
    const wanted = new WantedLabels();
    for (const line of tables)
      for (const { key, reference } of line.fields)
        if (reference)
          for (const own of lines.get(line.key)?.values() ?? [])
            for (const each of own) wanted.add(reference.form, each[key]);
    const inLines = await this.labels.read(session, standing.release, subject, wanted);
    const inHeader = labelsIn(this.list, rows);
    return {
      language: question.language,
      reference(form, id) {
        const label = inHeader.get(`${form}/${id}`) ?? inLines[form]?.[id];
        return label?.code ?? label?.title;
      },
      user: (id) => standing.people.nameOf(id),
    };
  }
}

function linesOf(
  lines: ReadonlyMap<string, ReadonlyMap<string, readonly LineRow[]>>,
  line: LineModel,
  row: Row,
): readonly LineRow[] {
  const hidden = row[HIDDEN_FIELDS] ?? new Set<string>();
  if (isPathHidden(hidden, line.key)) return [];
  const own = lines.get(line.key)?.get(String(row['id'])) ?? [];
  if (hidden.size === 0) return own;
  const gone = line.fields.filter(({ path }) => isPathHidden(hidden, path)).map(({ key }) => [key, null]);
  return own.map((each) => ({ ...each, ...Object.fromEntries(gone) }));
}

function labelsIn(list: ListPlace, rows: readonly Row[]) {
  const labels = new Map<string, ReturnType<typeof labelOf>>();
  for (const field of listedReferences(list))
    for (const row of rows) {
      const pair = row[labelColumn(field)];
      if (pair) labels.set(`${field.reference?.form}/${String(row[field.key])}`, labelOf(pair as LabelPair));
    }
  return labels;
}
