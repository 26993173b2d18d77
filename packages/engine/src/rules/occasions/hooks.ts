import { Inject, Injectable } from '@nestjs/common';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { issue, pointer } from '@dougong/kernel/foundation';
import type { Clock, IdSource, Issue } from '@dougong/kernel/foundation';
import { readPayload } from '@dougong/kernel/rules';
import type { CompiledRule } from '@dougong/kernel/rules';
import { Database } from '../../database/database.js';
import { invalid, notFound, Refusal } from '../../http/refusal.js';
import { tokenHash } from '../../identity/tokens.js';
import { CLOCK, ID_SOURCE } from '../../ports.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import type { NewOccasion } from './occasion.js';
import { OccasionQueue } from './occasion-queue.js';

const TOKEN_BYTES = 32;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One call of an outside system. */
export interface HookCall {
  readonly key: string;
  readonly token: string | undefined;
  readonly body: unknown;
  /** Names the delivery: a repeat is taken once. */
  readonly delivery: string | undefined;
}

/** What outside systems call: addresses with a token each, behind which rules wait. */
@Injectable()
export class Hooks {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly queue: OccasionQueue,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  /** Gives an address a new token; the old one ends. It is told here once and never again. */
  async renewToken(key: string, by: string): Promise<string> {
    const rules = await this.rulesOf(key);
    if (rules.length === 0) throw notFound();
    const token = `dgh_${randomBytes(TOKEN_BYTES).toString('base64url')}`;
    await this.database.query(
      `INSERT INTO core.rule_hook (key, token_hash, created_at, created_by) VALUES ($1, $2, $3, $4)
       ON CONFLICT (key) DO UPDATE SET token_hash = EXCLUDED.token_hash, created_at = EXCLUDED.created_at, created_by = EXCLUDED.created_by`,
      [key, tokenHash(token), this.clock(), by],
    );
    return token;
  }

  /** Takes a call; gives how many rules it calls, none of them when the delivery was taken before. */
  async take(call: HookCall): Promise<number> {
    await this.admit(call);
    const rules = await this.rulesOf(call.key);
    if (rules.length === 0) throw notFound();
    const delivery = call.delivery ?? this.ids();
    const read = rules.map((rule) => this.occasionOf(rule, call, delivery));
    const issues = read.flatMap((each) => ('issues' in each ? each.issues : []));
    if (issues.length > 0) throw invalid(withoutRepeats(issues));
    const occasions = read.flatMap((each) => ('issues' in each ? [] : [each]));
    return this.database.withSession((session) => this.queue.keep(session, occasions));
  }

  /** A wrong token and an address that is not there are told alike. */
  private async admit({ key, token }: HookCall): Promise<void> {
    const { rows } = await this.database.query<{ token_hash: Buffer }>(
      'SELECT token_hash FROM core.rule_hook WHERE key = $1',
      [key],
    );
    const expected = rows[0]?.token_hash;
    const given = tokenHash(token ?? '');
    if (!expected || !timingSafeEqual(expected, given))
      throw new Refusal(401, 'hook_token_wrong', [], { headers: { 'WWW-Authenticate': 'Bearer' } });
  }

  private async rulesOf(key: string): Promise<readonly CompiledRule[]> {
    const release = await this.releases.refresh();
    return release.rules.occasions('webhook').filter((rule) => rule.definition.trigger.webhook?.key === key);
  }

  private occasionOf(
    rule: CompiledRule,
    { key, body }: HookCall,
    delivery: string,
  ): NewOccasion | { readonly issues: readonly Issue[] } {
    const { webhook } = rule.definition.trigger;
    const payload = readPayload(webhook ?? { key }, body);
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

function notARecord(field: string): Issue {
  return issue('payload_type', pointer('', field), { field, expected: 'uuid' });
}

/** Rules of one address read the same body. */
function withoutRepeats(issues: readonly Issue[]): readonly Issue[] {
  return [...new Map(issues.map((each) => [`${each.path} ${each.code}`, each])).values()];
}
