import { Injectable } from '@nestjs/common';
import type { Language, Localized } from '@dougong/kernel/foundation';
import { SYSTEM_RIGHTS } from '@dougong/kernel/metadata';
import type { SystemRight } from '@dougong/kernel/metadata';
import { Database } from '../database/database.js';
import type { KeyScope, Subject } from './subject.js';

interface SubjectRow {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly post: Localized | null;
  readonly language: Language;
  readonly roles: readonly string[];
  readonly rights: readonly SystemRight[];
  readonly expires_at: string | null;
  /** Of a session in which somebody looks on: who. */
  readonly viewer?: string | null;
  /** The organisation that was chosen in the session. */
  readonly organisation?: string | null;
  readonly scope?: KeyScope | null;
  readonly addresses?: readonly string[];
}

export interface FoundSubject {
  readonly subject: Subject;
  /** When the session or key ends; null: never. */
  readonly expiresAt: string | null;
}

/** Rights come from the roles of the release in force. */
const COLUMNS = `
  u.id, u.login, u.name, u.post, u.language,
  ARRAY(SELECT role_key FROM core.user_role r WHERE r.user_id = u.id ORDER BY role_key) AS roles,
  ARRAY(SELECT DISTINCT s.value
          FROM core.current_release c
          JOIN core.release e ON e.number = c.number,
               jsonb_array_elements(e.definitions) d,
               jsonb_array_elements_text(coalesce(d.value -> 'system', '[]')) s
          JOIN core.user_role r ON r.user_id = u.id
         WHERE d.value ->> 'kind' = 'role' AND d.value ->> 'key' = r.role_key) AS rights`;

const BY_SESSION = `
  UPDATE core.session s SET last_seen_at = $2
    FROM core.user_account u
   WHERE s.token_hash = $1 AND u.id = s.user_id AND u.active AND s.revoked_at IS NULL AND s.expires_at > $2
     AND (s.idle_seconds IS NULL OR s.last_seen_at + make_interval(secs => s.idle_seconds) > $2)
  RETURNING least(s.expires_at, $2::timestamptz + make_interval(secs => s.idle_seconds)) AS expires_at, s.viewer, s.organisation, ${COLUMNS}`;

const BY_API_KEY = `
  UPDATE core.api_key k SET last_used_at = $2
    FROM core.user_account u
   WHERE k.hash = $1 AND u.id = k.user_id AND u.active AND k.revoked_at IS NULL
     AND (k.expires_at IS NULL OR k.expires_at > $2)
  RETURNING k.expires_at, k.scope, k.addresses, ${COLUMNS}`;

const BY_ID = `SELECT NULL AS expires_at, ${COLUMNS} FROM core.user_account u WHERE u.id = $1 AND u.active`;

const BY_LOGIN = `SELECT NULL AS expires_at, ${COLUMNS} FROM core.user_account u WHERE u.login = $1 AND u.active`;

/** Reads who is behind a session, a key or an id, with roles and rights. */
@Injectable()
export class SubjectStore {
  constructor(private readonly database: Database) {}

  /** Also notes that the session was seen. */
  bySession(hash: Buffer, now: string): Promise<FoundSubject | undefined> {
    return this.find(BY_SESSION, [hash, now]);
  }

  /** Also notes that the key was used. */
  byApiKey(hash: Buffer, now: string): Promise<FoundSubject | undefined> {
    return this.find(BY_API_KEY, [hash, now]);
  }

  async byId(id: string): Promise<Subject | undefined> {
    return (await this.find(BY_ID, [id]))?.subject;
  }

  async byLogin(login: string): Promise<Subject | undefined> {
    return (await this.find(BY_LOGIN, [login]))?.subject;
  }

  private async find(text: string, values: readonly unknown[]): Promise<FoundSubject | undefined> {
    const { rows } = await this.database.query<SubjectRow>(text, values);
    const [row] = rows;
    if (!row) return undefined;
    const subject = row.viewer ? await this.seenAs(row, row.viewer) : subjectOf(row);
    return subject && { subject, expiresAt: row.expires_at };
  }

  /** Whoever may no longer administer sees nobody's system but his own. */
  private async seenAs(row: SubjectRow, id: string): Promise<Subject | undefined> {
    const viewer = await this.byId(id);
    if (!viewer?.rights.administer) return undefined;
    const subject = subjectOf(row);
    const both = SYSTEM_RIGHTS.map((right) => [right, subject.rights[right] && viewer.rights[right]]);
    const { name, roles, rights } = viewer;
    return {
      ...subject,
      rights: Object.fromEntries(both) as Subject['rights'],
      viewer: { id, name, roles, rights },
    };
  }
}

/** A key takes away rights that its scope does not name, so that whoever asks for a right need not know of keys. */
function subjectOf(row: SubjectRow): Subject {
  const { id, login, name, post, language, roles, scope, addresses } = row;
  const isHeld = (right: SystemRight) =>
    row.rights.includes(right) && (!scope || (scope.rights ?? []).includes(right));
  const rights = Object.fromEntries(SYSTEM_RIGHTS.map((right) => [right, isHeld(right)]));
  const key = addresses === undefined ? {} : { key: { scope: scope ?? null, addresses } };
  const chosen = row.organisation ? { organisation: row.organisation } : {};
  return { id, login, name, post, language, roles, rights: rights as Subject['rights'], ...chosen, ...key };
}
