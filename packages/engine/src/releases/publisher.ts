import { Inject, Injectable } from '@nestjs/common';
import type { CompiledRelease, ReleaseFinding } from '@dougong/kernel/commands';
import { isError, issue } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import type { Definition } from '@dougong/kernel/metadata';
import { checkRegisterChange } from '@dougong/kernel/registers';
import pg from 'pg';
import { installedWishes } from '../completeness/completeness-wishes.js';
import { Database } from '../database/database.js';
import { LISTEN_URL } from '../database/database-listener.js';
import type { SqlSession } from '../database/sql-session.js';
import { Refusal } from '../http/refusal.js';
import { IDENTITY_CHANNEL } from '../identity/authenticator.js';
import { PublishTests } from '../flows/trials/publish-tests.js';
import { CLOCK } from '../ports.js';
import { checkForPublish } from './check-for-publish.js';
import { dropStaleIndexes, uniqueKeyOf } from './declared-indexes.js';
import { existingTables } from './existing-tables.js';
import { NO_RELEASE, ReleaseRegistry } from './release-registry.js';
import { definitionChanges } from './release-changes.js';
import { planTables } from './table-plan.js';

/** Processes load the new release when they hear this; it is a hint, every command looks for itself. */
export const RELEASE_CHANNEL = 'core_release';

export interface PublishRequest {
  readonly definitions: readonly unknown[];
  /** The release that the definitions were made from; another one in force refuses the publish. */
  readonly base: number;
  readonly actor: string | null;
  readonly comment?: string;
  readonly templates?: readonly { readonly key: string; readonly version: string }[];
  /** Done in the switch's transaction: what must change together with the release. */
  readonly alongside?: (session: SqlSession, release: number) => Promise<void>;
}

const SWITCH_LOCK_TIMEOUT = '1s';

/**
 * Makes definitions a release: check everything, prepare tables with additive statements, play the tests of flows on
 * them, then switch in one short transaction. A publish that fails leaves the release in force as it was.
 */
@Injectable()
export class Publisher {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    @Inject(LISTEN_URL) private readonly ownerUrl: string,
    private readonly tests: PublishTests,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Publishes; throws a refusal with the findings when an error is among them. */
  async publish(request: PublishRequest): Promise<CompiledRelease> {
    const number = request.base + 1;
    const { release, findings } = checkForPublish(
      number,
      request.definitions,
      [],
      undefined,
      await installedWishes(this.database),
    );
    if (!release) throw refusalOf(findings);
    await this.checkRegisters(release, request.base);
    await this.prepareTables(release);
    await this.playTests(release, request.base);
    await this.database.transaction((session) => this.switchTo(session, release, request));
    await this.asOwner(dropStaleIndexes(release));
    await this.database.notify(RELEASE_CHANNEL, String(number));
    // Rights come from role definitions, and those may have changed.
    await this.database.notify(IDENTITY_CHANNEL);
    return this.releases.switchTo(number);
  }

  /** Rows of the ledger were written with the registers in force: a new version may not give them another meaning. */
  private async checkRegisters(release: CompiledRelease, base: number): Promise<void> {
    if (base === NO_RELEASE) return;
    const before = await this.releases.load(base);
    const findings = [...release.registers].flatMap(([key, register]) => {
      const old = before.registers.get(key);
      const changes = old ? checkRegisterChange(old, register) : [];
      return changes.map((found) => ({ ...found, definition: { kind: 'register' as const, key } }));
    });
    if (findings.length > 0) throw refusalOf(findings);
  }

  /** A flow that does not do any more what its tests say is not published. */
  private async playTests(release: CompiledRelease, base: number): Promise<void> {
    const before = base === NO_RELEASE ? [] : (await this.releases.load(base)).definitions;
    const findings = await this.tests.findings(release, before);
    if (findings.some(isError)) throw refusalOf(findings);
  }

