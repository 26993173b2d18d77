import { Inject, Injectable } from '@nestjs/common';
import type { CompiledRelease, ReleaseFinding } from '@dougong/kernel/commands';
import type { Clock } from '@dougong/kernel/foundation';
import type { Definition, DefinitionKind } from '@dougong/kernel/metadata';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { Refusal } from '../http/refusal.js';
import { CLOCK } from '../ports.js';
import { checkForPublish } from './check-for-publish.js';
import { OrganisationToday } from './organisation-today.js';
import { definitionName, Publisher } from './publisher.js';
import { ReleaseRegistry } from './release-registry.js';

/** A definition under work; without `definition` it is to be removed. */
export interface Draft {
  readonly kind: DefinitionKind;
  readonly key: string;
  readonly definition: Definition | null;
  readonly baseRelease: number | null;
  readonly updatedAt: string;
  readonly updatedBy: string | null;
}

export interface DraftBundle {
  /** Grows with every change of any draft; a publish names the one it has seen. */
  readonly revision: number;
  readonly drafts: readonly Draft[];
}

interface DraftKey {
  readonly kind: DefinitionKind;
  readonly key: string;
}

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
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async read(): Promise<DraftBundle> {
    const { rows } = await this.database.query<{ revision: number; drafts: Draft[] }>(READ);
    return { revision: rows[0]?.revision ?? 0, drafts: rows[0]?.drafts ?? [] };
  }

  /** Keeps a draft. Its inside may be unfinished; only kind and key must agree with where it is put. */
  async put(
    target: DraftKey,
    definition: Definition,
    actor: string,
    seen: number | undefined,
  ): Promise<DraftBundle> {
    if (definition.kind !== target.kind || definition.key !== target.key)
      throw new Refusal(422, 'draft_key_differs');
    const base = (await this.releases.refresh()).number;
    await this.changing(seen, async (session) => {
      await session.query(
        `INSERT INTO core.draft (kind, key, definition, base_release, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (kind, key) DO UPDATE SET definition = excluded.definition, updated_at = excluded.updated_at,
           updated_by = excluded.updated_by`,
        [target.kind, target.key, JSON.stringify(definition), base, this.clock(), actor],
      );
    });
    return this.read();
  }

  /** Throws a draft away: the definition is as published again. */
  async discard(target: DraftKey, seen: number | undefined): Promise<DraftBundle> {
    await this.changing(seen, async (session) => {
      await session.query('DELETE FROM core.draft WHERE kind = $1 AND key = $2', [target.kind, target.key]);
    });
    return this.read();
  }

  /** What a publish would say now, and which steps would find nobody among today's people. */
  async check(): Promise<readonly ReleaseFinding[]> {
    const { drafts } = await this.read();
    const current = await this.releases.refresh();
    const definitions = merged(current.definitions, drafts);
    return checkForPublish(current.number + 1, definitions, [], await this.organisation.read()).findings;
  }

  /** Publishes all drafts as one release. */
  async publish(actor: string, seen: number | undefined, comment?: string): Promise<CompiledRelease> {
    const { revision, drafts } = await this.read();
    if (seen !== undefined && seen !== revision) throw staleDrafts(seen, revision);
    if (drafts.length === 0) throw new Refusal(409, 'nothing_to_publish');
    const current = await this.releases.refresh();
    return this.publisher.publish({
      definitions: merged(current.definitions, drafts),
      base: current.number,
      actor,
      comment,
      alongside: (session, release) => this.clear(session, revision, { actor, release, drafts }),
    });
  }

  /** The drafts have become the release; the audit says who did it. */
  private async clear(
    session: SqlSession,
    revision: number,
    done: { readonly actor: string; readonly release: number; readonly drafts: readonly Draft[] },
  ): Promise<void> {
    const { rowCount } = await session.query(
      'UPDATE core.draft_revision SET revision = revision + 1 WHERE revision = $1',
      [revision],
    );
    if (rowCount !== 1) throw staleDrafts(revision, revision + 1);
    await session.query('DELETE FROM core.draft');
    await session.query(
      `INSERT INTO core.audit_entry (at, actor, action, outcome, channel, changes, release) VALUES ($1, $2, 'publish', 'done', 'ui', $3, $4)`,
      [
        this.clock(),
        done.actor,
        JSON.stringify(done.drafts.map(({ kind, key }) => ({ path: `/${kind}/${key}` }))),
        done.release,
      ],
    );
  }

  private async changing(
    seen: number | undefined,
    work: (session: SqlSession) => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(async (session) => {
      const { rows } = await session.query<{ revision: number }>(
        'SELECT revision FROM core.draft_revision FOR UPDATE',
      );
      const revision = rows[0]?.revision ?? 0;
      if (seen !== undefined && seen !== revision) throw staleDrafts(seen, revision);
      await work(session);
      await session.query('UPDATE core.draft_revision SET revision = revision + 1');
    });
  }
}

function staleDrafts(seen: number, current: number): Refusal {
  return new Refusal(412, 'stale_version', [], {
    params: { seen, current },
    headers: { ETag: `"${current}"` },
  });
}

function merged(published: readonly Definition[], drafts: readonly Draft[]): Definition[] {
  const byName = new Map(published.map((each) => [definitionName(each), each]));
  for (const { definition, ...name } of drafts) {
    if (definition) byName.set(definitionName(name), definition);
    else byName.delete(definitionName(name));
  }
  return [...byName.values()];
}
