import type { CompiledRelease, SettledPosting } from '@dougong/kernel/commands';
import type { Localized } from '@dougong/kernel/foundation';
import type { CompiledRegister, Movement } from '@dougong/kernel/registers';
import type { Subject } from '../../identity/subject.js';
import { kernelSubject } from '../../identity/kernel-subject.js';
import { WantedLabels } from '../../records/reference-labels.js';
import type { LabelReader, References } from '../../records/reference-labels.js';
import { mayRead } from '../../registers/register-views.js';
import type { Database } from '../../database/database.js';

export interface ToldMovement {
  readonly register: string;
  readonly title: Localized;
  readonly direction: 'in' | 'out';
  readonly dimensions: readonly {
    readonly title: Localized;
    readonly value: string | null;
    readonly label?: string;
  }[];
  readonly resources: Readonly<Record<string, string>>;
}

export interface ToldVoucher {
  readonly posting: string;
  readonly lines: readonly {
    readonly account: { readonly code: string; readonly title: Localized };
    readonly direction: 'debit' | 'credit';
    readonly amount: string;
  }[];
}

export interface ToldLedger {
  readonly movements: readonly ToldMovement[];
  readonly vouchers: readonly ToldVoucher[];
  /** How many of both the person trying may not read. */
  readonly withheld: number;
}

/** Who looks, at what, and where the names of records are read. */
export interface LedgerSight {
  readonly release: CompiledRelease;
  readonly subject: Subject;
  readonly database: Database;
  readonly labels: LabelReader;
}

/** What postings would have written, as far as the person trying reads the registers and vouchers. */
export async function toldLedger(
  sight: LedgerSight,
  settled: readonly SettledPosting[],
): Promise<ToldLedger> {
  const { release, subject } = sight;
  const movements = settled.flatMap(({ request, settlement }) =>
    settlement.movements.flatMap((movement) => {
      const register = request.posting.registers.get(movement.register);
      return register ? [{ register, movement }] : [];
    }),
  );
  const shown = movements.filter(({ register }) => mayRead(release, subject, register.key));
  const vouchers = vouchersOf(settled);
  const readsVouchers = release.access.hasRight(kernelSubject(subject), 'vouchers');
  const names = await namesOf(sight, shown);
  return {
    movements: shown.map((each) => toldMovement(each, names)),
    vouchers: readsVouchers ? vouchers : [],
    withheld: movements.length - shown.length + (readsVouchers ? 0 : vouchers.length),
  };
}

interface Placed {
  readonly register: CompiledRegister;
  readonly movement: Movement;
}

function namesOf(
  { release, subject, database, labels }: LedgerSight,
  placed: readonly Placed[],
): Promise<References> {
  const wanted = new WantedLabels();
  for (const { register, movement } of placed)
    for (const [at, { form }] of register.dimensions.entries())
      if (form !== undefined) wanted.add(form, movement.key[at]);
  return database.withSession((session) => labels.read(session, release, subject, wanted));
}

function toldMovement({ register, movement }: Placed, names: References): ToldMovement {
  return {
    register: register.key,
    title: register.title,
    direction: movement.direction,
    dimensions: register.dimensions.map(({ title, form }, at) => {
      const value = movement.key[at] ?? null;
      const named = form === undefined || value === null ? undefined : names[form]?.[value];
      const label = named === undefined ? '' : [named.code, named.title].filter(Boolean).join(' ');
      return { title, value, ...(label === '' ? {} : { label }) };
    }),
    resources: movement.resources,
  };
}

function vouchersOf(settled: readonly SettledPosting[]): readonly ToldVoucher[] {
  return settled.flatMap(({ request, settlement }) =>
    settlement.vouchers.map(({ lines }) => ({
      posting: request.posting.key,
      lines: lines.map(({ account, title, side, amount }) => ({
        account: { code: account, title },
        direction: side,
        amount,
      })),
    })),
  );
}
