import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { ExpectedRecord, ExpectedVouchers, ScenarioExpectations } from '../../metadata/index.js';
import { isRow, rowMatching } from './match-lines.js';
import { isSame, sumOf } from './same-value.js';

/**
 * Compares what a scenario expects with what is. Names have been resolved. Every difference is an issue with the place of the
 * expectation in the file, what was expected and what there is.
 */

type Row = Readonly<Record<string, unknown>>;
type Amounts = Readonly<Record<string, string>>;

/** A refusal as a caller gets it. */
export interface ToldRefusal {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly { readonly code: string; readonly pointer: string }[];
}

/** Lines of a voucher as they travel: `null` on the side where a line does not stand. */
export interface ToldVoucher {
  readonly lines: readonly {
    readonly account: string;
    readonly debit: string | null;
    readonly credit: string | null;
  }[];
}

type ExpectedRefusal = NonNullable<ScenarioExpectations['refused']>;

/** A deed that must be refused: with this status and code, and these faults among those told. */
export function judgeRefusal(expected: ExpectedRefusal, told: ToldRefusal, at: string): readonly Issue[] {
  const head = (['status', 'code'] as const).flatMap((name) =>
    expected[name] === undefined || expected[name] === told[name]
      ? []
      : [
          issue('scenario_refusal_differs', `${at}/${name}`, {
            expected: expected[name],
            got: told[name],
          }),
        ],
  );
  const missing = (expected.errors ?? []).flatMap((wanted, index) =>
    told.errors.some((error) => isFault(error, wanted))
      ? []
      : [
          issue('scenario_refusal_differs', pointer(at, 'errors', index), {
            expected: faultText(wanted),
            got: told.errors.map(faultText).join(', ') || told.code,
          }),
        ],
  );
  return [...head, ...missing];
}

interface Fault {
  readonly code?: string;
  readonly pointer?: string;
}

