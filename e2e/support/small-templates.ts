/** Templates just large enough to be installed, changed, upgraded and taken back. */

type Files = Readonly<Record<string, object>>;

const text = (chinese: string, en: string) => ({ 'zh-CN': chinese, en });
const head = (kind: string, key: string, title: object) => ({ kind, format: 1, key, title });

/** Texts that the cards of the desk have room for. */
interface CardOptions {
  readonly remarkLength: number;
  readonly fields?: Readonly<Record<string, object>>;
}

function cardForm({ remarkLength, fields = {} }: CardOptions) {
  const properties = {
    name: { type: 'string', 'x-title': text('名称', 'Name'), maxLength: 40 },
    remark: { type: 'string', 'x-title': text('备注', 'Remark'), maxLength: remarkLength },
    ...fields,
  };
  return {
    ...head('form', 'card', text('卡片', 'Card')),
    usage: 'master',
    schema: { type: 'object', properties, required: ['name'] },
    ui: { order: Object.keys(properties), titleField: 'name' },
    lists: [{ id: 'all', title: text('全部', 'All'), columns: ['name', 'remark'] }],
  };
}

/** A form of cards, a role, somebody to administer, two sample cards; a way back that is not there yet. */
export function deskTemplate(version: string, card: CardOptions): Files {
  return {
    'template.json': {
      ...head('template', 'desk', text('办公桌', 'Desk')),
      description: text('卡片和便签，够一张桌子用。', 'Cards and notes, enough for a desk.'),
      industry: text('办公', 'Office'),
      version,
      seeds: [{ file: 'people.json' }, { file: 'samples.json', demo: true }],
      completeness: {
        level: 'suggested',
        reverseFlows: [{ kind: 'withdrawal', title: text('卡片撤回', 'Card withdrawn') }],
      },
    },
    'forms/card.form.json': cardForm(card),
    'roles/administrator.role.json': {
      ...head('role', 'administrator', text('系统管理员', 'Administrator')),
      forms: [{ form: '*', actions: ['*'], rows: 'all' }],
      registers: ['*'],
      system: ['administer', 'design', 'audit'],
    },
    'seed/people.json': {
      kind: 'seed',
      format: 1,
      users: [{ login: 'admin', name: '系统管理员', roles: ['administrator'] }],
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

/** A second template, which asks something. */
export function noteTemplate(version: string): Files {
  const properties = { name: { type: 'string', 'x-title': text('标题', 'Title'), maxLength: 40 } };
  return {
    'template.json': {
      ...head('template', 'notes', text('便签', 'Notes')),
      version,
      dependencies: [{ key: 'desk', version: '^1.0.0' }],
      parameters: [
        {
          id: 'first_note',
          title: text('第一张便签', 'First note'),
          type: 'text',
          default: 'Hello',
          maxLength: 40,
          places: [{ file: 'seed/notes.json', at: '/records/first/values/name' }],
        },
      ],
      seeds: [{ file: 'notes.json' }],
    },
    'forms/note.form.json': {
      ...head('form', 'note', text('便签', 'Note')),
      usage: 'master',
      schema: { type: 'object', properties, required: ['name'] },
      ui: { order: ['name'], titleField: 'name' },
      lists: [{ id: 'all', title: text('全部', 'All'), columns: ['name'] }],
    },
    'seed/notes.json': {
      kind: 'seed',
      format: 1,
      records: [{ form: 'note', ref: 'first', values: { name: 'Hello' } }],
    },
  };
}
