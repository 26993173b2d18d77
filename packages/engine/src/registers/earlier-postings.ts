import type {
  CompiledRegister,
  Earlier,
  EarlierMovement,
  EarlierPosting,
  LinkQuery,
  Voucher,
} from '@dougong/kernel/registers';
import type { SqlSession } from '../database/sql-session.js';
import { statementName } from '../database/sql-text.js';
import { isUuid } from '../records/sql-scalars.js';
import { DIMENSION_SLOTS, dimensionsOf, resourcesOf, RESOURCE_SLOTS } from './ledger-columns.js';
import type { SlotRow } from './ledger-columns.js';

/** What is asked of one document: many lines of it are read together. */
interface DocumentQuestion {
  readonly document: string;
  readonly postings: readonly string[];
  /** Rules and lines whose movements are read; none = all of them, with the vouchers where a whole posting is asked for. */
  readonly rules: readonly string[] | null;
  readonly lines: readonly string[] | null;
  readonly whole: boolean;
}

const MOVEMENT_PARTS = [
  ...['seq', 'link_seq', ...RESOURCE_SLOTS].map((name) => `'${name}', m.${name}::text`),
  ...['period', 'business_date', 'rule_id', 'direction', 'line_no', 'line_id', 'entry', 'ord', 'details'].map(
    (name) => `'${name}', m.${name}`,
  ),
  `'register', k.register`,
  ...DIMENSION_SLOTS.map((slot) => `'${slot}', k.${slot}`),
];

const MOVEMENTS = `
  SELECT jsonb_agg(jsonb_build_object(${MOVEMENT_PARTS.join(', ')}) ORDER BY m.ord, m.seq)
    FROM ledger.movement m JOIN ledger.register_key k ON k.id = m.key_id
   WHERE m.period = p.period AND m.posting_id = p.id AND (x.rules IS NULL OR m.rule_id = ANY (x.rules))
     AND (x.lines IS NULL OR m.line_no::text = ANY (x.lines) OR m.line_id::text = ANY (x.lines))`;

const LINES = `
  SELECT jsonb_agg(jsonb_build_object('id', l.line_no::text, 'side', l.side, 'role', l.role, 'account', l.account,
         'title', l.title, 'amount', l.amount::text) ORDER BY l.line_no) FROM ledger.voucher_line l WHERE l.voucher_id = v.id`;

const VOUCHERS = `
  SELECT jsonb_agg(jsonb_build_object('ruleId', v.rule_id, 'summary', v.summary, 'total', v.total::text, 'lines', (${LINES}))
           || CASE WHEN v.organisation IS NULL THEN '{}' ELSE jsonb_build_object('organisation', v.organisation) END ORDER BY v.id)
    FROM ledger.voucher v WHERE v.posting_id = p.id`;

const REVERSED = `EXISTS (SELECT FROM ledger.reversal r WHERE r.posting_id = p.id)`;

const EARLIER = `
  SELECT p.id::text, p.source_id, p.purpose, CASE WHEN x.whole THEN (${REVERSED}) END AS reversed, (${MOVEMENTS}) AS movements, CASE WHEN x.whole THEN (${VOUCHERS}) END AS vouchers
    FROM jsonb_to_recordset($1::jsonb) AS x(document uuid, postings text[], rules text[], lines text[], whole boolean)
    JOIN ledger.posting p ON p.source_id = x.document AND p.purpose = ANY (x.postings) AND p.kind <> 'reverse'
   ORDER BY p.id`;

interface PostingRow {
  readonly id: string;
  readonly source_id: string;
  readonly purpose: string;
  readonly reversed: boolean | null;
  readonly movements: readonly SlotRow[] | null;
  readonly vouchers: readonly Voucher[] | null;
  readonly [column: string]: unknown;
}

/** Reads what earlier postings of documents moved, all questions in one round trip; none when nothing is asked. */
export async function readEarlier(
  session: SqlSession,
  registers: ReadonlyMap<string, CompiledRegister>,
  queries: readonly LinkQuery[],
): Promise<Earlier> {
  if (queries.length === 0) return new Map();
  const questions = JSON.stringify(questionsOf(queries));
  const { rows } = await session.prepared<PostingRow>(statementName(EARLIER), EARLIER, [questions]);
  const found = new Map<string, FoundPosting[]>();
  for (const row of rows) {
    const document = found.get(row.source_id) ?? [];
    found.set(row.source_id, [...document, new FoundPosting(row, registers)]);
  }
  return new Map(queries.map((query) => [query.id, answersOf(query, found.get(query.document) ?? [])]));
}

