import { Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { CompiledRegister } from '@dougong/kernel/registers';
import { Database } from '../database/database.js';
import { noRight, notFound } from '../http/refusal.js';
import type { Refusal } from '../http/refusal.js';
import type { Subject } from '../identity/subject.js';
import { kernelSubject } from '../identity/kernel-subject.js';
import { InForce } from '../records/in-force.js';
import type { Standing } from '../records/in-force.js';
import { badQuery } from '../records/query-refusal.js';
import {
  dayParameter,
  isStorable,
  limitParameter,
  textParameter,
  uuidParameter,
} from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { LabelReader, WantedLabels } from '../records/reference-labels.js';
import type { References } from '../records/reference-labels.js';
import { userNames } from '../records/user-names.js';
import type { UserNames } from '../records/user-names.js';
import { LedgerReader } from './ledger-reader.js';
import type { BalanceView, DimensionFilter, TurnoverView } from './ledger-reader.js';
import { MovementOrigins } from './movement-origin.js';
import type { NamedMovement } from './movement-origin.js';
import type { Page } from './page.js';

/** A page of the ledger with the names of the records that its dimensions hold. */
export type LedgerPageView<T> = Page<T> & { readonly refs: References; readonly users?: UserNames };

type Key = Readonly<Record<string, string | null>>;

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;
const FILTER = /^filter\[([a-z][a-z0-9_]*)\]$/;

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

  balances(subject: Subject, key: string, query: RawQuery): Promise<LedgerPageView<BalanceView>> {
    return this.with(subject, key, async (register, standing) => {
      const withEmpty = textParameter(query, 'empty') === 'true';
      const page = await this.reader.balances(register, {
        ...pageQuery(query),
        filter: dimensionsIn(query),
        withEmpty,
      });
      return { ...page, refs: await this.names(standing, subject, [register], page.data) };
    });
  }

  movements(subject: Subject, key: string, query: RawQuery): Promise<LedgerPageView<NamedMovement>> {
    return this.with(subject, key, async (register, standing) => {
      const page = await this.reader.movements(register, {
        ...pageQuery(query),
        filter: dimensionsIn(query),
        keyId: keyIdParameter(query),
        recordId: uuidParameter(query, 'recordId'),
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

  turnovers(subject: Subject, key: string, query: RawQuery): Promise<LedgerPageView<TurnoverView>> {
    return this.with(subject, key, async (register, standing) => {
      const [from, to] = [requiredDay(query, 'from'), requiredDay(query, 'to')];
      const page = await this.reader.turnovers(register, {
        ...pageQuery(query),
        filter: dimensionsIn(query),
        from,
        to,
      });
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

function pageQuery(query: RawQuery): { limit: number; cursor?: string } {
  return { limit: limitParameter(query, LIMIT_DEFAULT, LIMIT_MAX), cursor: textParameter(query, 'cursor') };
}

/** `filter[dimension]=value`; the reader refuses dimensions that the register does not have. */
function dimensionsIn(query: RawQuery): DimensionFilter {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => {
      if (!name.startsWith('filter')) return [];
      const dimension = FILTER.exec(name)?.[1];
      if (dimension === undefined || !isStorable(value)) throw badFilter(name.slice(0, 100));
      return [[dimension, value] as const];
    }),
  );
}

/** Number of a balance's key; 18 digits stay within PostgreSQL's bigint. */
function keyIdParameter(query: RawQuery): string | undefined {
  const text = textParameter(query, 'keyId');
  if (text === undefined || /^\d{1,18}$/.test(text)) return text;
  throw badQuery('bad_parameter', ['keyId'], { name: 'keyId' });
}

function badFilter(name: string): Refusal {
  return badQuery('bad_parameter', [name], { name });
}

function requiredDay(query: RawQuery, name: string): string {
  const day = dayParameter(query, name);
  if (day === undefined) throw badQuery('bad_parameter', [name], { name });
  return day;
}
