import { definitionName } from '@dougong/kernel/metadata';
import { Inject, Injectable } from '@nestjs/common';
import { sameJson } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import type { DefinitionKind, Definition, Operation } from '@dougong/kernel/metadata';
import { AuditLog } from '../../audit/audit-log.js';
import type { AuditSource } from '../../audit/audit-log.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { CLOCK } from '../../ports.js';
import { operationsBetween, publishedIn } from './draft-changes.js';
import type { DraftState } from './draft-changes.js';
import { staleDrafts } from './stale-drafts.js';

export interface DraftKey {
  readonly kind: DefinitionKind;
  readonly key: string;
}

/** What led to a change of a draft. */
export type DraftCause = 'put' | 'operations' | 'undo' | 'discard' | 'restore' | 'rebase';

/** Who changes drafts, and where the wish came from. */
export interface DraftActor extends Partial<AuditSource> {
  readonly id: string;
}

/** One draft as it is to be; `undefined` as a definition: there is to be no draft. */
export interface DraftWrite extends DraftKey {
  readonly definition: DraftState | undefined;
  /** The operation that this takes back. */
  readonly undoes?: string;
}

export interface DraftChange {
  /** The revision that the caller has seen; another one refuses the change. */
  readonly seen: number | undefined;
  /** Nobody in particular: the platform itself. */
  readonly actor?: DraftActor | undefined;
  readonly cause: DraftCause;
  /** Definitions of the release in force, and its number. */
  readonly release: { readonly number: number; readonly definitions: readonly Definition[] };
}

/** The drafts that stand, by `kind/key`. */
export type StandingDrafts = ReadonlyMap<string, DraftState>;

const STANDING = 'SELECT kind, key, definition FROM core.draft';

const KEEP = `
  INSERT INTO core.draft (kind, key, definition, base_release, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (kind, key) DO UPDATE SET definition = excluded.definition, updated_at = excluded.updated_at,
    updated_by = excluded.updated_by, base_release = CASE WHEN $7 THEN excluded.base_release ELSE draft.base_release END`;

const RECORD = `
  INSERT INTO core.draft_operation (revision, kind, key, cause, operations, undoes, at, actor, channel)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

/**
 * Writes drafts. Whatever changes one goes through here: it is noted as the operations that it amounts to, and audited,
 * in the transaction that does it.
 */
@Injectable()
export class DraftBook {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Changes drafts as `decide` says after it has seen those that stand, while nobody else changes any. */
  async change(
    change: DraftChange,
    decide: (
      standing: StandingDrafts,
      session: SqlSession,
    ) => readonly DraftWrite[] | Promise<readonly DraftWrite[]>,
  ): Promise<void> {
    await this.database.transaction(async (session) => {
      const { rows } = await session.query<{ revision: number }>(
        'SELECT revision FROM core.draft_revision FOR UPDATE',
      );
      const revision = rows[0]?.revision ?? 0;
      if (change.seen !== undefined && change.seen !== revision)
        throw await staleDrafts(session, change.seen, revision);
      const standing = await standingDrafts(session);
      const writes = await decide(standing, session);
      for (const write of writes)
        await this.write(session, change, write, { standing, revision: revision + 1 });
      await session.query('UPDATE core.draft_revision SET revision = revision + 1');
    });
  }

  private async write(
    session: SqlSession,
    change: DraftChange,
    { kind, key, definition, undoes }: DraftWrite,
    { standing, revision }: { readonly standing: StandingDrafts; readonly revision: number },
  ): Promise<void> {
    const published = publishedIn({ kind, key }, change.release.definitions);
    const before = standing.get(definitionName({ kind, key }));
    // A draft that says what is published is none.
    const isDraft = definition !== undefined && !sameJson(definition, published);
    const operations = operationsBetween(
      before === undefined ? published : before,
      isDraft ? definition : published,
    );
    if (isDraft) {
      const rebased = change.cause === 'rebase' || change.cause === 'restore';
      const json = definition === null ? null : JSON.stringify(definition);
      const by = [change.release.number, this.clock(), change.actor?.id ?? null, rebased];
      await session.query(KEEP, [kind, key, json, ...by]);
    } else await session.query('DELETE FROM core.draft WHERE kind = $1 AND key = $2', [kind, key]);
    if (operations.length === 0) return;
    await this.record(session, change, { kind, key, operations, undoes, revision });
  }

  private async record(
    session: SqlSession,
    { actor, cause, release }: DraftChange,
    done: DraftKey & {
      readonly operations: readonly Operation[];
      readonly undoes: string | undefined;
      readonly revision: number;
    },
  ): Promise<void> {
    const { kind, key, operations, undoes, revision } = done;
    const { id, ...source }: Partial<DraftActor> = actor ?? {};
    const channel = source.channel ?? 'worker';
    await session.query(RECORD, [
      revision,
      kind,
      key,
      cause,
      JSON.stringify(operations),
      undoes ?? null,
      this.clock(),
      id ?? null,
      channel,
    ]);
    await this.audit.write(session, {
      ...source,
      channel,
      actor: id ?? null,
      action: `draft:${cause}`,
      outcome: 'done',
      release: release.number === 0 ? undefined : release.number,
      changes: operations.map((operation) => auditedChange(`/${kind}/${key}`, operation)),
    });
  }
}

async function standingDrafts(session: SqlSession): Promise<StandingDrafts> {
  const { rows } = await session.query<{ kind: string; key: string; definition: DraftState }>(STANDING);
  return new Map(rows.map(({ definition, ...name }) => [definitionName(name), definition]));
}

/** An operation as the audit shows changes: where, what it was, what it is. */
function auditedChange(base: string, operation: Operation) {
  const path = `${base}${operation.path}`;
  if (operation.op === 'move') return { path, op: operation.op, old: operation.was, new: operation.after };
  return {
    path,
    op: operation.op,
    old: operation.op === 'add' ? null : operation.was,
    new: operation.op === 'remove' ? null : operation.value,
  };
}