/** What is no id names no document. */
function questionsOf(queries: readonly LinkQuery[]): readonly DocumentQuestion[] {
  const byDocument = new Map<string, LinkQuery[]>();
  for (const query of queries.filter(({ document }) => isUuid(document))) {
    const asked = byDocument.get(query.document);
    if (asked) asked.push(query);
    else byDocument.set(query.document, [query]);
  }
  return [...byDocument].map(([document, asked]) => ({
    document,
    postings: [...new Set(asked.flatMap(({ postings }) => postings))],
    rules: allOrNone(asked.map(({ movement }) => movement)),
    lines: allOrNone(asked.map(({ line }) => line)),
    whole: asked.some(({ movement }) => movement === undefined),
  }));
}

function allOrNone(values: readonly (string | undefined)[]): readonly string[] | null {
  const given = values.filter((value) => value !== undefined);
  return given.length === values.length ? [...new Set(given)] : null;
}

function answersOf(query: LinkQuery, found: readonly FoundPosting[]): readonly EarlierPosting[] {
  return found
    .filter(({ purpose }) => query.postings.includes(purpose))
    .map((posting) => posting.answer(query))
    .filter(({ movements }) => query.movement === undefined || movements.length > 0);
}

/** A posting that was read, with its movements by the lines that brought them. */
class FoundPosting {
  readonly purpose: string;
  private readonly movements: readonly EarlierMovement[];
  private byLine: ReadonlyMap<string, readonly EarlierMovement[]> | undefined;

  constructor(
    private readonly row: PostingRow,
    registers: ReadonlyMap<string, CompiledRegister>,
  ) {
    this.purpose = row.purpose;
    this.movements = (row.movements ?? []).flatMap((each) => {
      const register = registers.get(String(each['register']));
      return register ? [earlierMovement(register, each, row.purpose)] : [];
    });
  }

  answer({ movement, line }: LinkQuery): EarlierPosting {
    const ofLine = line === undefined ? this.movements : (this.lines().get(line) ?? []);
    return {
      id: this.row.id,
      posting: this.purpose,
      reversed: this.row.reversed === true,
      movements: movement === undefined ? ofLine : ofLine.filter(({ ruleId }) => ruleId === movement),
      vouchers: movement === undefined ? (this.row.vouchers ?? []) : [],
    };
  }

  /** A document of thousands of lines is asked for each of them. */
  private lines(): ReadonlyMap<string, readonly EarlierMovement[]> {
    if (this.byLine) return this.byLine;
    const lines = new Map<string, EarlierMovement[]>();
    for (const movement of this.movements) {
      const { id = '', no } = movement.line ?? {};
      for (const name of new Set([id, String(no ?? '')])) {
        const known = lines.get(name);
        if (known) known.push(movement);
        else lines.set(name, [movement]);
      }
    }
    return (this.byLine = lines);
  }
}

type Details = Partial<Pick<EarlierMovement, 'pieces' | 'variances' | 'credit' | 'terms' | 'of'>>;

/** A movement as it was read: its columns, those of its key, and the posting that it belongs to. */
export function earlierMovement(register: CompiledRegister, row: SlotRow, posting: string): EarlierMovement {
  const text = (name: string) => row[name] as string | null;
  const [lineNo, ord, linkSeq] = [
    row['line_no'] as number | null,
    row['ord'] as number | null,
    text('link_seq'),
  ];
  const dimensions = dimensionsOf(register, row);
  return {
    pieces: [],
    variances: [],
    ...((row['details'] as Details | null) ?? {}),
    seq: String(row['seq']),
    period: String(row['period']),
    posting,
    ruleId: String(row['rule_id']),
    register: register.key,
    key: register.dimensions.map(({ id }) => dimensions[id] ?? null),
    entry: text('entry'),
    direction: row['direction'] === 1 ? 'in' : 'out',
    resources: resourcesOf(register, row),
    businessDate: String(row['business_date']),
    ...(lineNo === null ? {} : { line: { id: text('line_id') ?? '', no: lineNo, index: lineNo - 1 } }),
    ...(linkSeq === null ? {} : { linkSeq }),
    ...(ord === null ? {} : { ord }),
  };
}
