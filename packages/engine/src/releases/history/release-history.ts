import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { Refusal } from '../../http/refusal.js';
import { AuditLog } from '../../audit/audit-log.js';
import type { AuditSource } from '../../audit/audit-log.js';
import { decodeCursor, encodeCursor, fingerprintOf } from '../../records/page-cursor.js';
import { badQuery } from '../../records/query-refusal.js';
import { DefinitionBundles } from '../definition-bundles.js';
import type { ReleaseDefinitionsWire, ReleaseDetailWire, ReleasesWire, ReleaseWire } from './release.wire.js';

/** Changes that a list shows of each release. */
const CHANGES_SHOWN_MAX = 20;
const CURSOR = fingerprintOf(['releases']);

/** Definitions are never read here: a release is large, and a page of history shows a hundred. */
const COLUMNS = `
  r.number, r.name, r.created_at AS at, u.name AS by, r.comment, r.scenarios, r.templates,
  jsonb_array_length(r.changes) AS "changeCount",
  (SELECT coalesce(jsonb_agg(c.value - 'paths' ORDER BY c.at), '[]')
     FROM jsonb_array_elements(r.changes) WITH ORDINALITY AS c (value, at) WHERE c.at <= ${CHANGES_SHOWN_MAX}) AS changes,
  coalesce(r.number = i.number, false) AS "inForce"`;

const FROM = `
  FROM core.release r LEFT JOIN core.user_account u ON u.id = r.created_by LEFT JOIN core.current_release i ON true`;

const PAGE = `SELECT ${COLUMNS} ${FROM}
  WHERE r.number < $1 AND ($3::text IS NULL OR r.name ILIKE $3 OR r.comment ILIKE $3)
  ORDER BY r.number DESC LIMIT $2`;

const DETAIL = `
  SELECT ${COLUMNS},
         (SELECT count(*)::integer FROM core.flow_instance f WHERE f.release = r.number AND f.ended_at IS NULL) AS running,
         (SELECT jsonb_object_agg(k.kind, k.count)
            FROM (SELECT d.value ->> 'kind' AS kind, count(*) FROM jsonb_array_elements(r.definitions) d GROUP BY 1) k)
           AS "definitionCounts"
  ${FROM} WHERE r.number = $1`;

const NUMBER_MAX = 2_147_483_647;

/** Which page of the history is wanted. */
export interface HistoryQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Only releases whose name or comment has this. */
  readonly search?: string | undefined;
}

/** What was published, when, by whom and what it changed. */
@Injectable()
export class ReleaseHistory {
  constructor(
    private readonly database: Database,
    private readonly bundles: DefinitionBundles,
    private readonly audit: AuditLog,
  ) {}

  /** The newest first; pages go on below the last number shown. */
  async page({ limit, cursor, search }: HistoryQuery): Promise<ReleasesWire> {
    const { rows } = await this.database.query<ReleaseRow>(PAGE, [
      cursor === undefined ? NUMBER_MAX : numberOf(cursor),
      limit + 1,
      search === undefined ? null : `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`,
    ]);
    const data = rows.slice(0, limit);
    const last = data.at(-1);
    const more = rows.length > limit && last !== undefined;
    return { data, ...(more ? { nextCursor: encodeCursor(CURSOR, [last.number, '']) } : {}) };
  }

  async detail(number: number): Promise<ReleaseDetailWire> {
    const { rows } = await this.database.query<ReleaseRow & ReleaseDetailWire>(DETAIL, [number]);
    if (!rows[0]) throw unknownRelease(number);
    return { ...rows[0], definitionCounts: rows[0].definitionCounts ?? {} };
  }

  /** Which definitions a release is made of. */
  async definitions(number: number): Promise<ReleaseDefinitionsWire> {
    const definitions = await this.bundles.ofRelease(number);
    return { data: definitions.map(({ kind, key, title }) => ({ kind, key, title })) };
  }

  /** Gives a release a name of its own, or takes it away. */
  async rename(
    number: number,
    name: string | null,
    actor: string,
    source: Partial<AuditSource> = {},
  ): Promise<ReleaseDetailWire> {
    await this.database
      .transaction(async (session) => {
        const { rows } = await session.query<{ name: string | null }>(
          'SELECT name FROM core.release WHERE number = $1 FOR UPDATE',
          [number],
        );
        if (!rows[0]) throw unknownRelease(number);
        await session.query('UPDATE core.release SET name = $2 WHERE number = $1', [number, name]);
        await this.audit.write(session, {
          ...source,
          actor,
          action: 'release:name',
          outcome: 'done',
          release: number,
          changes: [{ path: '/name', old: rows[0].name, new: name }],
        });
      })
      .catch((error: unknown) => {
        throw isTaken(error) ? new Refusal(409, 'release_name_taken', [], { params: { name } }) : error;
      });
    return this.detail(number);
  }
}

type ReleaseRow = ReleaseWire & Readonly<Record<string, unknown>>;

const UNIQUE_VIOLATION = '23505';

function isTaken(error: unknown): boolean {
  return (error as { readonly code?: unknown } | null)?.code === UNIQUE_VIOLATION;
}

function unknownRelease(number: number): Refusal {
  return new Refusal(404, 'unknown_release', [], { params: { release: number } });
}

function numberOf(cursor: string): number {
  const [number] = decodeCursor(cursor, CURSOR);
  if (typeof number !== 'number' || !Number.isInteger(number)) throw badQuery('bad_cursor', ['cursor']);
  return number;
}
