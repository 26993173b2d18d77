import { Injectable } from '@nestjs/common';
import { cellName, cellText } from '@dougong/kernel/exchange';
import type { Localized } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import { openSheets } from '../../exchange/sheets/open-sheets.js';
import { Refusal } from '../../http/refusal.js';
import { knownRoles } from '../../identity/role-keys.js';
import { Invitations } from '../invitations/invitations.js';
import type { Invitation } from '../invitations/invitations.js';
import { OrganisationChanges } from '../organisation-changes.js';
import type { ChangeActor } from '../organisation-changes.js';
import { Staff } from '../staff.js';
import { placesOf, readPerson, ROWS_MAX } from './people-sheet.js';
import type { CellFault, KnownNames, ReadSheet, SheetPerson } from './people-sheet.js';

export interface InvitedPerson extends Invitation {
  readonly login: string;
  readonly name: string;
}

export interface PeopleImportReport {
  /** Whether anybody was made or changed: not by a trial, and not while there are faults. */
  readonly done: boolean;
  readonly rows: number;
  /** Logins that are new, and those of people who are there and are changed. */
  readonly made: readonly string[];
  readonly changed: readonly string[];
  readonly faults: readonly CellFault[];
  readonly invitations: readonly InvitedPerson[];
}

/** Brings people in from a sheet: all of them or, with a single fault, nobody. */
@Injectable()
export class PeopleImport {
  constructor(
    private readonly database: Database,
    private readonly staff: Staff,
    private readonly invitations: Invitations,
    private readonly changes: OrganisationChanges,
  ) {}

  async run(
    by: ChangeActor,
    file: { readonly bytes: Buffer; readonly name: string },
    isTrial: boolean,
  ): Promise<PeopleImportReport> {
    const { people, faults } = await this.read(file.bytes, file.name);
    const known = await this.idsOf(people.map(({ login }) => login));
    const report = {
      rows: people.length,
      made: people.filter(({ login }) => !known.has(login)).map(({ login }) => login),
      changed: people.filter(({ login }) => known.has(login)).map(({ login }) => login),
      faults,
    };
    if (isTrial || faults.length > 0) return { ...report, done: false, invitations: [] };
    return { ...report, done: true, invitations: await this.write(by, people, known) };
  }

  private write(
    by: ChangeActor,
    people: readonly SheetPerson[],
    known: ReadonlyMap<string, string>,
  ): Promise<readonly InvitedPerson[]> {
    return this.changes.carryOut(by, 'user:import', async (session) => {
      const invited: InvitedPerson[] = [];
      for (const { row: _row, login, ...rest } of people) {
        const said = {
          ...rest,
          ...(rest.posts ? { posts: [...rest.posts] } : {}),
          ...(rest.roles ? { roles: [...rest.roles] } : {}),
        } as Omit<Parameters<Staff['makeIn']>[1], 'login'>;
        const id = known.get(login);
        if (id !== undefined) {
          await this.staff.changeIn(session, id, said);
          continue;
        }
        const made = await this.staff.makeIn(session, { ...said, login });
        const invitation = await this.invitations.inviteIn(session, by.actor, made.id);
        invited.push({ login, name: made.name, ...invitation });
      }
      const logins = people.map(({ login }) => login);
      return { id: by.actor, value: invited, changes: [{ path: '/users', old: null, new: logins }] };
    });
  }

  private async read(bytes: Buffer, name: string): Promise<ReadSheet> {
    const sheets = await openSheets(bytes, name);
    const known = await this.knownNames();
    const people: SheetPerson[] = [];
    const faults: CellFault[] = [];
    const seen = new Set<string>();
    let places: ReturnType<typeof placesOf> | undefined;
    for await (const { row, cells } of sheets.rows(0)) {
      if (cells.every((cell) => cellText(cell).trim() === '')) continue;
      if (!places) {
        places = placesOf([...cells]);
        if (!places.has('login') || !places.has('name')) throw new Refusal(422, 'people_columns_missing');
        continue;
      }
      if (people.length === ROWS_MAX)
        throw new Refusal(422, 'people_too_many', [], { params: { max: ROWS_MAX } });
      const read = readPerson(row, [...cells], places, known);
      faults.push(...read.faults, ...twice(read.person, seen, places));
      people.push(read.person);
    }
    return { people, faults };
  }

  private async idsOf(logins: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.database.query<{ login: string; id: string }>(
      `SELECT login, id FROM core.user_account WHERE login = ANY ($1::text[])`,
      [logins],
    );
    return new Map(rows.map(({ login, id }) => [login, id]));
  }

  private async knownNames(): Promise<KnownNames> {
    const titles = async (table: 'department' | 'post') => {
      const where = table === 'department' ? ' WHERE active' : '';
      const { rows } = await this.database.query<{ key: string; title: Localized }>(
        `SELECT key, title FROM core.${table}${where}`,
      );
      return new Map(rows.map(({ key, title }) => [key, title]));
    };
    return {
      department: await titles('department'),
      posts: await titles('post'),
      roles: await knownRoles(this.database),
    };
  }
}

function twice(
  { login, row }: SheetPerson,
  seen: Set<string>,
  places: ReturnType<typeof placesOf>,
): readonly CellFault[] {
  if (!seen.has(login)) {
    seen.add(login);
    return [];
  }
  return [{ cell: cellName(places.get('login') ?? 0, row), code: 'login_twice', params: { value: login } }];
}
