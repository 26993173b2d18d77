import { cellText, isBlankCell, RowGroups } from '@dougong/kernel/exchange';
import type { SheetCell } from '@dougong/kernel/exchange';
import type { FormModel } from '@dougong/kernel/forms';
import { issue } from '@dougong/kernel/foundation';
import type { SqlSession } from '../../database/sql-session.js';
import { Refusal } from '../../http/refusal.js';
import type { RunningJob } from '../../jobs/running-job.js';
import { ROWS_MAX } from '../sheets/sheet-reader.js';
import type { ReadRow, SheetFile } from '../sheets/sheet-reader.js';
import type { ImportPlan, PlannedSheet } from './import-plan.js';
import type { StoredIssue } from './import-results.js';
import { NOTE_MARKS } from './note-marks.js';
import { packCell } from './packed-cells.js';

const BATCH = 1000;
/** Rows whose document is nowhere go into one that fails. */
const ATOMIC_ROWS_MAX = 5000;

const PUT = `
  INSERT INTO core.import_row (job_id, sheet, row_no, doc_no, cells)
  SELECT $1, x.sheet, x.row_no, x.doc_no, x.cells
    FROM jsonb_to_recordset($2::jsonb) AS x(sheet smallint, row_no integer, doc_no integer, cells jsonb)`;

const PUT_FAULTS = `
  INSERT INTO core.import_document (job_id, doc_no, outcome, issues)
  SELECT $1, x.doc_no, 'failed', x.issues FROM jsonb_to_recordset($2::jsonb) AS x(doc_no integer, issues jsonb)
  ON CONFLICT DO NOTHING`;

interface StagedRow {
  readonly sheet: number;
  readonly row_no: number;
  /** 0 is the header row. */
  readonly doc_no: number;
  readonly cells: readonly unknown[];
}

/**
 * Reads the sheets once from top to bottom and lays their rows down beside the job, each with the number of its document, so that
 * whoever goes on with the job later need not read the file again.
 */
export class Staging {
  private readonly groups: RowGroups;
  private readonly ownerColumn: number | undefined;
  private readonly owners = new Map<string, number>();
  private readonly seen = new Map<string, number>();
  private readonly faults = new Map<number, StoredIssue[]>();
  private rows = 0;

  constructor(
    private readonly job: RunningJob,
    private readonly model: FormModel,
    private readonly plan: ImportPlan,
  ) {
    const { columns } = plan.main;
    const isLine = (target: string | null) => target !== null && model.field(target)?.line !== undefined;
    const header = columns.filter(({ target }) => !isLine(target));
    const keyed = header.filter(({ target }) => plan.keys.includes(target ?? ''));
    const told = (keyed.length > 0 ? keyed : header).map(({ column }) => column);
    const lines = columns.filter(({ target }) => isLine(target)).map(({ column }) => column);
    this.groups = new RowGroups(told, lines);
    this.ownerColumn = columns.find(({ target }) => target === plan.lines?.ownerTarget)?.column;
  }

  /** @returns how many documents there are. */
  async read(file: SheetFile): Promise<number> {
    await this.job.chunk(async (session) => {
      await session.query('DELETE FROM core.import_row WHERE job_id = $1', [this.job.id]);
      await session.query('DELETE FROM core.import_document WHERE job_id = $1', [this.job.id]);
      return { position: { phase: 'read' }, done: 0 };
    });
    await this.readSheet(file, 0, this.plan.main, (row) => this.documentOf(row));
    const { lines } = this.plan;
    if (lines)
      await this.readSheet(file, 1, lines, ({ row, cells }) => this.ownerOf(row, cells, lines.owner));
    return this.groups.count;
  }

