import { Injectable } from '@nestjs/common';
import type { Subject } from '../identity/subject.js';
import { kernelSubject } from '../identity/kernel-subject.js';
import type { References } from '../records/reference-labels.js';
import { userNames } from '../records/user-names.js';
import type { UserNames } from '../records/user-names.js';
import { VisibleRecords } from '../records/visible-record.js';
import type { RecordAddress, VisibleRecord } from '../records/visible-record.js';
import { wireVoucher } from '../vouchers/wire-voucher.js';
import type { WireVoucher } from '../vouchers/wire-voucher.js';
import { LedgerReader } from './ledger-reader.js';
import { MovementOrigins } from './movement-origin.js';
import type { NamedMovement } from './movement-origin.js';
import { mayRead, RegisterViews } from './register-views.js';
import { VoucherReader } from './voucher-reader.js';

export interface RecordMovements {
  readonly data: readonly NamedMovement[];
  readonly vouchers: readonly WireVoucher[];
  readonly refs: References;
  readonly users: UserNames;
}

const VOUCHERS_MAX = 200;

/** What one document moved, in the registers that the subject reads, and its vouchers for those who read vouchers. */
@Injectable()
export class RecordMovementViews {
  constructor(
    private readonly visible: VisibleRecords,
    private readonly ledger: LedgerReader,
    private readonly vouchers: VoucherReader,
    private readonly registers: RegisterViews,
    private readonly origins: MovementOrigins,
  ) {}

  async movements(address: RecordAddress): Promise<RecordMovements> {
    const seen = await this.visible.with(address, (record) => Promise.resolve(record));
    const [data, vouchers] = await Promise.all([
      this.movementsOf(seen, address),
      this.vouchersOf(seen, address),
    ]);
    const registers = [...seen.release.registers.values()];
    return {
      data,
      vouchers,
      refs: await this.registers.names(seen, address.subject, registers, data),
      users: userNames(
        seen.people,
        data.map(({ actor }) => actor),
      ),
    };
  }

  private async movementsOf(
    { release }: VisibleRecord,
    { form, id, subject }: RecordAddress,
  ): Promise<readonly NamedMovement[]> {
    const readable = new Map([...release.registers].filter(([key]) => mayRead(release, subject, key)));
    if (readable.size === 0) return [];
    return this.origins.name(await this.ledger.movementsOfRecord(readable, form, id));
  }

  private async vouchersOf(
    { release }: VisibleRecord,
    { form, id, subject }: RecordAddress,
  ): Promise<readonly WireVoucher[]> {
    if (!readsVouchers(release, subject)) return [];
    const { data } = await this.vouchers.vouchers({ form, recordId: id, limit: VOUCHERS_MAX });
    return data.map(wireVoucher);
  }
}

function readsVouchers({ access }: VisibleRecord['release'], subject: Subject): boolean {
  return access.hasRight(kernelSubject(subject), 'vouchers');
}
