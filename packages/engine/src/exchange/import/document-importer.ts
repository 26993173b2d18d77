import { ID_TARGET, linesAsGiven, placeOfPointer, readDocument } from '@dougong/kernel/exchange';
import type { CellReading, DocumentReading, SheetRow } from '@dougong/kernel/exchange';
import type { WireValue } from '@dougong/kernel/expression';
import type { FormModel } from '@dougong/kernel/forms';
import { isError, issue } from '@dougong/kernel/foundation';
import type { IdSource, Issue } from '@dougong/kernel/foundation';
import { diffRecords } from '@dougong/kernel/records';
import type { StoredRecord } from '@dougong/kernel/records';
import type { BatchItem, BatchResult, BatchTerms, CommandBatch } from '../../commands/batch/command-batch.js';
import type { SqlSession } from '../../database/sql-session.js';
import type { Refusal } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import type { ImportPlan } from './import-plan.js';
import type { DocumentResult, StoredIssue } from './import-results.js';
import { findByKeys } from './key-finder.js';
import type { MetRecord } from './key-finder.js';
import { NameFinder, WantedNames } from './name-finder.js';
import { remainingFaults } from './remaining-faults.js';

/** A document as its rows stand in the file. */
export interface DocumentRows {
  readonly doc: number;
  readonly rows: readonly SheetRow[];
}

interface Read extends DocumentRows {
  readonly reading: DocumentReading;
  readonly first: SheetRow;
}

interface Ready extends Read {
  readonly values: Readonly<Record<string, unknown>>;
  readonly lines: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly met?: MetRecord;
}

export interface ImporterOptions {
  readonly batch: CommandBatch;
  readonly terms: BatchTerms;
  readonly model: FormModel;
  readonly subject: Subject;
  readonly plan: ImportPlan;
  /** Names the batch in the audit. */
  readonly jobId: string;
  readonly ids: IdSource;
}

/** The status of a refusal that is about values. */
const INVALID = 422;
/** So often documents of one batch may wait for others of it that they name. */
const PASSES_MAX = 8;

/** Makes commands of documents and has them carried out; what became of each is told with the cells that are to be mended. */
export class DocumentImporter {
  private readonly names: NameFinder;

  constructor(private readonly options: ImporterOptions) {
    this.names = new NameFinder(options.terms.release, options.subject);
  }

  /** Carries documents out in the caller's transaction. */
  async carryOut(
    session: SqlSession,
    documents: readonly DocumentRows[],
    done: (results: readonly BatchResult[]) => void,
  ): Promise<readonly DocumentResult[]> {
    const results: DocumentResult[] = [];
    let open = documents.map((each) => this.read(each));
    for (let pass = 1; open.length > 0; pass += 1) {
      await this.names.find(session, this.wantedNames(open));
      const waiting = pass < PASSES_MAX ? open.filter((each) => this.waitsForOthers(each)) : [];
      const now = waiting.length === open.length ? open : open.filter((each) => !waiting.includes(each));
      results.push(...(await this.carryOutNow(session, now, done)));
      open = open.filter((each) => !now.includes(each));
    }
    return results;
  }

  private read(document: DocumentRows): Read {
    const { model, plan } = this.options;
    const columns = [plan.main.columns, plan.lines?.columns ?? []];
    const [first] = document.rows;
    if (!first) throw new Error('a document has rows');
    return { ...document, reading: readDocument(model, document.rows, columns), first };
  }

  private wantedNames(open: readonly Read[]): WantedNames {
    const wanted = new WantedNames();
    for (const { reading } of open)
      for (const each of readingsOf(reading)) {
        if (each.kind === 'record') wanted.addRecord(each.form, each.name);
        else if (each.kind === 'user') wanted.users.add(each.name);
      }
    return wanted;
  }

  /** It names a record of its own form that may be made by another row. */
  private waitsForOthers({ reading }: Read): boolean {
    const { model } = this.options;
    return readingsOf(reading).some(
      (each) =>
        each.kind === 'record' &&
        each.form === model.key &&
        this.names.record(each.form, each.name) === 'unknown',
    );
  }