function isFault(error: Fault, wanted: Fault): boolean {
  const place = (text = '') => text.replace(/^#/, '');
  return (
    (wanted.code === undefined || wanted.code === error.code) &&
    (wanted.pointer === undefined || place(wanted.pointer) === place(error.pointer))
  );
}

function faultText({ code = '', pointer: place = '' }: Fault): string {
  return `${code} ${place}`.trim();
}

/** A deed that was refused although it should be done. */
export function refusedDeed({ status, code, errors }: ToldRefusal, at: string): Issue {
  const faults = errors.map(faultText).join(', ');
  return issue('scenario_step_refused', at, { status, code, faults: faults === '' ? undefined : faults });
}

/** A deed that was done although it should be refused. */
export function doneDeed(expected: ExpectedRefusal, at: string): Issue {
  const wanted = [expected.status, expected.code].filter((part) => part !== undefined).join(' ');
  return issue('scenario_step_not_refused', at, { expected: wanted === '' ? undefined : wanted });
}

/** State, fields and tables of a record. */
export function judgeRecord(expected: ExpectedRecord, got: Row | undefined, at: string): readonly Issue[] {
  const { record } = expected;
  if (got === undefined) return [issue('scenario_record_gone', at, { record })];
  const differs = (path: string, field: string, wanted: unknown, is: unknown): Issue =>
    issue('scenario_record_differs', path, { record, field, expected: shown(wanted), got: shown(is) });
  const state =
    expected.state === undefined || expected.state === got['status']
      ? []
      : [differs(`${at}/state`, 'status', expected.state, got['status'])];
  const counts = Object.entries(expected.lines ?? {}).flatMap(([table, count]) => {
    const rows = got[table];
    const is = Array.isArray(rows) ? rows.length : 0;
    return is === count ? [] : [differs(pointer(at, 'lines', table), table, count, is)];
  });
  const values = Object.entries(expected.values ?? {}).flatMap(([field, wanted]) =>
    compared(wanted, got[field], pointer(at, 'values', field), field, differs),
  );
  return [...state, ...counts, ...values];
}

type Differs = (path: string, field: string, wanted: unknown, is: unknown) => Issue;

function compared(
  wanted: unknown,
  is: unknown,
  path: string,
  field: string,
  differs: Differs,
): readonly Issue[] {
  if (!Array.isArray(wanted) || !wanted.some(isRow))
    return isSame(wanted, is) ? [] : [differs(path, field, wanted, is)];
  const rows: readonly unknown[] = Array.isArray(is) ? (is as unknown[]) : [];
  return wanted.flatMap((row: unknown, index) =>
    isRow(row) ? comparedRow(row, rows, index, pointer(path, index), field, differs) : [],
  );
}

function comparedRow(
  { match, ...wanted }: Row,
  rows: readonly unknown[],
  index: number,
  path: string,
  field: string,
  differs: Differs,
): readonly Issue[] {
  const row = isRow(match) ? rowMatching(rows, match) : rows[index];
  if (!isRow(row)) return [differs(path, field, match ?? wanted, null)];
  return Object.entries(wanted).flatMap(([key, value]) =>
    isSame(value, row[key]) ? [] : [differs(pointer(path, key), `${field}.${key}`, value, row[key])],
  );
}

/** Exactly these have it to do, whatever the order. */
export function judgePeople(
  expected: { readonly record: string; readonly who: readonly string[] },
  got: readonly string[],
  at: string,
): readonly Issue[] {
  const [wanted, is] = [expected.who, got].map((logins) => [...new Set(logins)].sort().join(', ') || null);
  if (wanted === is) return [];
  return [issue('scenario_todos_differ', at, { record: expected.record, expected: wanted, got: is })];
}

/** Resources of what a register holds, or of what went in or out of it. */
export function judgeAmounts(
  expected: Amounts,
  got: readonly Amounts[],
  at: string,
  about: { readonly register: string; readonly figure: 'balance' | 'in' | 'out' },
): readonly Issue[] {
  return Object.entries(expected).flatMap(([resource, amount]) => {
    const is = sumOf(got.flatMap((row) => row[resource] ?? []));
    if (isSame(amount, is)) return [];
    return [
      issue('scenario_balance_differs', pointer(at, resource), {
        ...about,
        resource,
        expected: amount,
        got: is,
      }),
    ];
  });
}

/** All lines of the vouchers of a record, in whatever order; every voucher balances by itself. */
export function judgeVouchers(
  { record, lines }: ExpectedVouchers,
  vouchers: readonly ToldVoucher[],
  at: string,
): readonly Issue[] {
  const wanted = lines.map(lineText);
  const is = vouchers.flatMap((voucher) => voucher.lines.map(lineText));
  const [missing, surplus] = [without(wanted, is), without(is, wanted)];
  const differs =
    missing.length + surplus.length === 0
      ? []
      : [
          issue('scenario_vouchers_differ', `${at}/lines`, {
            record,
            expected: missing.length === 0 ? null : missing.join('; '),
            got: surplus.length === 0 ? null : surplus.join('; '),
          }),
        ];
  const unbalanced = vouchers
    .filter((voucher) => !isSame(total(voucher, 'debit'), total(voucher, 'credit')))
    .map((voucher) =>
      issue('scenario_voucher_unbalanced', at, {
        record,
        debit: total(voucher, 'debit'),
        credit: total(voucher, 'credit'),
      }),
    );
  return [...differs, ...unbalanced];
}

/** What is left of some texts when others are taken away, one for one. */
function without(texts: readonly string[], taken: readonly string[]): readonly string[] {
  const left = [...taken];
  return texts.filter((text) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function total({ lines }: ToldVoucher, side: 'debit' | 'credit'): string {
  return sumOf(lines.flatMap((line) => line[side] ?? []));
}

interface VoucherLineText {
  readonly account: string;
  readonly debit?: string | null;
  readonly credit?: string | null;
}

function lineText({ account, debit, credit }: VoucherLineText): string {
  return typeof debit === 'string'
    ? `debit ${account} ${sumOf([debit])}`
    : `credit ${account} ${sumOf([credit ?? '0'])}`;
}

/** So many notifications: as many as said, or one at least. */
export function judgeNotifications(
  expected: { readonly to: string; readonly record?: string; readonly count?: number },
  got: number,
  at: string,
): readonly Issue[] {
  const { to, record } = expected;
  return judgeCount(expected.count, got, issue('scenario_notifications_differ', at, { to, record }));
}

/** At least one entry of the audit. */
export function judgeAudit(
  expected: { readonly action: string; readonly record?: string; readonly by?: string },
  got: number,
  at: string,
): readonly Issue[] {
  const { action, record, by } = expected;
  return judgeCount(undefined, got, issue('scenario_audit_missing', at, { action, record, by }));
}

/** A number of things of a kind: this many, or one at least. */
function judgeCount(expected: number | undefined, got: number, found: Issue): readonly Issue[] {
  const fits = expected === undefined ? got > 0 : got === expected;
  if (fits) return [];
  return [{ ...found, params: { ...found.params, expected: expected ?? '≥ 1', got } }];
}

const SHOWN_MAX = 300;

/** A value as a sentence can say it. */
function shown(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value ?? null;
  return JSON.stringify(value).slice(0, SHOWN_MAX);
}
