import { Inject, Injectable } from '@nestjs/common';
import type { CompiledRelease, ReleaseFinding } from '@dougong/kernel/commands';
import { sameJson } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import { definitionName } from '@dougong/kernel/metadata';
import type { Definition, DefinitionKind, Operation } from '@dougong/kernel/metadata';
import type { AuditSource } from '../audit/audit-log.js';
import { installedWishes } from '../completeness/completeness-wishes.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { Refusal } from '../http/refusal.js';
import type { LongWork } from '../jobs/long-work.js';
import { CLOCK } from '../ports.js';
import type { ScenariosNoted } from '../scenarios/scenario-verdict.js';
import { checkForPublish } from './check-for-publish.js';
import { clearDrafts } from './drafts/clear-drafts.js';
import { DraftBook } from './drafts/draft-book.js';
import type { DraftActor, DraftCause, DraftKey, StandingDrafts } from './drafts/draft-book.js';
import type { Draft, DraftBundle } from './drafts/draft.js';
import { applyOperations, publishedIn } from './drafts/draft-changes.js';
import type { DraftState } from './drafts/draft-changes.js';
import { lastUndo } from './drafts/draft-history.js';
import { OutdatedDrafts } from './drafts/outdated-drafts.js';
import { staleDrafts } from './drafts/stale-drafts.js';
import { lockOutFindings } from './lock-out.js';
import { OrganisationToday } from './organisation-today.js';
import { Publisher, refusalOf } from './publisher.js';
import { ReleaseRegistry } from './release-registry.js';

export type { Draft, DraftBundle } from './drafts/draft.js';

const READ = `
  SELECT (SELECT revision FROM core.draft_revision) AS revision,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', d.kind, 'key', d.key, 'definition', d.definition,
            'baseRelease', d.base_release, 'updatedAt', d.updated_at, 'updatedBy', d.updated_by) ORDER BY d.kind, d.key), '[]')
            FROM core.draft d) AS drafts`;

/** Definitions that are worked on, and their way into a release. All drafts are published as one bundle. */
@Injectable()
export class Drafts {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly publisher: Publisher,
    private readonly organisation: OrganisationToday,
    private readonly book: DraftBook,
    private readonly outdated: OutdatedDrafts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async read(): Promise<DraftBundle> {
    const { rows } = await this.database.query<{ revision: number; drafts: Draft[] }>(READ);
    return { revision: rows[0]?.revision ?? 0, drafts: rows[0]?.drafts ?? [] };
  }

  /** Keeps a draft. Its inside may be unfinished; only kind and key must agree with where it is put. */
  put(
    target: DraftKey,
    definition: Definition,
    actor: string,
    seen: number | undefined,
    source?: Partial<AuditSource>,
  ): Promise<DraftBundle> {
    return this.change('put', { id: actor, ...source }, seen, () => [
      { ...target, definition: fitting(target, definition) },
    ]);
  }

  /** Keeps several drafts in one step, all or none. */
  putAll(
    definitions: readonly Definition[],
    actor: DraftActor,
    seen: number | undefined,
  ): Promise<DraftBundle> {
    return this.change('put', actor, seen, () =>
      definitions.map((definition) => ({ kind: definition.kind, key: definition.key, definition })),
    );
  }

  /**
   * Makes drafts of several definitions, all of them or none; null takes a definition away. A draft that says something else is not
   * written over.
   * @param alongside done in the same transaction.
   */
  putWhereFree(
    writes: readonly DraftWish[],
    actor: DraftActor | undefined,
    alongside: (session: SqlSession) => Promise<void>,
  ): Promise<DraftBundle> {
    return this.change('put', actor, undefined, async (standing, _release, session) => {
      const other = writes.find((write) => {
        const draft = standing.get(definitionName(write));
        return draft !== undefined && !sameJson(draft, write.definition);
      });
      if (other)
        throw new Refusal(409, 'promotion_meets_draft', [], { params: { name: definitionName(other) } });
      await alongside(session);
      return writes;
    });
  }

  /** Carries operations out on a draft, or on what is published where there is none yet; all or none. */
  apply(
    target: DraftKey,
    operations: readonly Operation[],
    actor: DraftActor,
    seen: number | undefined,
  ): Promise<DraftBundle> {
    return this.change('operations', actor, seen, (standing, release) => {
      const applied = applyOperations(stateOf(target, standing, release), operations);
      if (!applied.ok) throw new Refusal(409, 'operations_do_not_fit', applied.error);
      return [{ ...target, definition: applied.value && fitting(target, applied.value) }];
    });
  }

  /** Takes back the last operation on a draft that was not taken back yet. */
  undo(target: DraftKey, actor: DraftActor, seen: number | undefined): Promise<DraftBundle> {
    return this.change('undo', actor, seen, async (standing, release, session) => {
      const { undoes, operations } = await lastUndo(session, target);
      const applied = applyOperations(stateOf(target, standing, release), operations);
      if (!applied.ok) throw new Refusal(409, 'operations_do_not_fit', applied.error);
      return [{ ...target, definition: applied.value, undoes }];
    });
  }

  /** Throws a draft away: the definition is as published again. */
  discard(target: DraftKey, seen: number | undefined, actor?: DraftActor): Promise<DraftBundle> {
    return this.change('discard', actor, seen, () => [{ ...target, definition: undefined }]);
  }

  /** Throws all drafts away. */
  discardAll(actor: DraftActor, seen: number | undefined): Promise<DraftBundle> {
    return this.change('discard', actor, seen, (standing) =>
      [...standing.keys()].map((name) => ({ ...keyOf(name), definition: undefined })),
    );
  }

