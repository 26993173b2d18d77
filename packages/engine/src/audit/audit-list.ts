import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Language } from '@dougong/kernel/foundation';
import type { Subject } from '../identity/subject.js';
import { InForce } from '../records/in-force.js';
import { decodeCursor, encodeCursor, fingerprintOf } from '../records/page-cursor.js';
import { limitParameter, textParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { userNames } from '../records/user-names.js';
import { auditFilterOf } from './reading/audit-filter.js';
import { placeOf, readEntries } from './reading/audit-page.js';
import { EntryWords } from './reading/entry-words.js';
import type { AuditPage } from './audit.wire.js';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

/** The audit as auditors read it, the newest first. Values of fields that their roles hide are masked. */
@Injectable()
export class AuditList {
  constructor(
    private readonly database: Database,
    private readonly inForce: InForce,
    private readonly words: EntryWords,
  ) {}

  page(subject: Subject, query: RawQuery, language: Language): Promise<AuditPage> {
    const limit = limitParameter(query, LIMIT_DEFAULT, LIMIT_MAX);
    const filter = auditFilterOf(query);
    const fingerprint = fingerprintOf(['audit', filter]);
    const cursor = textParameter(query, 'cursor');
    const after = cursor === undefined ? undefined : placeOf(decodeCursor(cursor, fingerprint));
    return this.inForce.read((standing) =>
      this.database.withSession(async (session) => {
        const rows = await readEntries(session, filter, after, limit + 1);
        const shown = rows.slice(0, limit);
        const last = shown.at(-1);
        const value = {
          data: await this.words.views(session, { ...standing, subject, language }, shown),
          users: userNames(
            standing.people,
            shown.flatMap(({ actor, onBehalfOf }) => [actor, onBehalfOf]),
          ),
          ...(rows.length > limit && last
            ? { nextCursor: encodeCursor(fingerprint, [last.moment, last.id]) }
            : {}),
        };
        return { value };
      }),
    );
  }
}
