import { Injectable } from '@nestjs/common';
import { cellText } from '@dougong/kernel/exchange';
import { Database } from '../../database/database.js';
import { openSheets } from '../../exchange/sheets/open-sheets.js';
import { Refusal } from '../../http/refusal.js';
import { IDENTITY_CHANNEL } from '../../identity/authenticator.js';
import { Invitations } from '../invitations/invitations.js';
import type { Invitation } from '../invitations/invitations.js';
import { keepingAdministrators } from '../last-administrator.js';
import { OrganisationChanges } from '../organisation-changes.js';
import type { ChangeActor } from '../organisation-changes.js';
import { Staff } from '../staff.js';
import { faultOf, headsOf, placesOf, readPerson, ROWS_MAX } from './people-sheet.js';
import type { CellFault, Places, ReadSheet, SheetHead, SheetPerson } from './people-sheet.js';
import { isSaid, StandingPeople } from './standing-people.js';
import type { StandingPerson } from './standing-people.js';

export interface InvitedPerson extends Invitation {
  readonly login: string;
  readonly name: string;
}

/** What becomes of a row. */
export type RowOutcome = 'created' | 'updated' | 'unchanged' | 'failed';

export interface PeopleImportReport {
  /** Whether anybody was made or changed: not by a trial, and not while there are faults. */
  readonly done: boolean;
  readonly rows: number;
  /** Logins that are new, those of people who are there and are changed, and those of whom nothing new is said. */
  readonly made: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  readonly faults: readonly CellFault[];
  readonly heads: readonly SheetHead[];
  /** Rows with what becomes of each, those with faults first. */
  readonly shown: readonly {
    readonly row: number;
    readonly outcome: RowOutcome;
    readonly cells: readonly string[];
  }[];
  readonly invitations: readonly InvitedPerson[];
}

const ROWS_SHOWN_MAX = 500;

type Standing = ReadonlyMap<string, StandingPerson>;

/** Brings people in from a sheet: all of them or, with a single fault, nobody. */
@Injectable()
export class PeopleImport {
  constructor(
    private readonly database: Database,
    private readonly standing: StandingPeople,
    private readonly staff: Staff,
    private readonly invitations: Invitations,
    private readonly changes: OrganisationChanges,
  ) {}

  async run(
    by: ChangeActor,
    file: { readonly bytes: Buffer; readonly name: string },
    isTrial: boolean,
  ): Promise<PeopleImportReport> {
    const { heads, people, faults } = await this.read(file.bytes, file.name);
    const known = await this.standing.called(people.map(({ login }) => login));
    const all = [...faults, ...programsIn(people, known, heads)];
    const outcomes = outcomesOf(people, known, all);
    const loginsWith = (outcome: RowOutcome) =>
      people.flatMap(({ login }, at) => (outcomes[at] === outcome ? [login] : []));
    const report = {
      rows: people.length,
      made: loginsWith('created'),
      changed: loginsWith('updated'),
      unchanged: loginsWith('unchanged'),
      faults: all,
      heads,
      shown: shownOf(people, outcomes),
    };
    if (isTrial || all.length > 0) return { ...report, done: false, invitations: [] };
    const concerned = people.filter((_person, at) => outcomes[at] !== 'unchanged');
    return { ...report, done: true, invitations: await this.write(by, concerned, known) };
  }

  private async write(
    by: ChangeActor,
    people: readonly SheetPerson[],
    known: Standing,
  ): Promise<readonly InvitedPerson[]> {
    if (people.length === 0) return [];
    const invited = await this.changes.carryOut(by, 'user:import', async (session) => {
      const made: InvitedPerson[] = [];
      await keepingAdministrators(session, async () => {
        for (const person of people) {
          const id = known.get(person.login)?.id;
          if (id !== undefined) {
            await this.staff.changeIn(session, id, saidOf(person));
            continue;
          }
          const { id: fresh, name } = await this.staff.makeIn(session, {
            ...saidOf(person),
            login: person.login,
          });
          const invitation = await this.invitations.inviteIn(session, by.actor, fresh);
          made.push({ login: person.login, name, ...invitation });
        }
      });
      const logins = people.map(({ login }) => login);
      return { id: by.actor, value: made, changes: [{ path: '/users', old: null, new: logins }] };
    });
    await this.database.notify(IDENTITY_CHANNEL);
    return invited;
  }

  private async read(bytes: Buffer, name: string): Promise<ReadSheet> {
    const sheets = await openSheets(bytes, name);
    const known = await this.standing.names();
    const people: SheetPerson[] = [];
    const faults: CellFault[] = [];
    const seen = new Set<string>();
    let places: Places | undefined;
    let heads: readonly SheetHead[] = [];
    for await (const { row, cells } of sheets.rows(0)) {
      if (cells.every((cell) => cellText(cell).trim() === '')) continue;
      if (!places) {
        places = placesOf([...cells]);
        heads = headsOf([...cells], places);
        if (!places.has('login') || !places.has('name')) throw new Refusal(422, 'people_columns_missing');
        continue;
      }
      if (people.length === ROWS_MAX)
        throw new Refusal(422, 'people_too_many', [], { params: { max: ROWS_MAX } });
      const read = readPerson(row, [...cells], places, known);
      faults.push(...read.faults, ...twice(read.person, seen, places));
      people.push(read.person);
    }
    if (!places) throw new Refusal(422, 'people_columns_missing');
    return { heads, people, faults };
  }
}

function saidOf({ name, email, department, posts, roles }: SheetPerson) {
  return {
    name,
    ...(email === undefined ? {} : { email }),
    ...(department === undefined ? {} : { department }),
    ...(posts ? { posts: [...posts] } : {}),
    ...(roles ? { roles: [...roles] } : {}),
  };
}

function twice({ login, row }: SheetPerson, seen: Set<string>, places: Places): readonly CellFault[] {
  if (!seen.has(login)) {
    seen.add(login);
    return [];
  }
  return [faultOf(row, 'login', places, 'login_twice', login)];
}

/** A login of a program is nobody's who could be brought in. */
function programsIn(
  people: readonly SheetPerson[],
  known: Standing,
  heads: readonly SheetHead[],
): readonly CellFault[] {
  const places = new Map([['login' as const, heads.findIndex(({ column }) => column === 'login')]]);
  return people.flatMap(({ row, login }) =>
    known.get(login)?.kind === 'service' ? [faultOf(row, 'login', places, 'login_of_program', login)] : [],
  );
}

function outcomesOf(
  people: readonly SheetPerson[],
  known: Standing,
  faults: readonly CellFault[],
): readonly RowOutcome[] {
  const faulty = new Set(faults.map(({ row }) => row));
  return people.map((person) => {
    if (faulty.has(person.row)) return 'failed';
    const before = known.get(person.login);
    if (!before) return 'created';
    return isSaid(before, person) ? 'unchanged' : 'updated';
  });
}

function shownOf(people: readonly SheetPerson[], outcomes: readonly RowOutcome[]) {
  const all = people.map(({ row, cells }, at) => ({ row, outcome: outcomes[at] ?? 'failed', cells }));
  const isFailed = ({ outcome }: (typeof all)[number]) => outcome === 'failed';
  const chosen = [...all.filter(isFailed), ...all.filter((row) => !isFailed(row))].slice(0, ROWS_SHOWN_MAX);
  return chosen.toSorted((one, other) => one.row - other.row);
}
