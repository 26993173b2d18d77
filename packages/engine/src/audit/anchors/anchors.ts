import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import type { Settings } from '../../config/settings.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import type { Log } from '../../log.js';
import { CLOCK, LOG, SETTINGS } from '../../ports.js';
import { Sealer } from '../../registers/seals/sealer.js';
import { later } from '../../workers/later.js';
import { AuditLog } from '../audit-log.js';
import type { AuditSource } from '../audit-log.js';
import { AuditSealer } from '../chain/audit-sealer.js';
import { signAnchor } from './anchor-document.js';
import type { AnchorDocument } from './anchor-document.js';
import { anchorKey } from './anchor-key.js';
import { readHeads } from './chain-heads.js';

/** An anchor as it is kept. */
export interface KeptAnchor {
  readonly id: string;
  readonly at: string;
  readonly document: AnchorDocument;
}

/** Who wants an anchor; nobody when it is due. */
export interface AnchorWish extends Partial<AuditSource> {
  readonly actor: string | null;
}

const SHOWN_MAX = 100;
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('core.audit_anchor', 0))`;
const NEWEST = `SELECT id::text, at, document FROM core.audit_anchor ORDER BY audit_anchor.id DESC LIMIT $1`;
const ONE = `SELECT id::text, at, document FROM core.audit_anchor WHERE audit_anchor.id = $1::bigint`;
const KEEP = `INSERT INTO core.audit_anchor (at, document) VALUES ($1, $2) RETURNING id::text, at, document`;

type AnchorRow = KeptAnchor & Record<string, unknown>;

/** Makes and shows signed anchors of audit, releases and ledger. */
@Injectable()
export class Anchors {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly auditSealer: AuditSealer,
    private readonly ledgerSealer: Sealer,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** The newest first. */
  async list(): Promise<readonly KeptAnchor[]> {
    const { rows } = await this.database.query<AnchorRow>(NEWEST, [SHOWN_MAX]);
    return rows;
  }

  async one(id: string): Promise<KeptAnchor | undefined> {
    const { rows } = await this.database.query<AnchorRow>(ONE, [id]);
    return rows[0];
  }

  /** Seals what can be sealed and signs where the chains stand then. */
  async make(wish: AnchorWish): Promise<KeptAnchor> {
    await this.auditSealer.catchUp();
    await this.ledgerSealer.catchUp();
    const key = await anchorKey(this.settings);
    const made = await this.database.transaction(async (session) => {
      await session.query(LOCK);
      return this.keep(session, key, wish);
    });
    await this.writeDown(made);
    return made;
  }

  /** Makes one when the last is older than the settings allow and the chains have grown since. Tells whether it did. */
  async makeIfDue(): Promise<boolean> {
    const [newest] = await this.list();
    if (newest && !this.isOld(newest)) return false;
    const key = await anchorKey(this.settings);
    const made = await this.database.transaction(async (session) => {
      await session.query(LOCK);
      // Another process may have made one while this one waited for the lock.
      const last = await newestIn(session);
      if (last ? !this.isOld(last) || (await hasNothingNew(session, last)) : await isNothingSealed(session))
        return undefined;
      return this.keep(session, key, { actor: null, channel: 'worker' });
    });
    if (made) await this.writeDown(made);
    return made !== undefined;
  }

  private isOld({ at }: KeptAnchor): boolean {
    return later(at, this.settings.anchorEveryMs) <= this.clock();
  }

  private async keep(session: SqlSession, key: string, wish: AnchorWish): Promise<KeptAnchor> {
    const now = this.clock();
    const last = await newestIn(session);
    const document = signAnchor(await readHeads(session), now, last?.document, key);
    const { rows } = await session.query<AnchorRow>(KEEP, [now, JSON.stringify(document)]);
    const [kept] = rows;
    if (!kept) throw new Error('an insert returns its row');
    const changes = [{ path: `/anchors/${kept.id}`, old: null, new: document.audit?.root ?? null }];
    await this.audit.write(session, { ...wish, action: 'audit:anchor', outcome: 'done', changes });
    return kept;
  }

  /** Anchors are worth most where the owner of the database does not reach. A folder that fails is told, not a reason to have none. */
  private async writeDown({ id, at, document }: KeptAnchor): Promise<void> {
    const { anchorDir: folder } = this.settings;
    if (folder === undefined) return;
    try {
      await mkdir(folder, { recursive: true });
      const name = `anchor-${id}-${at.slice(0, 19).replaceAll(/[-:]/g, '')}Z.json`;
      await writeFile(join(folder, name), anchorFile(document), { flag: 'wx' });
    } catch (error) {
      this.log.error({ err: error, anchor: id, folder }, 'an anchor could not be written to its folder');
    }
  }
}

/** An anchor as a file for whoever keeps it. */
export function anchorFile(document: AnchorDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

async function newestIn(session: SqlSession): Promise<KeptAnchor | undefined> {
  const { rows } = await session.query<AnchorRow>(NEWEST, [1]);
  return rows[0];
}

async function isNothingSealed(session: SqlSession): Promise<boolean> {
  return (await readHeads(session)).audit === null;
}

/** The entry that tells of an anchor is itself new; it alone is no reason for another. */
async function hasNothingNew(session: SqlSession, { document }: KeptAnchor): Promise<boolean> {
  const { audit, releases, ledger } = await readHeads(session);
  const isSame = isDeepStrictEqual([releases, ledger], [document.releases, document.ledger]);
  if (!isSame) return false;
  const { rows } = await session.query(
    `SELECT FROM core.audit_entry WHERE id > $1::bigint AND id <= $2::bigint AND action <> 'audit:anchor' LIMIT 1`,
    [document.audit?.through ?? '0', audit?.through ?? '0'],
  );
  return rows.length === 0;
}
