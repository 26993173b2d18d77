import { modelOf } from '@dougong/kernel/commands';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { SqlSession } from '../../database/sql-session.js';
import { identifier } from '../../database/sql-text.js';
import type { Subject } from '../../identity/subject.js';
import { namingOf } from '../../records/form-grant.js';
import { recordTables } from '../../records/record-table.js';

/** What a name stands for: one thing, none, or several of which nobody can tell which is meant. */
export type FoundName = { readonly id: string } | 'unknown' | 'ambiguous';

/** Names that documents use: of records by form, and of users. */
export class WantedNames {
  readonly records = new Map<string, Set<string>>();
  readonly users = new Set<string>();

  addRecord(form: string, name: string): void {
    const known = this.records.get(form) ?? new Set<string>();
    this.records.set(form, known.add(name));
  }
}

const REMEMBERED_MAX = 200_000;
const USERS = `
  SELECT id, login, name FROM core.user_account
   WHERE active AND login NOT LIKE '%:%' AND (lower(login) = ANY($1::text[]) OR lower(name) = ANY($1::text[]))`;

/**
 * Finds records by their code or else their title, and users by login or else their name, in the eyes of one subject. What it has
 * found it remembers for the time of an import, because rows name the same things again and again; what it has not found may
 * have been made since.
 */
export class NameFinder {
  private readonly known = new Map<string, FoundName>();

  constructor(
    private readonly release: CompiledRelease,
    private readonly subject: Subject,
  ) {}

  /** Reads what is wanted and not known yet. */
  async find(session: SqlSession, wanted: WantedNames): Promise<void> {
    if (this.known.size > REMEMBERED_MAX) this.known.clear();
    for (const [form, names] of wanted.records) {
      const open = [...names].filter((name) => !isFound(this.known.get(recordKey(form, name))));
      if (open.length > 0) await this.findRecords(session, form, open);
    }
    const users = [...wanted.users].filter((name) => !isFound(this.known.get(userKey(name))));
    if (users.length > 0) await this.findUsers(session, users);
  }

  record(form: string, name: string): FoundName {
    return this.known.get(recordKey(form, name)) ?? 'unknown';
  }

  user(name: string): FoundName {
    return this.known.get(userKey(name)) ?? 'unknown';
  }

  private async findRecords(session: SqlSession, form: string, names: readonly string[]): Promise<void> {
    const model = this.release.models.get(form);
    if (!model) return;
    const { code, title } = namingOf(this.release, this.subject, model);
    const byCode = code === undefined ? new Map() : await this.findBy(session, form, code, names);
    const left = names.filter((name) => !byCode.has(name));
    const byTitle =
      title === undefined || title === code || left.length === 0
        ? new Map<string, FoundName>()
        : await this.findBy(session, form, title, left);
    for (const name of names)
      this.known.set(recordKey(form, name), byCode.get(name) ?? byTitle.get(name) ?? 'unknown');
  }

  private async findBy(
    session: SqlSession,
    form: string,
    field: string,
    names: readonly string[],
  ): Promise<ReadonlyMap<string, FoundName>> {
    const { header } = recordTables(modelOf(this.release, form));
    const text = `SELECT r.id, r.${identifier(field)} AS name FROM ${header.name} r WHERE r.${identifier(field)} = ANY($1::text[])`;
    const { rows } = await session.query<{ id: string; name: string }>(text, [names]);
    const found = new Map<string, FoundName>();
    for (const { id, name } of rows) found.set(name, found.has(name) ? 'ambiguous' : { id });
    return found;
  }

  /** A login is one person's; a name may be borne by several. */
  private async findUsers(session: SqlSession, names: readonly string[]): Promise<void> {
    const { rows } = await session.query<{ id: string; login: string; name: string }>(USERS, [
      names.map((name) => name.toLowerCase()),
    ]);
    for (const name of names) {
      const word = name.toLowerCase();
      const byLogin = rows.find(({ login }) => login.toLowerCase() === word);
      const byName = rows.filter((row) => row.name.toLowerCase() === word);
      const [first] = byLogin ? [byLogin] : byName;
      const isOne = byLogin !== undefined || byName.length === 1;
      this.known.set(userKey(name), first ? (isOne ? { id: first.id } : 'ambiguous') : 'unknown');
    }
  }
}

function isFound(found: FoundName | undefined): boolean {
  return found !== undefined && found !== 'unknown';
}

const recordKey = (form: string, name: string) => `${form}/${name}`;
const userKey = (name: string) => `@${name.toLowerCase()}`;
