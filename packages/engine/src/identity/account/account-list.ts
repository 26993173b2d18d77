import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import { Parameters } from '../../database/sql-text.js';
import { notFound } from '../../http/refusal.js';
import { CLOCK } from '../../ports.js';
import { decodeCursor, encodeCursor, fingerprintOf } from '../../records/page-cursor.js';
import { badQuery } from '../../records/query-refusal.js';
import { isUuid } from '../../records/sql-scalars.js';
import { SecurityPolicies } from '../policy/security-policies.js';
import type { AccountView } from './account-list.wire.js';

/** What administrators look for, each with what it means for an account. */
export const ACCOUNT_STATES = {
  active: 'a.active',
  left: 'NOT a.active',
  blocked: 'a.active AND a."blockedUntil" IS NOT NULL',
  invited: 'a.active AND a."invitedUntil" IS NOT NULL',
  noFactor: 'a.active AND a."factorDue"',
  signedIn: 'a.sessions > 0',
  never: 'a.active AND a."lastSignInAt" IS NULL',
} as const;
export type AccountState = keyof typeof ACCOUNT_STATES;

export interface AccountFilter {
  /** Part of a name or login. */
  readonly text?: string | undefined;
  readonly state?: AccountState | undefined;
  readonly role?: string | undefined;
  readonly department?: string | undefined;
}

export interface AccountPage {
  readonly data: readonly AccountView[];
  readonly count: number;
  readonly nextCursor?: string;
}

/**
 * Sessions are thrown away some time after their end, so a sign-in of long ago is found in the audit. Failed tries are kept
 * under a hash of the login, which is made here as it was made there.
 */
function accountsSql(parameters: Parameters, now: string, factor: FactorRule, passwordDays: number | null) {
  const at = `${parameters.add(now)}::timestamptz`;
  const all = `${parameters.add(factor.all)}::boolean`;
  const roles = `${parameters.add(factor.roles)}::text[]`;
  const days = `${parameters.add(passwordDays)}::integer`;
  return `
    SELECT u.id, u.login, u.name, u.post, u.email, u.active, d.key AS department, r.roles,
           u.password_hash IS NOT NULL AS "hasPassword",
           coalesce(u.password_hash IS NOT NULL AND (u.password_must_change
             OR coalesce(u.password_set_at, u.created_at) + make_interval(days => ${days}) <= ${at}), false) AS "passwordDue",
           f.there AS "secondFactor", (${all} OR r.roles && ${roles}) AND NOT f.there AS "factorDue",
           (SELECT max(i.expires_at) FROM core.invitation i
             WHERE i.user_id = u.id AND i.used_at IS NULL AND i.expires_at > ${at}) AS "invitedUntil",
           (SELECT max(b.blocked_until) FROM core.sign_in_failure b
             WHERE b.login_hash = sha256(convert_to('login' || chr(10) || lower(u.login), 'UTF8'))
               AND b.blocked_until > ${at}) AS "blockedUntil",
           ARRAY(SELECT o.provider FROM core.outside_identity o WHERE o.user_id = u.id ORDER BY o.provider) AS providers,
           (SELECT count(*)::integer FROM core.session s
             WHERE s.user_id = u.id AND s.viewer IS NULL AND s.revoked_at IS NULL AND s.expires_at > ${at}
               AND (s.idle_seconds IS NULL OR s.last_seen_at + make_interval(secs => s.idle_seconds) > ${at})) AS sessions,
           coalesce(
             (SELECT max(s.created_at) FROM core.session s WHERE s.user_id = u.id AND s.viewer IS NULL),
             (SELECT e.at FROM core.audit_entry e
               WHERE e.actor = u.id AND e.action = 'sign_in' AND e.outcome = 'done' ORDER BY e.at DESC LIMIT 1)
           ) AS "lastSignInAt"
      FROM core.user_account u LEFT JOIN core.department d ON d.id = u.department
           CROSS JOIN LATERAL (SELECT ARRAY(
             SELECT h.role_key FROM core.user_role h WHERE h.user_id = u.id ORDER BY h.role_key) AS roles) r
           CROSS JOIN LATERAL (SELECT EXISTS (
             SELECT FROM core.second_factor c WHERE c.user_id = u.id AND c.confirmed_at IS NOT NULL) AS there) f
     WHERE u.kind = 'person' AND u.login NOT LIKE '%:%'`;
}

interface FactorRule {
  readonly all: boolean;
  readonly roles: readonly string[];
}

type Row = AccountView & Record<string, unknown>;

/** The accounts of people with how they get in, for administrators. */
@Injectable()
export class AccountList {
  constructor(
    private readonly database: Database,
    private readonly policies: SecurityPolicies,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async one(id: string): Promise<AccountView> {
    const { accounts, parameters } = await this.accounts();
    const text = `SELECT * FROM (${accounts}) a WHERE a.id = ${parameters.add(id)}`;
    const { rows } = await this.database.query<Row>(text, parameters.values);
    if (!rows[0]) throw notFound();
    return rows[0];
  }

  async page(filter: AccountFilter, limit: number, cursor?: string): Promise<AccountPage> {
    const fingerprint = fingerprintOf(['accounts', filter]);
    const { accounts, parameters } = await this.accounts();
    const where = conditionsOf(filter, parameters);
    const counting = `SELECT count(*)::integer AS count FROM (${accounts}) a WHERE ${where}`;
    const counted = [...parameters.values];
    const after = afterOf(cursor, fingerprint, parameters);
    const text = `SELECT * FROM (${accounts}) a WHERE ${where}${after} ORDER BY a.name, a.id LIMIT ${parameters.add(limit + 1)}`;
    const [{ rows }, { rows: counts }] = await Promise.all([
      this.database.query<Row>(text, parameters.values),
      this.database.query<{ count: number }>(counting, counted),
    ]);
    const data = rows.slice(0, limit);
    const last = data.at(-1);
    const next =
      rows.length > limit && last ? { nextCursor: encodeCursor(fingerprint, [last.name, last.id]) } : {};
    return { data, count: counts[0]?.count ?? 0, ...next };
  }

  private async accounts() {
    const { secondFactor, passwordDays } = await this.policies.read();
    const parameters = new Parameters();
    const accounts = accountsSql(parameters, this.clock(), secondFactor, passwordDays);
    return { accounts, parameters };
  }
}

function conditionsOf({ text, state, role, department }: AccountFilter, parameters: Parameters): string {
  const conditions = ['true'];
  if (state !== undefined) conditions.push(ACCOUNT_STATES[state]);
  if (role !== undefined) conditions.push(`${parameters.add(role)} = ANY (a.roles)`);
  if (department !== undefined) conditions.push(`a.department = ${parameters.add(department)}`);
  if (text !== undefined) {
    const pattern = parameters.add(`%${text.replaceAll(/[\\%_]/g, '\\$&')}%`);
    conditions.push(`(a.name ILIKE ${pattern} OR a.login ILIKE ${pattern})`);
  }
  return conditions.join(' AND ');
}

function afterOf(cursor: string | undefined, fingerprint: string, parameters: Parameters): string {
  if (cursor === undefined) return '';
  const [name, id] = decodeCursor(cursor, fingerprint);
  if (typeof name !== 'string' || !isUuid(id)) throw badQuery('bad_cursor', ['cursor']);
  return ` AND (a.name, a.id) > (${parameters.add(name)}::text, ${parameters.add(id)}::uuid)`;
}
