import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FormModel } from '@dougong/kernel/forms';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import { toString as drawCode } from 'qrcode';
import { AuditLog } from '../audit/audit-log.js';
import type { AuditSource } from '../audit/audit-log.js';
import type { Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { noRight, notFound, Refusal } from '../http/refusal.js';
import { SecretBox } from '../secrets/sealed-secret.js';
import { CLOCK, ID_SOURCE, SETTINGS } from '../ports.js';
import { grantOf } from '../records/form-grant.js';
import { VisibleRecords } from '../records/visible-record.js';
import type { RecordAddress } from '../records/visible-record.js';

const TOKEN_BYTES = 16;
const DAYS_GOOD = 90;
const MS_PER_DAY = 86_400_000;
/** More links on one record than this serve nobody. */
const LIVE_MAX = 20;

/** A link that is good, as those see it who may give it out. */
export interface ProgressLinkView {
  readonly id: string;
  readonly url: string;
  /** The address as a picture that scanners read, SVG. */
  readonly code: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly views: number;
  readonly lastViewedAt: string | null;
}

/** What stands on a printed record as a code. */
export interface PrintCode {
  readonly url: string;
  /** SVG. */
  readonly code: string;
  /** Whether it is read without signing in: the progress; else it is the record itself, for those who may. */
  readonly isProgress: boolean;
}

interface LinkRow {
  readonly id: string;
  readonly token_locked: Buffer;
  readonly created_by: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly views: string;
  readonly last_viewed_at: string | null;
  readonly [column: string]: unknown;
}

/** The record that a link leads to. */
export interface LinkedRecord {
  readonly form: string;
  readonly recordId: string;
  /** Who has given the link out. */
  readonly by: string;
}

const LIVE = `
  SELECT id, token_locked, created_by, created_at, expires_at, views::text, last_viewed_at FROM core.progress_link
   WHERE form = $1 AND record_id = $2 AND revoked_at IS NULL AND expires_at > $3 ORDER BY created_at DESC, id LIMIT ${LIVE_MAX}`;

const INSERT = `
  INSERT INTO core.progress_link (id, token_hash, token_locked, form, record_id, created_by, created_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

const REVOKE = `
  UPDATE core.progress_link SET revoked_at = $4, revoked_by = $5
   WHERE id = $1 AND form = $2 AND record_id = $3 AND revoked_at IS NULL`;

/** Unknown, revoked and over are alike, and take the same way. */
const OPEN = `
  UPDATE core.progress_link SET views = views + 1, last_viewed_at = $2
   WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > $2
  RETURNING form, record_id AS "recordId", created_by AS by`;

/** Gives links out, shows them again and takes them back. */
@Injectable()
export class ProgressLinks {
  constructor(
    private readonly database: Database,
    private readonly visible: VisibleRecords,
    private readonly secrets: SecretBox,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The links of a record that are good. @param origin of the request, where the installation was told no address. */
  async list(address: RecordAddress, origin: string): Promise<readonly ProgressLinkView[]> {
    await this.shared(address);
    const { rows } = await this.database.query<LinkRow>(LIVE, [address.form, address.id, this.clock()]);
    return Promise.all(rows.map((row) => this.viewOf(row, origin)));
  }

  /** Gives out a link to a record that one may share. */
  async issue(
    address: RecordAddress,
    origin: string,
    source: AuditSource,
    days?: number,
  ): Promise<ProgressLinkView> {
    const { subject, form, id: recordId } = address;
    const model = await this.shared(address);
    if ((await this.list(address, origin)).length >= LIVE_MAX)
      throw new Refusal(409, 'progress_links_many', [], { params: { max: LIVE_MAX } });
    const [id, now, token] = [this.ids(), this.clock(), randomBytes(TOKEN_BYTES).toString('base64url')];
    const good = days ?? model.definition.progress?.days ?? DAYS_GOOD;
    const expiresAt = new Date(Date.parse(now) + good * MS_PER_DAY).toISOString();
    const locked = this.secrets.seal(token, id);
    await this.database.transaction(async (session) => {
      await session.query(INSERT, [id, hashOf(token), locked, form, recordId, subject.id, now, expiresAt]);
      const changes = [{ path: '/expiresAt', old: null, new: expiresAt }];
      const entry = { ...source, actor: subject.id, outcome: 'done' as const, form, recordId, changes };
      await this.audit.write(session, { ...entry, action: 'progress_link:issue' });
    });
    return this.viewOf(
      {
        id,
        token_locked: locked,
        created_by: subject.id,
        created_at: now,
        expires_at: expiresAt,
        views: '0',
        last_viewed_at: null,
      },
      origin,
    );
  }

  /**
   * The code for paper: a link to the progress where the form offers one and one may give it out, the one that is good already or a new one;
   * else the address of the record. Refused without the right to print.
   */
  async codeForPrint(address: RecordAddress, origin: string, source: AuditSource): Promise<PrintCode> {
    const { form, id } = address;
    const mayShare = await this.visible.with(address, async ({ release, subject, model }) => {
      const may = (action: string) => grantOf(release, subject, model.key, action).allowed;
      if (!may('print')) throw noRight({ form: model.title, action: 'print' });
      return model.definition.progress !== undefined && may('share');
    });
    if (mayShare) {
      const [known] = await this.list(address, origin);
      const { url, code } = known ?? (await this.issue(address, origin, source));
      return { url, code, isProgress: true };
    }
    const url = `${this.settings.publicUrl ?? origin}/forms/${encodeURIComponent(form)}/${id}`;
    return { url, code: await codeOf(url), isProgress: false };
  }

  /** Takes a link back: from now on it is as if it had never been. */
  async revoke(address: RecordAddress, link: string, source: AuditSource): Promise<void> {
    const { subject, form, id: recordId } = address;
    await this.shared(address);
    await this.database.transaction(async (session) => {
      const values = [link, form, recordId, this.clock(), subject.id];
      const { rowCount } = await session.query(REVOKE, values);
      if (rowCount === 0) throw notFound();
      const changes = [{ path: '/link', old: link, new: null }];
      const entry = { ...source, actor: subject.id, outcome: 'done' as const, form, recordId, changes };
      await this.audit.write(session, { ...entry, action: 'progress_link:revoke' });
    });
  }

  /** Whereto a secret leads, counting the look; nowhere where it is none that is good. */
  async open(token: string): Promise<LinkedRecord | undefined> {
    const { rows } = await this.database.query<LinkedRecord & Record<string, unknown>>(OPEN, [
      hashOf(token),
      this.clock(),
    ]);
    return rows[0];
  }

  /** The form of a record that the subject sees and may share. */
  private async shared(address: RecordAddress): Promise<FormModel> {
    const model = await this.visible.with(address, async ({ release, subject, model: found }) => {
      if (!grantOf(release, subject, found.key, 'share').allowed)
        throw noRight({ form: found.title, action: 'share' });
      return found;
    });
    if (!model.definition.progress)
      throw new Refusal(409, 'progress_not_offered', [], { params: { form: model.title } });
    return model;
  }

  private async viewOf(row: LinkRow, origin: string): Promise<ProgressLinkView> {
    const token = this.secrets.open(row.token_locked, row.id);
    const url = `${this.settings.publicUrl ?? origin}/p/${token}`;
    return {
      id: row.id,
      url,
      code: await codeOf(url),
      createdBy: row.created_by,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      views: Number.parseInt(row.views, 10),
      lastViewedAt: row.last_viewed_at,
    };
  }
}

function codeOf(url: string): Promise<string> {
  return drawCode(url, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
