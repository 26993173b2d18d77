import { Inject, Injectable } from '@nestjs/common';
import type { IdSource } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { notFound, Refusal } from '../http/refusal.js';
import { ID_SOURCE } from '../ports.js';
import { differencesOf, OrganisationChanges } from './organisation-changes.js';
import type { ChangeActor } from './organisation-changes.js';
import type { NewPost, PostChange, PostView } from './organisation.wire.js';

interface Row extends PostView {
  readonly id: string;
  readonly [column: string]: unknown;
}

const READ = `
  SELECT p.id, p.key, p.title,
         ARRAY(SELECT h.user_id FROM core.user_post h JOIN core.user_account u ON u.id = h.user_id
                WHERE h.post_id = p.id AND u.active ORDER BY u.login) AS holders
    FROM core.post p`;

/** What stands beside the names of those whose main post it is, unless they have a wording of their own. */
const RENAME_BESIDE_NAMES = `
  UPDATE core.user_account u SET post = $3
    FROM core.user_post h
   WHERE h.user_id = u.id AND h.post_id = $1 AND h.position = 0 AND u.post = $2::jsonb`;

/** The posts that people hold. */
@Injectable()
export class Posts {
  constructor(
    private readonly database: Database,
    private readonly changes: OrganisationChanges,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  async list(): Promise<readonly PostView[]> {
    const { rows } = await this.database.query<Row>(`${READ} ORDER BY p.key`);
    return rows.map(viewOf);
  }

  make(by: ChangeActor, { key, title }: NewPost): Promise<PostView> {
    return this.changes.carryOut(by, 'post:create', async (session) => {
      const id = this.ids();
      await session.query('INSERT INTO core.post (id, key, title) VALUES ($1, $2, $3)', [
        id,
        key,
        JSON.stringify(title),
      ]);
      return { id, value: { key, title, holders: [] }, changes: differencesOf(key, {}, { title }) };
    });
  }

  change(by: ChangeActor, key: string, { title }: PostChange): Promise<PostView> {
    return this.changes.carryOut(by, 'post:change', async (session) => {
      const before = await locked(session, key);
      const [old, renamed] = [JSON.stringify(before.title), JSON.stringify(title)];
      await session.query('UPDATE core.post SET title = $2 WHERE id = $1', [before.id, renamed]);
      await session.query(RENAME_BESIDE_NAMES, [before.id, old, renamed]);
      const changes = differencesOf(key, { title: before.title }, { title });
      return { id: before.id, value: { ...viewOf(before), title }, changes };
    });
  }

  remove(by: ChangeActor, key: string): Promise<void> {
    return this.changes.carryOut(by, 'post:delete', async (session) => {
      const before = await locked(session, key);
      const { rows } = await session.query<{ holders: number }>(
        'SELECT count(*)::integer AS holders FROM core.user_post WHERE post_id = $1',
        [before.id],
      );
      const holders = rows[0]?.holders ?? 0;
      if (holders > 0) throw new Refusal(409, 'post_held', [], { params: { holders } });
      await session.query('DELETE FROM core.post WHERE id = $1', [before.id]);
      return { id: before.id, value: undefined, changes: differencesOf(key, { title: before.title }, {}) };
    });
  }
}

async function locked(session: SqlSession, key: string): Promise<Row> {
  const { rows } = await session.query<Row>(`${READ} WHERE p.key = $1 FOR UPDATE OF p`, [key]);
  if (!rows[0]) throw notFound();
  return rows[0];
}

function viewOf({ key, title, holders }: Row): PostView {
  return { key, title, holders };
}
