import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { issue, pointer } from '@dougong/kernel/foundation';
import type { Clock, IdSource, Issue } from '@dougong/kernel/foundation';
import { readPayload } from '@dougong/kernel/rules';
import type { CompiledRule } from '@dougong/kernel/rules';
import { AuditLog } from '../../audit/audit-log.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { invalid, notFound } from '../../http/refusal.js';
import { tokenHash } from '../../identity/tokens.js';
import { CLOCK, ID_SOURCE } from '../../ports.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import type { HooksWire } from './hook.wire.js';
import { HookAdmission } from './hook-admission.js';
import type { HookProof } from './hook-admission.js';
import { HookDeliveries } from './hook-deliveries.js';
import type { Delivery } from './hook-deliveries.js';
import { HookRate } from './hook-rate.js';
import type { HookActor } from './hook-secrets.js';
import type { NewOccasion } from './occasion.js';
import { OccasionQueue } from './occasion-queue.js';

const TOKEN_BYTES = 32;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One call of an outside system. */
export interface HookCall extends HookProof {
  readonly key: string;
  /** The address that it comes from. */
  readonly caller: string;
  readonly values: unknown;
  /** Names the delivery where no signature does: a repeat is taken once. */
  readonly delivery: string | undefined;
}

/** How many rules a call called, and whether that is said for the second time. */
export interface HookAnswer {
  readonly accepted: number;
  readonly replayed: boolean;
}

const RENEW = `
  INSERT INTO core.rule_hook (key, token_hash, created_at, created_by) VALUES ($1, $2, $3, $4)
  ON CONFLICT (key) DO UPDATE
     SET token_hash = EXCLUDED.token_hash, created_at = EXCLUDED.created_at, created_by = EXCLUDED.created_by`;

const KNOWN = `
  SELECT key, bool_or(token) AS "hasToken", coalesce(jsonb_agg(secret ORDER BY secret ->> 'createdAt') FILTER (WHERE secret IS NOT NULL), '[]') AS secrets
    FROM (SELECT key, true AS token, NULL::jsonb AS secret FROM core.rule_hook
          UNION ALL
          SELECT hook, false, jsonb_build_object('id', id, 'createdAt', created_at, 'createdBy', created_by) FROM core.rule_hook_secret) h
   GROUP BY key`;

type Known = Pick<HooksWire['data'][number], 'key' | 'hasToken' | 'secrets'>;

/** What outside systems call: addresses behind which rules wait. */
@Injectable()
export class Hooks {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly queue: OccasionQueue,
    private readonly rate: HookRate,
    private readonly admission: HookAdmission,
    private readonly deliveries: HookDeliveries,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  /** The addresses that rules wait at, and those that have a token or secrets. */
  async list(): Promise<HooksWire['data']> {
    const { rows } = await this.database.query<Known & Record<string, unknown>>(KNOWN);
    const known = new Map(rows.map((row) => [row.key, row]));
    const waiting = (await this.releases.refresh()).rules.occasions('webhook');
    const keys = [...waiting.map(hookOf), ...known.keys()];
    return [...new Set(keys)].toSorted().map((key) => ({
      key,
      rules: waiting.filter((rule) => hookOf(rule) === key).map(titleOf),
      hasToken: known.get(key)?.hasToken ?? false,
      secrets: known.get(key)?.secrets ?? [],
    }));
  }

  /** Refuses an address that no rule waits at. */
  async requireKnown(key: string): Promise<void> {
    if ((await this.rulesOf(key)).length === 0) throw notFound();
  }

  /** Gives an address a new token; the old one ends. It is told here once and never again. */
  async renewToken(key: string, by: HookActor): Promise<string> {
    await this.requireKnown(key);
    const token = `dgh_${randomBytes(TOKEN_BYTES).toString('base64url')}`;
    await this.database.transaction(async (session) => {
      await session.query(RENEW, [key, tokenHash(token), this.clock(), by.actor]);
      const changes = [{ path: `/${key}/token`, old: null, new: null }];
      await this.audit.write(session, { ...by, action: 'hook:renew_token', outcome: 'done', changes });
    });
    return token;
  }

  /** Takes a call. A delivery that was taken before is answered as it was then. */
  async take(call: HookCall): Promise<HookAnswer> {
    await this.rate.count(call.key, call.caller);
    const { isSigned } = await this.admission.admit(call.key, call);
    // A name that the signature does not cover could be changed to have a call carried out again.
    const name = isSigned ? call.signature?.id : call.delivery;
    return name === undefined
      ? this.takeNew(call)
      : this.takeOnce(call, { hook: call.key, name, body: call.body });
  }

  private async takeNew(call: HookCall): Promise<HookAnswer> {
    const occasions = await this.occasionsOf(call, this.ids());
    await this.database.withSession((session) => this.queue.keep(session, occasions));
    return { accepted: occasions.length, replayed: false };
  }

  private async takeOnce(call: HookCall, delivery: Delivery): Promise<HookAnswer> {
    const said = (session: SqlSession) => this.deliveries.answerOf(session, delivery);
    const before = await this.database.withSession(said);
    if (before !== undefined) return { accepted: before, replayed: true };
    const occasions = await this.occasionsOf(call, delivery.name);
    const accepted = occasions.length;
    return this.database.transaction(async (session) => {
      const isNew = await this.deliveries.keep(session, delivery, accepted);
      if (!isNew) return { accepted: (await said(session)) ?? accepted, replayed: true };
      await this.queue.keep(session, occasions);
      return { accepted, replayed: false };
    });
  }

  private async rulesOf(key: string): Promise<readonly CompiledRule[]> {
    const release = await this.releases.refresh();
    return release.rules.occasions('webhook').filter((rule) => hookOf(rule) === key);
  }

  private async occasionsOf(call: HookCall, delivery: string): Promise<readonly NewOccasion[]> {
    const rules = await this.rulesOf(call.key);
    if (rules.length === 0) throw notFound();
    const read = rules.map((rule) => this.occasionOf(rule, call, delivery));
    const issues = read.flatMap((each) => ('issues' in each ? each.issues : []));
    if (issues.length > 0) throw invalid(withoutRepeats(issues));
    return read.flatMap((each) => ('issues' in each ? [] : [each]));
  }

  private occasionOf(
    rule: CompiledRule,
    { key, values }: HookCall,
    delivery: string,
  ): NewOccasion | { readonly issues: readonly Issue[] } {
    const { webhook } = rule.definition.trigger;
    const payload = readPayload(webhook ?? { key }, values);
    if (!payload.ok) return { issues: payload.error };
    const recordId = webhook?.record === undefined ? undefined : payload.value[webhook.record];
    if (webhook?.record !== undefined && !(typeof recordId === 'string' && UUID.test(recordId)))
      return { issues: [notARecord(webhook.record)] };
    return {
      id: this.ids(),
      key: `webhook/${key}/${delivery}/${rule.key}`,
      kind: 'webhook',
      rule: rule.key,
      form: rule.form,
      ...(typeof recordId === 'string' ? { recordId } : {}),
      given: { payload: payload.value },
    };
  }
}

function hookOf({ definition }: CompiledRule): string {
  return definition.trigger.webhook?.key ?? '';
}

function titleOf({ key, definition }: CompiledRule) {
  return { key, title: definition.title };
}

function notARecord(field: string): Issue {
  return issue('payload_type', pointer('', field), { field, expected: 'uuid' });
}

/** Rules of one address read the same body. */
function withoutRepeats(issues: readonly Issue[]): readonly Issue[] {
  return [...new Map(issues.map((each) => [`${each.path} ${each.code}`, each])).values()];
}