  /**
   * Makes the drafts say what these definitions say: all of them, or only the one of `only`.
   * @param replace also where other drafts would be thrown away by it
   */
  restore(
    wanted: readonly Definition[],
    only: DraftKey | undefined,
    {
      actor,
      seen,
      replace,
    }: { readonly actor: DraftActor; readonly seen?: number; readonly replace: boolean },
  ): Promise<DraftBundle> {
    return this.change('restore', actor, seen, (standing, release) => {
      const inScope = (name: string): boolean => only === undefined || name === definitionName(only);
      const touched = [...standing.keys()].filter(inScope);
      if (touched.length > 0 && !replace)
        throw new Refusal(409, 'drafts_in_the_way', [], { params: { drafts: touched } });
      const target = new Map(wanted.map((each) => [definitionName(each), each]));
      const published = new Map(release.definitions.map((each) => [definitionName(each), each]));
      const names = [...new Set([...touched, ...target.keys(), ...published.keys()])].filter(inScope);
      return names.flatMap((name) => {
        const definition = target.get(name) ?? null;
        const isSame = sameJson(definition, published.get(name) ?? null);
        return isSame && !standing.has(name) ? [] : [{ ...keyOf(name), definition }];
      });
    });
  }

  /** Puts drafts on the release in force: each with what it says there. */
  rebased(
    drafts: readonly {
      readonly kind: DefinitionKind;
      readonly key: string;
      readonly definition: DraftState;
    }[],
    actor: DraftActor,
    seen: number,
  ): Promise<DraftBundle> {
    return this.change('rebase', actor, seen, () => drafts);
  }

  /** What a publish would say now, and which steps would find nobody among today's people. */
  async check(): Promise<readonly ReleaseFinding[]> {
    const { drafts } = await this.read();
    const current = await this.releases.refresh();
    const definitions = withDrafts(current.definitions, drafts);
    const [today, wishes] = [await this.organisation.read(), await installedWishes(this.database)];
    const { findings } = checkForPublish(current.number + 1, definitions, [], today, wishes);
    return [...findings, ...(await lockOutFindings(this.database, current.definitions, definitions))];
  }

  /** Publishes all drafts as one release. */
  async publish(
    actor: string,
    seen: number | undefined,
    comment?: string,
    { source = {}, scenarios = null, approver = null, alongside, work }: PublishOptions = {},
  ): Promise<CompiledRelease> {
    const { revision, drafts } = await this.read();
    if (seen !== undefined && seen !== revision)
      throw await this.database.withSession((session) => staleDrafts(session, seen, revision));
    if (drafts.length === 0) throw new Refusal(409, 'nothing_to_publish');
    const current = await this.releases.refresh();
    await this.outdated.refuse(drafts, current);
    const definitions = withDrafts(current.definitions, drafts);
    const locked = await lockOutFindings(this.database, current.definitions, definitions);
    if (locked.length > 0) throw refusalOf(locked);
    return this.publisher.publish({
      definitions,
      base: current.number,
      actor,
      approver,
      comment,
      scenarios,
      ...(work ? { work } : {}),
      alongside: async (session, release) => {
        await clearDrafts(session, revision, { actor, release, drafts, source, scenarios, at: this.clock() });
        await alongside?.(session, release);
      },
    });
  }

  private async change(
    cause: DraftCause,
    actor: DraftActor | undefined,
    seen: number | undefined,
    decide: (
      standing: StandingDrafts,
      release: CompiledRelease,
      session: SqlSession,
    ) => ReturnType<Parameters<DraftBook['change']>[1]>,
  ): Promise<DraftBundle> {
    const release = await this.releases.refresh();
    await this.book.change({ seen, actor, cause, release }, (standing, session) =>
      decide(standing, release, session),
    );
    return this.read();
  }
}

/** A definition as a draft is to have it; null: it is to go. */
export interface DraftWish extends DraftKey {
  readonly definition: DraftState;
}

/** How a publish is done beside its definitions. */
export interface PublishOptions {
  readonly source?: Partial<AuditSource>;
  /** What became of the scenarios before. */
  readonly scenarios?: ScenariosNoted;
  /** Who is told how far it has come. */
  readonly work?: LongWork;
  /** Who has approved. */
  readonly approver?: string | null;
  /** Done in the transaction of the switch. */
  readonly alongside?: (session: SqlSession, release: number) => Promise<void>;
}

/** The definitions of a release as they would be with all drafts put in. */
export function withDrafts(published: readonly Definition[], drafts: readonly Draft[]): Definition[] {
  const byName = new Map(published.map((each) => [definitionName(each), each]));
  for (const { definition, ...name } of drafts) {
    if (definition) byName.set(definitionName(name), definition);
    else byName.delete(definitionName(name));
  }
  return [...byName.values()];
}

/** A definition that says of itself that it is where it is put. */
function fitting({ kind, key }: DraftKey, definition: Definition): Definition {
  if (definition.kind !== kind || definition.key !== key) throw new Refusal(422, 'draft_key_differs');
  return definition;
}

function keyOf(name: string): DraftKey {
  const [kind = '', key = ''] = name.split('/');
  return { kind: kind as DefinitionKind, key };
}

/** What a draft says now; what is published where there is no draft. */
function stateOf(target: DraftKey, standing: StandingDrafts, release: CompiledRelease): DraftState {
  const draft = standing.get(definitionName(target));
  return draft === undefined ? publishedIn(target, release.definitions) : draft;
}
