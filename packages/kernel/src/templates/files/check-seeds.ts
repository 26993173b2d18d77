import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { SeedFile, SeedRecord, SeedUser } from '../../metadata/index.js';
import { checkValues } from './check-values.js';
import { hasForm, keysOf } from './template-ground.js';
import type { TemplateGround } from './template-ground.js';

/** A fault of a file of seeds, by the name of the file. */
export interface SeedFault extends Issue {
  readonly file: string;
}

type Department = NonNullable<SeedFile['departments']>[number];

/** What seeds have told so far, in the order of loading. */
interface Told {
  readonly logins: Set<string>;
  readonly departments: Set<string>;
  readonly posts: Set<string>;
  readonly records: Set<string>;
}

/** Seeds against the definitions, and against each other in the order in which they are loaded. */
export function checkSeeds(ground: TemplateGround): readonly SeedFault[] {
  const told: Told = { logins: new Set(), departments: new Set(), posts: new Set(), records: new Set() };
  const everybody = new Set(
    ground.seeds.flatMap(({ content }) => content.users ?? []).map(({ login }) => login),
  );
  return ground.seeds.flatMap(({ file, content }) =>
    [...checkPeople(ground, content, told, everybody), ...checkRecords(ground, content, told)].map(
      (found) => ({
        ...found,
        file,
      }),
    ),
  );
}

function checkPeople(
  ground: TemplateGround,
  { departments = [], posts = [], users = [], deputies = [] }: SeedFile,
  told: Told,
  everybody: ReadonlySet<string>,
): readonly Issue[] {
  for (const { key } of departments) told.departments.add(key);
  for (const { key } of posts) told.posts.add(key);
  const flows = keysOf(ground, 'flow');
  return [
    ...departments.flatMap((each, at) => checkDepartment(each, told, everybody, pointer('/departments', at))),
    ...users.flatMap((each, at) => checkUser(ground, each, told, pointer('/users', at))),
    ...deputies.flatMap(({ user, deputy, flow }, at) => [
      ...unless(everybody.has(user), issue('unknown_user', pointer('/deputies', at, 'user'), { user })),
      ...unless(
        everybody.has(deputy),
        issue('unknown_user', pointer('/deputies', at, 'deputy'), { user: deputy }),
      ),
      ...unless(
        flow === undefined || flows.has(flow),
        issue('seed_unknown_flow', pointer('/deputies', at, 'flow'), {
          flow,
        }),
      ),
    ]),
  ];
}

function checkDepartment(
  { parent, leader }: Department,
  { departments }: Told,
  everybody: ReadonlySet<string>,
  at: string,
): readonly Issue[] {
  return [
    ...unless(
      parent === undefined || departments.has(parent),
      issue('seed_unknown_department', `${at}/parent`, {
        department: parent,
      }),
    ),
    ...unless(
      leader === undefined || everybody.has(leader),
      issue('unknown_user', `${at}/leader`, {
        user: leader,
      }),
    ),
  ];
}

function checkUser(ground: TemplateGround, user: SeedUser, told: Told, at: string): readonly Issue[] {
  const { login, roles, department, posts = [] } = user;
  const known = keysOf(ground, 'role');
  const isRepeated = told.logins.has(login);
  told.logins.add(login);
  return [
    ...unless(!isRepeated, issue('duplicate_key', `${at}/login`, { key: login })),
    ...roles.flatMap((role, index) =>
      unless(known.has(role), issue('unknown_role', pointer(at, 'roles', index), { role })),
    ),
    ...unless(
      department === undefined || told.departments.has(department),
      issue('seed_unknown_department', `${at}/department`, { department }),
    ),
    ...posts.flatMap((post, index) =>
      unless(told.posts.has(post), issue('seed_unknown_post', pointer(at, 'posts', index), { post })),
    ),
  ];
}

function checkRecords(ground: TemplateGround, { records = [] }: SeedFile, told: Told): readonly Issue[] {
  return records.flatMap((record, at) => {
    const base = pointer('/records', at);
    const found = checkRecord(ground, record, told, base);
    const name = `${record.form}/${record.ref}`;
    const isRepeated = told.records.has(name);
    told.records.add(name);
    return isRepeated ? [...found, issue('duplicate_key', `${base}/ref`, { key: record.ref })] : found;
  });
}

function checkRecord(ground: TemplateGround, record: SeedRecord, told: Told, at: string): readonly Issue[] {
  const { form, by, values, actions = [] } = record;
  if (!hasForm(ground, form)) return [issue('unknown_form', `${at}/form`, { form })];
  const model = ground.models.get(form);
  const names = danglingNames(values, `${at}/values`, told);
  const who = unless(
    by === undefined || told.logins.has(by),
    issue('unknown_user', `${at}/by`, { user: by }),
  );
  if (!model) return [...who, ...names];
  const unknown = actions.flatMap((action, index) =>
    unless(
      model.lifecycle.actions.has(action),
      issue('unknown_action', pointer(at, 'actions', index), { action }),
    ),
  );
  const shape = checkValues(model, { values, isChange: false, target: targetOf }, `${at}/values`);
  return [...who, ...unknown, ...names, ...shape];
}

/** What a name of a seed is about: the form before the slash, or a person. */
function targetOf(name: string): string | undefined {
  return /^@([a-z][a-z0-9_]*)\//.exec(name)?.[1];
}

/** Names of records that are not loaded before, and of people who are not there. */
function danglingNames(value: unknown, at: string, told: Told): readonly Issue[] {
  if (typeof value === 'string' && value.startsWith('@')) {
    const name = value.slice(1);
    const isThere = name.startsWith('user/') ? told.logins.has(name.slice(5)) : told.records.has(name);
    return unless(isThere, issue('seed_name_unknown', at, { name: value }));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => danglingNames(each, pointer(at, key), told));
}

function unless(fits: boolean, found: Issue): readonly Issue[] {
  return fits ? [] : [found];
}
