import { Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { CompiledRegister } from '@dougong/kernel/registers';
import { Database } from '../database/database.js';
import { noRight, notFound } from '../http/refusal.js';
import type { Subject } from '../identity/subject.js';
import { kernelSubject } from '../identity/kernel-subject.js';
import { InForce } from '../records/in-force.js';
import type { Standing } from '../records/in-force.js';
import { dayParameter, uuidParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { LabelReader, WantedLabels } from '../records/reference-labels.js';
import type { References } from '../records/reference-labels.js';
import { userNames } from '../records/user-names.js';
import type { UserNames } from '../records/user-names.js';
import { LedgerReader } from './ledger-reader.js';
import { MovementOrigins } from './movement-origin.js';
import type { NamedMovement } from './movement-origin.js';
import type { Page } from './page.js';
import { keysIn, pageQuery } from './views/view-parameters.js';

/** A page of the ledger with the names of the records that its dimensions hold. */
export type LedgerPageView<T> = Page<T> & { readonly refs: References; readonly users?: UserNames };

type Key = Readonly<Record<string, string | null>>;

/** Registers as pages read them: for those whose roles read the register. */
@Injectable()
export class RegisterViews {
  constructor(
    private readonly database: Database,
    private readonly inForce: InForce,
    private readonly reader: LedgerReader,
    private readonly labels: LabelReader,
    private readonly origins: MovementOrigins,
  ) {}

  movements(subject: Subject, key: string, query: RawQuery): Promise<LedgerPageView<NamedMovement>> {
    return this.with(subject, key, async (register, standing) => {
      const page = await this.reader.movements(register, {
        ...pageQuery(query),
        ...keysIn(query),
        recordId: uuidParameter(query, 'recordId'),
        from: dayParameter(query, 'from'),
        to: dayParameter(query, 'to'),
      });
      const refs = await this.names(standing, subject, [register], page.data);
      return {
        ...page,
        data: await this.origins.name(page.data),
        refs,
        users: userNames(
          standing.people,
          page.data.map(({ actor }) => actor),
        ),
      };
    });
  }

  /** A page of a register that the subject reads, with what the records are called that its rows name. */
  page<P extends Page<{ readonly key: Key }>>(
    subject: Subject,
    key: string,
    work: (register: CompiledRegister, standing: Standing) => Promise<P>,
  ): Promise<P & { readonly refs: References }> {
    return this.with(subject, key, async (register, standing) => {
      const page = await work(register, standing);
      return { ...page, refs: await this.names(standing, subject, [register], page.data) };
    });
  }

  /** What the records are called that the dimensions of these rows name. */
  names(
    { release }: Standing,
    subject: Subject,
    registers: readonly CompiledRegister[],
    rows: readonly { readonly key: Key }[],
  ): Promise<References> {
    const wanted = new WantedLabels();
    const dimensions = registers.flatMap((register) => register.dimensions);
    for (const { key } of rows)
      for (const { id, form } of dimensions) if (form !== undefined) wanted.add(form, key[id]);
    return this.database.withSession((session) => this.labels.read(session, release, subject, wanted));
  }

  private with<T>(
    subject: Subject,
    key: string,
    work: (register: CompiledRegister, standing: Standing) => Promise<T>,
  ): Promise<T> {
    return this.inForce.read(async (standing) => ({
      value: await work(readable(standing.release, subject, key), standing),
    }));
  }
}

/** Whether the subject's roles read a register. */
export function mayRead(release: CompiledRelease, subject: Subject, register: string): boolean {
  return release.access.canReadRegister(kernelSubject(subject), register);
}

function readable(release: CompiledRelease, subject: Subject, key: string): CompiledRegister {
  const register = release.registers.get(key);
  if (!register) throw notFound();
  if (!mayRead(release, subject, key)) throw noRight({ register: register.title });
  return register;
}