  /** Only the owner of the tables may make them. */
  private async prepareTables(release: CompiledRelease): Promise<void> {
    const owner = new pg.Client({ connectionString: this.ownerUrl, application_name: 'dougong publish' });
    await owner.connect();
    try {
      const plan = planTables(release, await existingTables(owner));
      const retyped = plan.retyped.map(({ form, field, from, to }) => ({
        ...issue('field_retyped', `/schema/properties/${field}`, { field, from, to }),
        definition: { kind: 'form' as const, key: form },
      }));
      if (retyped.length > 0) throw refusalOf(retyped);
      for (const statement of plan.statements)
        await owner.query(statement).catch((error: unknown) => {
          throw duplicatesRefusal(error, release) ?? error;
        });
    } finally {
      await owner.end();
    }
  }

  /** What only the owner of the tables may do. */
  private async asOwner(statements: readonly string[]): Promise<void> {
    const owner = new pg.Client({ connectionString: this.ownerUrl, application_name: 'dougong publish' });
    await owner.connect();
    try {
      for (const statement of statements) await owner.query(statement);
    } finally {
      await owner.end();
    }
  }

  private async switchTo(
    session: SqlSession,
    release: CompiledRelease,
    request: PublishRequest,
  ): Promise<void> {
    await session.query(`SET LOCAL lock_timeout = '${SWITCH_LOCK_TIMEOUT}'`);
    await session.query('SELECT pg_advisory_xact_lock($1)', [PUBLISH_LOCK]);
    const { rows } = await session.query<{ number: number }>(
      'SELECT number FROM core.current_release FOR UPDATE',
    );
    const inForce = rows[0]?.number ?? 0;
    if (inForce !== request.base)
      throw new Refusal(412, 'stale_release', [], { params: { base: request.base, current: inForce } });
    const before = inForce === 0 ? [] : (await this.releases.load(inForce)).definitions;
    await session.query(
      `INSERT INTO core.release (number, definitions, templates, changes, comment, created_at, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        release.number,
        JSON.stringify(release.definitions),
        JSON.stringify(request.templates ?? []),
        JSON.stringify(definitionChanges(before, release.definitions)),
        request.comment ?? null,
        this.clock(),
        request.actor,
      ],
    );
    await session.query(
      `INSERT INTO core.current_release (number) VALUES ($1)
       ON CONFLICT ON CONSTRAINT current_release_pkey DO UPDATE SET number = excluded.number`,
      [release.number],
    );
    await request.alongside?.(session, release.number);
  }
}

/** One publish at a time, whatever process it runs in. */
const PUBLISH_LOCK = 7_340_233;

/** Rows that are there already stand in the way of a new key: which key, and of which form. */
function duplicatesRefusal(error: unknown, { models }: CompiledRelease): Refusal | undefined {
  const {
    code,
    constraint = '',
    table = '',
  } = error as { code?: string; constraint?: string; table?: string };
  if (code !== DUPLICATES) return undefined;
  const model = models.get(table) ?? models.get(table.split('__')[0] ?? '');
  if (!model) return undefined;
  const key = uniqueKeyOf(model, constraint);
  const at = key ? (model.definition.unique ?? []).indexOf(key) : -1;
  const fields = key?.fields ?? [];
  const params = { form: model.title, fields: fields.map((field) => model.field(field)?.title ?? field) };
  const found = issue('unique_has_duplicates', at < 0 ? '/schema/properties' : `/unique/${at}`, params);
  return refusalOf([{ ...found, definition: { kind: 'form', key: model.key } }]);
}

/** PostgreSQL's code of a value that is there twice. */
const DUPLICATES = '23505';

/** Findings that block a publish, each with the definition it is about. */
export function refusalOf(findings: readonly ReleaseFinding[]): Refusal {
  const errors = findings.filter(isError).map((found) => ({
    ...found,
    path: `/${found.definition.kind}/${found.definition.key}${found.path}`,
    params: { ...found.params, nodes: found.nodes, edges: found.edges },
  }));
  return new Refusal(422, 'not_publishable', errors);
}

/** The key under which a definition stands in a release. */
export function definitionName({ kind, key }: Pick<Definition, 'kind' | 'key'>): string {
  return `${kind}/${key}`;
}
