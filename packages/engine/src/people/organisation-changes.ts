import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { Issue } from '@dougong/kernel/foundation';
import { issue } from '@dougong/kernel/foundation';
import type { FastifyRequest } from 'fastify';
import { AuditLog, auditSourceOf } from '../audit/audit-log.js';
import type { AuditSource } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { invalid, Refusal } from '../http/refusal.js';
import { subjectOf } from '../identity/decorators.js';

/** Who changes the organisation, and over which way. */
export interface ChangeActor extends AuditSource {
  readonly actor: string;
}

export function changeActorOf(request: FastifyRequest): ChangeActor {
  return { ...auditSourceOf(request), actor: subjectOf(request).id };
}

/** One changed value, named like those of records. */
export interface OrganisationDifference {
  readonly path: string;
  readonly old: unknown;
  readonly new: unknown;
}

export interface OrganisationChange<T> {
  readonly value: T;
  /** What it is about: a department, a user, a deputy rule. */
  readonly id: string;
  readonly changes: readonly OrganisationDifference[];
}

/** Carries a change of the organisation out with its audit entry, in one transaction. */
@Injectable()
export class OrganisationChanges {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  /** Nothing is written, and nothing audited, when nothing differs. */
  async carryOut<T>(
    by: ChangeActor,
    action: string,
    work: (session: SqlSession) => Promise<OrganisationChange<T>>,
  ): Promise<T> {
    try {
      return await this.database.transaction(async (session) => {
        const { value, id, changes } = await work(session);
        const entry = { ...by, action, outcome: 'done' as const, recordId: id, changes };
        if (changes.length > 0) await this.audit.write(session, entry);
        return value;
      });
    } catch (error) {
      throw refusalOf(error) ?? error;
    }
  }
}

/** What differs between two wordings of the same thing; `key` names it in the trail. */
export function differencesOf<T extends object>(
  key: string,
  before: Partial<T>,
  after: Partial<T>,
): readonly OrganisationDifference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof T & string)[];
  return names.flatMap((name) => {
    const [old, current] = [before[name] ?? null, after[name] ?? null];
    if (isDeepStrictEqual(old, current)) return [];
    return [{ path: `/${key}/${name}`, old, new: current }];
  });
}

/** Where two administrators write at once the database has the last word. */
const FAULTS: Readonly<Record<string, () => Issue>> = {
  department_key_key: () => issue('not_unique', '/key'),
  post_key_key: () => issue('not_unique', '/key'),
  department_ring: () => issue('department_ring', '/parent'),
  deputy_overlap: () => issue('deputy_overlap', '/from'),
  deputy_of_oneself: () => issue('deputy_of_oneself', '/deputy'),
  deputy_period: () => issue('deputy_period', '/to'),
};

/** What a fault that the database found means to the caller. */
export function refusalOf(error: unknown): Refusal | undefined {
  const { constraint = '' } = (error ?? {}) as { readonly constraint?: string };
  const fault = Object.hasOwn(FAULTS, constraint) ? FAULTS[constraint] : undefined;
  return fault && invalid([fault()]);
}