  private async carryOutNow(
    session: SqlSession,
    open: readonly Read[],
    done: (results: readonly BatchResult[]) => void,
  ): Promise<readonly DocumentResult[]> {
    const results: DocumentResult[] = [];
    const ready: Ready[] = [];
    for (const each of open) {
      const { values, lines, issues } = this.valuesOf(each);
      if (issues.some((found) => isError(found.issue)))
        results.push({
          doc: each.doc,
          outcome: 'failed',
          issues: [...issues, ...this.remaining({ ...each, values, lines }, issues)],
        });
      else ready.push({ ...each, values, lines });
    }
    const meant = await this.meet(session, ready, results);
    const items = meant.map((each) => this.itemOf(each));
    const { batch, terms } = this.options;
    const carried = await batch.run(session, terms, items);
    done(carried);
    return [...results, ...carried.map((result, at) => this.resultOf(meant[at] as Ready, result))];
  }

  /** The values of a document, names looked up; and what is wrong with its cells. */
  private valuesOf({ reading }: Read) {
    const issues: StoredIssue[] = [...reading.issues];
    const look = (readings: ReadonlyMap<string, CellReading>, at: string) =>
      Object.fromEntries(
        [...readings].flatMap(([key, each]) => {
          const found = this.valueOf(each);
          if (!found) return [];
          if (!('issue' in found)) return [[key, found.value] as const];
          const place = reading.places.get(`${at}/${key}`);
          if (place) issues.push({ ...place, issue: { ...found.issue, path: `${at}/${key}` } });
          return [];
        }),
      );
    const values = look(reading.header, '');
    const lines = Object.fromEntries(
      [...reading.lines].map(
        ([key, rows]) => [key, rows.map((row, at) => look(row, `/${key}/${at}`))] as const,
      ),
    );
    return { values, lines, issues };
  }

  private valueOf(reading: CellReading): { readonly value: unknown } | { readonly issue: Issue } | undefined {
    const { plan } = this.options;
    switch (reading.kind) {
      case 'blank':
        return plan.blanks === 'clear' ? { value: null } : undefined;
      case 'value':
        return { value: reading.value };
      case 'fault':
        return undefined;
      default: {
        const found =
          reading.kind === 'user'
            ? this.names.user(reading.name)
            : this.names.record(reading.form, reading.name);
        if (typeof found === 'object') return { value: found.id };
        const code = found === 'ambiguous' ? 'name_ambiguous' : 'name_unknown';
        return { issue: issue(code, '', { value: reading.name }) };
      }
    }
  }

  /** Decides for each document whether it makes a record, changes one or stays out. */
  private async meet(
    session: SqlSession,
    ready: readonly Ready[],
    results: DocumentResult[],
  ): Promise<readonly Ready[]> {
    const { plan, terms, model, subject } = this.options;
    if (plan.keys.length === 0) return ready;
    const wanted = ready.flatMap((each) => {
      const keys = this.keysOf(each);
      return keys ? [{ doc: each.doc, values: keys }] : [];
    });
    const met = await findByKeys(session, { release: terms.release, model, subject }, plan.keys, wanted);
    const asked = new Set(wanted.map(({ doc }) => doc));
    const taken = new Set<string>();
    return ready.flatMap((each) => {
      const [first, ...others] = met.get(each.doc) ?? [];
      const fail = (found: Issue) => {
        const place = placeOfPointer(found.path, each.reading, placeOf(each.first));
        results.push({
          doc: each.doc,
          outcome: 'failed',
          issues: [...each.reading.issues, { ...place, issue: found }],
        });
        return [];
      };
      const at = `/${plan.keys[0]}`;
      if (others.length > 0) return fail(issue('import_key_ambiguous', at));
      if (!first) {
        if (plan.mode === 'update')
          return fail(issue(asked.has(each.doc) ? 'import_not_found' : 'import_key_blank', at));
        return [each];
      }
      if (plan.mode === 'skip') {
        results.push({ doc: each.doc, outcome: 'skipped', recordId: first.id });
        return [];
      }
      if (plan.mode === 'insert') return [each];
      if (taken.has(first.id)) return fail(issue('import_repeated', at, { value: '' }));
      taken.add(first.id);
      return [{ ...each, met: first }];
    });
  }

