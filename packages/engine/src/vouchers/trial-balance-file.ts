import { Inject, Injectable } from '@nestjs/common';
import type { SheetCell } from '@dougong/kernel/exchange';
import { businessDay, Decimal, decimalText } from '@dougong/kernel/foundation';
import type { Clock, Language } from '@dougong/kernel/foundation';
import { AuditLog } from '../audit/audit-log.js';
import type { AuditSource } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import { CSV } from '../exchange/sheets/csv-writer.js';
import type { SheetColumn, SheetFormat } from '../exchange/sheets/sheet-writer.js';
import { XLSX } from '../exchange/sheets/xlsx-writer.js';
import { CLOCK } from '../ports.js';
import { TrialBalances } from './trial-balance.js';
import type { TrialBalance, TrialBalanceQuery, TrialBalanceRow } from './trial-balance.js';

export const TRIAL_BALANCE_FORMATS = ['xlsx', 'csv'] as const;
export type TrialBalanceFormat = (typeof TRIAL_BALANCE_FORMATS)[number];

export interface TrialBalanceFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: AsyncGenerator<Uint8Array>;
}

/** Who takes it away, and over which way. */
export interface TrialBalanceReader extends Partial<AuditSource> {
  readonly actor: string;
}

const FORMATS: Readonly<Record<TrialBalanceFormat, SheetFormat>> = { xlsx: XLSX, csv: CSV };

const WORDS = {
  'zh-CN': {
    name: '科目余额表',
    heads: [
      '科目编码',
      '科目名称',
      '上期结余借方',
      '上期结余贷方',
      '本期借方',
      '本期贷方',
      '期末借方',
      '期末贷方',
    ],
    total: '合计',
  },
  en: {
    name: 'Trial balance',
    heads: [
      'Account',
      'Name',
      'Opening debit',
      'Opening credit',
      'Debit',
      'Credit',
      'Closing debit',
      'Closing credit',
    ],
    total: 'Total',
  },
} as const;

const TEXT_COLUMNS = 2;
const WIDTHS = { text: 24, number: 16 } as const;
/** Amounts of a row as the file has them, in the order of its columns. */
type Amounts = readonly string[];

/** Takes a trial balance away as a file; the audit tells who did. */
@Injectable()
export class TrialBalanceFiles {
  constructor(
    private readonly balances: TrialBalances,
    private readonly database: Database,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async make(
    query: TrialBalanceQuery,
    format: TrialBalanceFormat,
    language: Language,
    by: TrialBalanceReader,
  ): Promise<TrialBalanceFile> {
    const balance = await this.balances.read(query);
    const { mediaType, extension, write } = FORMATS[format];
    const told = { ...query, format, rows: balance.data.length };
    await this.database.transaction((session) =>
      this.audit.write(session, {
        ...by,
        action: 'trial_balance:export',
        outcome: 'done',
        changes: [{ path: '/export', old: null, new: told }],
      }),
    );
    const { name, heads } = WORDS[language];
    const parts = [name, query.organisation, query.from, query.to ?? businessDay(this.clock())];
    const sheet = { name, columns: heads.map(columnOf), rows: () => cellsOf(balance, language) };
    return {
      name: `${parts.filter((part) => part !== undefined).join('-')}.${extension}`,
      mediaType,
      bytes: write([sheet]),
    };
  }
}

function columnOf(title: string, at: number): SheetColumn {
  const style = at < TEXT_COLUMNS ? 'text' : 'number';
  return { title, style, width: WIDTHS[style] };
}

async function* cellsOf({ data }: TrialBalance, language: Language): AsyncGenerator<readonly SheetCell[]> {
  let totals: Amounts = [];
  for (const row of data) {
    const amounts = amountsOf(row);
    totals = amounts.map((amount, at) => decimalText(new Decimal(amount).plus(totals[at] ?? '0')));
    yield [text(row.account), text(row.title[language] ?? row.account), ...amounts.map(number)];
  }
  yield [text(WORDS[language].total), null, ...totals.map(number)];
}

function amountsOf({ opening, debit, credit, closing }: TrialBalanceRow): Amounts {
  return [...sidesOf(opening), debit, credit, ...sidesOf(closing)];
}

/** A balance stands on one side: what is below nothing is a credit. */
function sidesOf(balance: string): readonly [debit: string, credit: string] {
  return balance.startsWith('-') ? ['0.00', balance.slice(1)] : [balance, '0.00'];
}

function text(value: string): SheetCell {
  return { kind: 'text', text: value };
}

function number(value: string): SheetCell {
  return { kind: 'number', text: value };
}
