import { Inject, Injectable } from '@nestjs/common';
import { isPathHidden } from '@dougong/kernel/access';
import { modelOf } from '@dougong/kernel/commands';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { businessDay } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import type { CompiledRegister } from '@dougong/kernel/registers';
import type { Subject } from '../../identity/subject.js';
import { CLOCK } from '../../ports.js';
import { readGrant } from '../../records/form-grant.js';
import { badQuery } from '../../records/query-refusal.js';
import { dayParameter, textParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import { recordTables } from '../../records/record-table.js';
import { RegisterViews } from '../register-views.js';
import type { LedgerPageView } from '../register-views.js';
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

/**
 * The date field of the records that a dimension names. A hidden field is as if it did not exist. Documents are left out,
 * because steps of flows may hide a field in one of them and not in another.
 */
function dateOf(
  register: CompiledRegister,
  query: RawQuery,
  { release, subject }: { readonly release: CompiledRelease; readonly subject: Subject },
): Pick<ExpiryQuestion, 'dimension' | 'table' | 'field'> {
  const name = textParameter(query, 'dimension') ?? '';
  const dimension = register.dimensions.find(({ id }) => id === name);
  if (!dimension)
    throw badQuery('unknown_dimension', ['dimension'], {
      register: register.key,
      dimension: name.slice(0, 40),
    });
  const model = dimension.form === undefined ? undefined : modelOf(release, dimension.form);
  if (!model || model.definition.usage === 'document') throw badParameter('dimension');
  const { hidden } = readGrant(release, subject, model);
  const dates = model.fields
    .filter((field) => field.type.sqlType === 'date' && !isPathHidden(hidden, field.key))
    .map((field) => field.key);
  const field = textParameter(query, 'field') ?? '';
  if (!dates.includes(field)) throw badParameter('field', dates);
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
