import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { IdSource } from '@dougong/kernel/foundation';
import type { SeedFile, SeedRecord } from '@dougong/kernel/metadata';
import type { TemplateSeed } from '@dougong/kernel/templates';
import { CommandService } from '../commands/command-service.js';
import { Database } from '../database/database.js';
import { Refusal } from '../http/refusal.js';
import { Accounts } from '../identity/accounts.js';
import type { DemoLogin } from '../identity/demo-logins.js';
import { SubjectStore } from '../identity/subject-store.js';
import type { Subject } from '../identity/subject.js';
import { Directory } from '../people/directory.js';
import { OrganisationSeeds } from '../people/organisation-seeds.js';
import { ID_SOURCE } from '../ports.js';
import { ReleaseRegistry } from './release-registry.js';

export interface SeedOptions {
  /** Also loads the seeds that are sample data. */
  readonly demo: boolean;
  readonly onProgress?: ((step: string, done: number, total: number) => void) | undefined;
}

/** What loading seeds made. */
export interface SeededData {
  /** People made now, with the passwords they were given; nobody can read them later. */
  readonly logins: readonly DemoLogin[];
  /** Seed records made now. */
  readonly records: number;
}

/** A seed record and whether it is sample data. */
interface MarkedRecord extends SeedRecord {
  readonly demo: boolean;
}

const PASSWORD_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const PASSWORD_LENGTH = 12;

/** Loads the data that templates bring, through the same commands as anybody's; what was loaded before stays as it is. */
@Injectable()
export class TemplateSeeds {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly accounts: Accounts,
    private readonly organisation: OrganisationSeeds,
    private readonly subjects: SubjectStore,
    private readonly directory: Directory,
    private readonly commands: CommandService,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  /** Loads the seeds of one template. */
  async load(template: string, seeds: readonly TemplateSeed[], options: SeedOptions): Promise<SeededData> {
    const wanted = seeds.filter((seed) => options.demo || !seed.demo);
    const logins = await this.makePeople(wanted.map(({ content }) => content));
    const marked = wanted.flatMap(({ content, demo }) =>
      (content.records ?? []).map((record) => ({ ...record, demo })),
    );
    return { logins, records: await this.makeRecords(template, marked, options) };
  }

  private async makePeople(seeds: readonly SeedFile[]): Promise<DemoLogin[]> {
    const logins: DemoLogin[] = [];
    const users = seeds.flatMap((seed) => seed.users ?? []);
    for (const { login, name, post, roles } of users) {
      const isKnown = (await this.userId(login)) !== undefined;
      const password = isKnown ? undefined : newPassword();
      await this.accounts.createUser({ login, name, post, roles, password });
      if (password !== undefined) logins.push({ login, password, name, roles });
    }
    await this.organisation.load({
      departments: seeds.flatMap((seed) => seed.departments ?? []),
      posts: seeds.flatMap((seed) => seed.posts ?? []),
      users,
      deputies: seeds.flatMap((seed) => seed.deputies ?? []),
    });
    await this.directory.refresh();
    return logins;
  }

  private async makeRecords(
    template: string,
    records: readonly MarkedRecord[],
    options: SeedOptions,
  ): Promise<number> {
    let made = 0;
    for (const [at, record] of records.entries()) {
      options.onProgress?.(record.form, at + 1, records.length);
      if (await this.makeRecord(template, record)) made += 1;
    }
    return made;
  }

  /** Makes a seed record once; an earlier loading is found by its reference. */
  private async makeRecord(template: string, seed: MarkedRecord): Promise<boolean> {
    if (await this.seeded(template, seed.form, seed.ref)) return false;
    const subject = await this.actorOf(seed);
    const id = this.ids();
    const values = await this.resolve(template, seed.values);
    const head = { subject, channel: 'cli' as const };
    await this.commands.execute({
      ...head,
      action: 'create',
      command: { type: 'create', form: seed.form, id, values },
    });
    for (const action of seed.actions ?? []) {
      await this.commands.execute({
        ...head,
        action: `act:${action}`,
        command: { type: 'act', form: seed.form, id, action },
      });
    }
    await this.database.query(
      'INSERT INTO core.seed_ref (template, ref, form, record_id, demo) VALUES ($1, $2, $3, $4, $5)',
      [template, seed.ref, seed.form, id, seed.demo],
    );
    return true;
  }

  /** Who makes a seed record: the user that it names, or somebody who administers. */
  private async actorOf(seed: SeedRecord): Promise<Subject> {
    const administrators = (await this.releases.current()).definitions.flatMap((each) =>
      each.kind === 'role' && each.system?.includes('administer') ? [each.key] : [],
    );
    const directory = await this.directory.current();
    const id =
      seed.by === undefined
        ? administrators.flatMap((role) => directory.usersOfRole(role))[0]
        : await this.userId(seed.by);
    const subject = id === undefined ? undefined : await this.subjects.byId(id);
    if (!subject)
      throw new Refusal(422, 'seed_without_user', [], {
        params: { by: seed.by ?? '', form: seed.form, ref: seed.ref },
      });
    return subject;
  }

  private async resolve(template: string, value: unknown): Promise<unknown> {
    if (typeof value === 'string' && value.startsWith('@')) return this.resolveName(template, value);
    if (Array.isArray(value)) return Promise.all(value.map((each) => this.resolve(template, each)));
    if (typeof value !== 'object' || value === null) return value;
    const entries = await Promise.all(
      Object.entries(value).map(async ([key, each]) => [key, await this.resolve(template, each)] as const),
    );
    return Object.fromEntries(entries);
  }

  private async resolveName(template: string, name: string): Promise<string> {
    const [kind = '', ref = ''] = name.slice(1).split(/\/(.*)/s);
    const id = kind === 'user' ? await this.userId(ref) : await this.seeded(template, kind, ref);
    if (id === undefined) throw new Refusal(422, 'unknown_seed_reference', [], { params: { name } });
    return id;
  }

  private async seeded(template: string, form: string, ref: string): Promise<string | undefined> {
    const { rows } = await this.database.query<{ record_id: string }>(
      'SELECT record_id FROM core.seed_ref WHERE template = $1 AND form = $2 AND ref = $3',
      [template, form, ref],
    );
    return rows[0]?.record_id;
  }

  private async userId(login: string): Promise<string | undefined> {
    const { rows } = await this.database.query<{ id: string }>(
      'SELECT id FROM core.user_account WHERE login = $1',
      [login],
    );
    return rows[0]?.id;
  }
}

function newPassword(): string {
  return Array.from(
    { length: PASSWORD_LENGTH },
    () => PASSWORD_LETTERS[randomInt(PASSWORD_LETTERS.length)],
  ).join('');
}
