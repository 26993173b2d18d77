import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CliCommand, ExitCode } from '../../src/cli/command.js';
import { readSettings } from '../../src/config/settings.js';
import type { DatabaseUrls } from '../../src/database/migrate.js';

/** A folder of small templates, each in versions, that a test writes and packs. */
export class TemplateShelf {
  private constructor(readonly folder: string) {}

  static async make(): Promise<TemplateShelf> {
    return new TemplateShelf(await mkdtemp(join(tmpdir(), 'dougong-shelf-')));
  }

  /** Writes the files of a template in the place of those that were there; gives its folder. */
  async put(key: string, files: Readonly<Record<string, object>>): Promise<string> {
    const folder = join(this.folder, key);
    await rm(folder, { recursive: true, force: true });
    for (const [path, content] of Object.entries(files)) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, JSON.stringify(content, null, 2));
    }
    return folder;
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

const text = (en: string, chinese = en) => ({ en, 'zh-CN': chinese });
const head = (kind: string, key: string, en = key) => ({ kind, format: 1, key, title: text(en) });

interface CardOptions {
  readonly remarkLength: number;
  readonly fields?: Readonly<Record<string, object>>;
  readonly remarkTitle?: string;
}

/** The form of the base template, as each version has it. */
export function cardForm({ remarkLength, fields = {}, remarkTitle = 'Remark' }: CardOptions) {
  const properties = {
    name: { type: 'string', 'x-title': text('Name', '名称'), maxLength: 40 },
    remark: { type: 'string', 'x-title': text(remarkTitle, '备注'), maxLength: remarkLength },
    ...fields,
  };
  return {
    ...head('form', 'card', 'Card'),
    title: text('Card', '卡片'),
    usage: 'master',
    schema: { type: 'object', properties, required: ['name'] },
    ui: { order: Object.keys(properties), titleField: 'name' },
    lists: [{ id: 'all', title: text('All'), columns: ['name', 'remark'] }],
  };
}

const administrator = {
  ...head('role', 'administrator'),
  forms: [{ form: '*', actions: ['*'], rows: 'all' }],
  registers: ['*'],
  system: ['administer', 'design', 'audit'],
};

/** The base template: a form of cards, a role, somebody to administer, two sample cards. */
export function deskTemplate(version: string, form: object): Readonly<Record<string, object>> {
  return {
    'template.json': {
      ...head('template', 'desk', 'Desk'),
      version,
      parameters: [
        {
          id: 'first_card',
          title: text('First card', '第一张卡片'),
          type: 'text',
          default: 'Welcome',
          places: [{ file: 'seed/samples.json', at: '/records/welcome/values/name' }],
        },
      ],
      seeds: [{ file: 'people.json' }, { file: 'samples.json', demo: true }],
    },
    'forms/card.form.json': form,
    'roles/administrator.role.json': administrator,
    'seed/people.json': {
      kind: 'seed',
      format: 1,
      users: [{ login: 'ann', name: 'Ann', roles: ['administrator'] }],
    },
    'seed/samples.json': {
      kind: 'seed',
      format: 1,
      records: [
        { form: 'card', ref: 'welcome', values: { name: 'Welcome', remark: 'sample' } },
        { form: 'card', ref: 'second', values: { name: 'Second', remark: 'sample' } },
      ],
    },
  };
}

/** An extension: a field of the base's form by overlay, and a form of its own. */
export function labelTemplate(version: string, needs = '^1.0.0'): Readonly<Record<string, object>> {
  return {
    'template.json': {
      ...head('template', 'labels', 'Labels'),
      version,
      dependencies: [{ key: 'desk', version: needs }],
    },
    'forms/label.form.json': {
      ...head('form', 'label', 'Label'),
      usage: 'master',
      schema: {
        type: 'object',
        properties: {
          code: { type: 'string', 'x-title': text('Code'), maxLength: 20 },
          card: { type: 'string', format: 'uuid', 'x-title': text('Card'), 'x-reference': { form: 'card' } },
        },
      },
      ui: { order: ['code', 'card'] },
    },
    'overlays/form.card.overlay.json': {
      kind: 'overlay',
      format: 1,
      target: { kind: 'form', key: 'card' },
      operations: [
        {
          op: 'add',
          path: '/schema/properties/colour',
          value: { type: 'string', 'x-title': text('Colour', '颜色'), maxLength: 20 },
        },
        { op: 'add', path: '/ui/order/colour', value: 'colour', after: 'name' },
      ],
    },
  };
}

export interface CommandEnd {
  readonly exit: ExitCode;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

/** Runs a command on a database, as the command line does. */
export async function runCommand(
  command: CliCommand,
  urls: DatabaseUrls | undefined,
  positionals: readonly string[],
  given: {
    readonly flags?: readonly string[];
    readonly options?: Readonly<Record<string, string>>;
    readonly trustedKeys?: readonly string[];
  } = {},
): Promise<CommandEnd> {
  const [out, err]: [string[], string[]] = [[], []];
  const settings = {
    ...readSettings({}),
    ...(urls ? { databaseUrl: urls.appUrl, databaseOwnerUrl: urls.ownerUrl } : {}),
    trustedKeys: given.trustedKeys ?? [],
    logLevel: 'silent',
  };
  const exit = await command.run({
    settings,
    terminal: { out: (line) => void out.push(line), err: (line) => void err.push(line), colour: false },
    positionals,
    flags: new Set(given.flags ?? []),
    options: new Map(Object.entries(given.options ?? {})),
  });
  return { exit, out, err };
}