  /** The keys of a document in their canonical form; nothing when one of them is blank or none. */
  private keysOf({ values, reading }: Ready): Readonly<Record<string, WireValue>> | undefined {
    const { plan, model } = this.options;
    const keys: Record<string, WireValue> = {};
    for (const key of plan.keys) {
      const field = model.field(key);
      const given = key === ID_TARGET ? reading.id : values[key];
      if (given === undefined || given === null || given === '') return undefined;
      const read = field?.type.coerce(given, field.schema) ?? idOf(given);
      if (!read.ok || read.value === null) return undefined;
      keys[key] = read.value;
    }
    return keys;
  }

  private itemOf(each: Ready): BatchItem {
    const { subject, jobId, ids, model } = this.options;
    const head = { subject, channel: 'import' as const, requestId: jobId };
    const own = this.writable(each.values);
    if (!each.met) {
      const values = { ...withoutNulls(own), ...each.lines };
      return {
        request: {
          ...head,
          action: 'create',
          command: { type: 'create', form: model.key, id: ids(), values },
        },
      };
    }
    const { id, version } = each.met;
    const command = { type: 'change' as const, form: model.key, id, version, patch: own };
    return {
      request: { ...head, action: 'update', command },
      patchOf: (record) => ({ ...own, ...changedLines(record, each.lines) }),
    };
  }

  /** Keys that the platform writes only serve to meet records. */
  private writable(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const { model } = this.options;
    return Object.fromEntries(
      Object.entries(values).filter(([key]) => model.field(key)?.serverOwned !== true),
    );
  }

  /** The faults that a refusal has not come to. */
  private remaining(
    { reading, first, values, lines }: Pick<Ready, 'reading' | 'first' | 'values' | 'lines'>,
    known: readonly StoredIssue[],
  ): readonly StoredIssue[] {
    const { model, plan } = this.options;
    return remainingFaults({ model, plan, reading, first: placeOf(first), values, lines }, known);
  }

  private resultOf(each: Ready, result: BatchResult): DocumentResult {
    const { doc, reading, first, met } = each;
    const notes = reading.issues;
    if (result.kind === 'refused') {
      const told = [...notes, ...issuesOf(result.refusal, reading, first)];
      const { status } = result.refusal;
      const more = status === INVALID && !met ? this.remaining(each, told) : [];
      return { doc, outcome: 'failed', issues: [...told, ...more] };
    }
    const { record, notes: said } = result.outcome;
    const told = said
      .filter(({ severity }) => severity === 'warning')
      .map((found) => placed(found, reading, first));
    const issues = [...notes, ...told];
    if (!record) return { doc, outcome: 'failed', issues };
    const head = { doc, recordId: record.id, version: record.version, issues };
    if (!met || !result.before) return { ...head, outcome: 'created' };
    if (record.version === result.before.version) return { ...head, outcome: 'unchanged' };
    return { ...head, outcome: 'updated', before: diffRecords(this.options.model, result.before, record) };
  }
}

function readingsOf({ header, lines }: DocumentReading): readonly CellReading[] {
  return [
    ...header.values(),
    ...[...lines.values()].flatMap((rows) => rows.flatMap((row) => [...row.values()])),
  ];
}

function changedLines(record: StoredRecord, lines: Ready['lines']): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(lines).map(([key, rows]) => [key, linesAsGiven(record, key, rows)]),
  );
}

function withoutNulls(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function idOf(given: unknown): { readonly ok: true; readonly value: string } | { readonly ok: false } {
  const id = String(given).toLowerCase();
  return UUID.test(id) ? { ok: true, value: id } : { ok: false };
}

function placeOf({ sheet, row }: SheetRow) {
  return { sheet, row };
}

function placed(found: Issue, reading: DocumentReading, first: SheetRow): StoredIssue {
  return { ...placeOfPointer(found.path, reading, placeOf(first)), issue: found };
}

/** A refusal says its issues, or itself where it has none. */
function issuesOf(refusal: Refusal, reading: DocumentReading, first: SheetRow): readonly StoredIssue[] {
  const issues =
    refusal.issues.length > 0 ? refusal.issues : [issue(refusal.code, '', { ...refusal.options.params })];
  return issues.map((found) => placed(found, reading, first));
}
