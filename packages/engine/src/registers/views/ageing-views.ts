import { Inject, Injectable } from '@nestjs/common';
import { businessDay } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import type { CompiledRegister } from '@dougong/kernel/registers';
import type { Subject } from '../../identity/subject.js';
import { CLOCK } from '../../ports.js';
import type { RawQuery } from '../../records/query-text.js';
import { RegisterViews } from '../register-views.js';
import type { LedgerPageView } from '../register-views.js';
import { Ageing } from './ageing.js';
import type { AgedRow } from './ageing.js';
import { keysOf } from './figure-views.js';
import type { FigureHead } from './figure-views.js';
import { dayAfter } from './iso-days.js';
import type { KeyQuery } from './key-conditions.js';
import { movementsAddress } from './movements-address.js';
import { daysParameter, keysIn, namesParameter, pageQuery } from './view-parameters.js';

/** What is held of one age. */
export interface AgedPart {
  readonly fromDays: number;
  readonly toDays: number | null;
  /** Days on which it came in; the youngest part has no last one, the oldest no first one. */
  readonly from: string | null;
  readonly to: string | null;
  readonly resources: Readonly<Record<string, string>>;
  readonly movements: string;
}

export interface AgeingFigure extends FigureHead {
  readonly resources: Readonly<Record<string, string>>;
  readonly parts: readonly AgedPart[];
}

const AGES = [30, 60, 90];

/** How old balances are, as pages read it. */
@Injectable()
export class AgeingViews {
  constructor(
    private readonly registers: RegisterViews,
    private readonly ageing: Ageing,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  page(subject: Subject, key: string, query: RawQuery): Promise<LedgerPageView<AgeingFigure>> {
    return this.registers.page(subject, key, async (register) => {
      const ages = daysParameter(query, 'days', AGES);
      const keys = keysIn(query);
      const on = businessDay(this.clock());
      const group = namesParameter(query, 'group');
      const page = await this.ageing.page(register, { ...pageQuery(query), ...keys, ages, on, group });
      return {
        ...page,
        data: page.data.map((row) => ageingOf(register, row, keysOf(row, keys), { ages, on })),
      };
    });
  }
}

interface Ages {
  readonly ages: readonly number[];
  readonly on: string;
}

function ageingOf(
  register: CompiledRegister,
  row: AgedRow,
  keys: KeyQuery,
  { ages, on }: Ages,
): AgeingFigure {
  const parts = row.parts.map((resources, at) => {
    const fromDays = at === 0 ? 0 : (ages[at - 1] ?? 0) + 1;
    const toDays = ages[at] ?? null;
    const days = {
      from: toDays === null ? null : dayAfter(on, -toDays),
      to: at === 0 ? null : dayAfter(on, -fromDays),
    };
    const movements = movementsAddress(register, keys, {
      from: days.from ?? undefined,
      to: days.to ?? undefined,
    });
    return { fromDays, toDays, ...days, resources, movements };
  });
  return { ...row, parts, movements: movementsAddress(register, keys) };
}
