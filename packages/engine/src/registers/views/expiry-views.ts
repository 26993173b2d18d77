import { Inject, Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { businessDay } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import type { CompiledRegister } from '@dougong/kernel/registers';
import type { Subject } from '../../identity/subject.js';
import { CLOCK } from '../../ports.js';
import { dayParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import { recordTables } from '../../records/record-table.js';
import { RegisterViews } from '../register-views.js';
import type { LedgerPageView } from '../register-views.js';
import { dateParameter, datedDimension } from './dated-dimension.js';
import { Expiry } from './expiry.js';
import type { ExpiringRow, ExpiryQuestion } from './expiry.js';
import { movementsAddress } from './movements-address.js';
import { badParameter, daysParameter, keysIn, pageQuery } from './view-parameters.js';

export interface ExpiryFigure extends ExpiringRow {
  readonly level: 'expired' | 'due';
  /** The smallest of the numbers of days asked for that it falls into. */
  readonly withinDays: number | null;
  readonly movements: string;
}

const WITHIN = [30];

/** What has expired or soon will, as pages read it: for those who see the day in the record as well. */
@Injectable()
export class ExpiryViews {
  constructor(
    private readonly registers: RegisterViews,
    private readonly expiry: Expiry,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  page(subject: Subject, key: string, query: RawQuery): Promise<LedgerPageView<ExpiryFigure>> {
    return this.registers.page(subject, key, async (register, { release }) => {
      const within = daysParameter(query, 'within', WITHIN);
      const page = await this.expiry.page(register, {
        ...pageQuery(query),
        ...keysIn(query),
        ...dateOf(register, query, { release, subject }),
        on: dayParameter(query, 'on') ?? businessDay(this.clock()),
        withinDays: Math.max(...within),
      });
      return { ...page, data: page.data.map((row) => expiryOf(register, row, within)) };
    });
  }
}

/** The date field of the records that a dimension names. */
function dateOf(
  register: CompiledRegister,
  query: RawQuery,
  place: { readonly release: CompiledRelease; readonly subject: Subject },
): Pick<ExpiryQuestion, 'dimension' | 'table' | 'field'> {
  const { dimension, model, dates } = datedDimension(register, query, place);
  if (!model) throw badParameter('dimension');
  const field = dateParameter(query, 'field', dates);
  if (field === undefined) throw badParameter('field', dates);
  return { dimension, table: recordTables(model).header.name, field };
}

function expiryOf(register: CompiledRegister, row: ExpiringRow, within: readonly number[]): ExpiryFigure {
  const isOver = row.daysLeft < 0;
  return {
    ...row,
    level: isOver ? 'expired' : 'due',
    withinDays: isOver ? null : (within.find((days) => row.daysLeft <= days) ?? null),
    movements: movementsAddress(register, { keyId: row.keyId }),
  };
}