  private async readSheet(
    file: SheetFile,
    sheet: number,
    { sheet: at, headerRow }: PlannedSheet,
    documentOf: (row: ReadRow) => number | undefined,
  ): Promise<void> {
    let waiting: StagedRow[] = [];
    const flush = async () => {
      const rows = waiting;
      waiting = [];
      await this.put(rows);
    };
    for await (const row of file.rows(at)) {
      if (this.job.isCancelled) return;
      if (row.row < headerRow || isNote(row.cells)) continue;
      const doc = row.row === headerRow ? 0 : documentOf(row);
      if (doc === undefined) continue;
      if (doc > 0) this.count();
      waiting.push({ sheet, row_no: row.row, doc_no: doc, cells: row.cells.map(packCell) });
      if (waiting.length === BATCH) await flush();
    }
    await flush();
  }

  private count(): void {
    this.rows += 1;
    if (this.rows > ROWS_MAX) throw new Refusal(422, 'too_many_rows', [], { params: { max: ROWS_MAX } });
    if (this.plan.atomic && this.rows > ATOMIC_ROWS_MAX)
      throw new Refusal(422, 'too_many_rows_at_once', [], { params: { max: ATOMIC_ROWS_MAX } });
  }

  private async put(rows: readonly StagedRow[]): Promise<void> {
    const faults = [...this.faults].map(([doc_no, issues]) => ({ doc_no, issues }));
    this.faults.clear();
    await this.job.chunk(async (session: SqlSession) => {
      if (rows.length > 0) await session.query(PUT, [this.job.id, JSON.stringify(rows)]);
      if (faults.length > 0) await session.query(PUT_FAULTS, [this.job.id, JSON.stringify(faults)]);
      return { position: { phase: 'read' }, done: 0 };
    });
  }

  private documentOf({ row, cells }: ReadRow): number | undefined {
    const before = this.groups.count;
    const doc = this.groups.of(cells);
    if (doc === undefined || doc === before) return doc;
    if (this.ownerColumn !== undefined) {
      const name = cellText(cells[this.ownerColumn]).trim();
      if (name !== '' && !this.owners.has(name)) this.owners.set(name, doc);
    }
    this.noteRepeated(doc, row, cells);
    return doc;
  }

  /** Two documents of one file that would be the same record: which of them is meant cannot be told. */
  private noteRepeated(doc: number, row: number, cells: readonly SheetCell[]): void {
    if (this.plan.mode === 'skip') return;
    const { keys, main } = this.plan;
    const columnOf = (target: string) => main.columns.find((each) => each.target === target)?.column ?? -1;
    const single = main.columns.flatMap(({ target }) =>
      target !== null && this.model.field(target)?.unique === true && !keys.includes(target)
        ? [[target]]
        : [],
    );
    for (const targets of [...(keys.length > 0 ? [[...keys]] : []), ...single]) {
      const texts = targets.map((target) => cellText(cells[columnOf(target)]).trim());
      if (texts.some((text) => text === '')) continue;
      const name = JSON.stringify([targets, texts]);
      const first = this.seen.get(name);
      if (first === undefined) this.seen.set(name, row);
      else
        this.fault(doc, {
          sheet: 0,
          row,
          issue: issue('import_repeated', `/${targets[0]}`, { value: texts.join(' '), row: first }),
        });
    }
  }

  private ownerOf(row: number, cells: readonly SheetCell[], owner: number): number | undefined {
    const name = cellText(cells[owner]).trim();
    if (cells.every((cell) => isBlankCell(cell))) return undefined;
    const doc = this.owners.get(name);
    if (doc !== undefined) return doc;
    // A document of its own, that fails: nobody else may lose by it, and the row comes back in the file of errors.
    const lost = this.groups.next();
    this.fault(lost, { sheet: 1, row, issue: issue('import_owner_unknown', '', { value: name }) });
    return lost;
  }

  private fault(doc: number, found: StoredIssue): void {
    this.faults.set(doc, [...(this.faults.get(doc) ?? []), found]);
  }
}

/** A row that a template explains its columns with. */
function isNote(cells: readonly SheetCell[]): boolean {
  const filled = cells.filter((cell) => !isBlankCell(cell));
  return (
    filled.length > 0 && filled.every((cell) => NOTE_MARKS.some((mark) => cellText(cell).startsWith(mark)))
  );
}
