import { buildFormModel } from '@dougong/kernel/forms';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { operandWords } from './operand-words.js';

const title = (zh: string, en: string) => ({ 'zh-CN': zh, en });

const PLACE = {
  kind: 'form',
  format: 1,
  key: 'place',
  title: title('地点', 'Place'),
  usage: 'master',
  schema: {
    type: 'object',
    properties: {
      kind: {
        type: 'string',
        enum: ['open', 'closed'],
        'x-titles': [title('室外', 'Outdoors'), title('室内', 'Indoors')],
        'x-title': title('种类', 'Kind'),
      },
      leader: { type: 'string', format: 'uuid', 'x-user': true, 'x-title': title('负责人', 'Leader') },
    },
  },
  ui: { order: ['kind', 'leader'] },
} as unknown as FormDefinition;

const ENTRY = {
  ...PLACE,
  key: 'entry',
  schema: {
    type: 'object',
    properties: {
      place: {
        type: 'string',
        format: 'uuid',
        'x-reference': { form: 'place' },
        'x-title': title('地点', 'Place'),
      },
      lines: {
        type: 'array',
        'x-title': title('明细', 'Lines'),
        items: {
          type: 'object',
          properties: {
            from: {
              type: 'string',
              format: 'uuid',
              'x-reference': { form: 'place' },
              'x-title': title('来处', 'From'),
            },
          },
        },
      },
    },
  },
  ui: { order: ['place', 'lines'] },
} as unknown as FormDefinition;

function modelOf(definition: FormDefinition) {
  const built = buildFormModel(definition, (key) => (key === 'place' ? PLACE : undefined));
  if (!built.ok) throw new Error(JSON.stringify(built.error));
  return built.value;
}

const models = new Map([ENTRY, PLACE].map((each) => [each.key, modelOf(each)]));
const names = {
  nameOf: (_form: string, id: string) => (id === 'p-1' ? { title: '东院' } : undefined),
  nameOfUser: (id: string) => (id === 'u-1' ? '李' : undefined),
};

describe('the operands of a condition', () => {
  const words = operandWords(modelOf(ENTRY), models, names, 'zh-CN');

  it('name fields and choices behind references, in lines too', () => {
    expect(words.title('place.kind')).toBe('地点的种类');
    expect(words.value('place.kind', 'closed')).toBe('室内');
    expect(words.value('lines.from.kind', 'open')).toBe('室外');
  });

  it('name records and people, and leave what has no name as it is', () => {
    expect(words.value('place', 'p-1')).toBe('东院');
    expect(words.value('place.leader', 'u-1')).toBe('李');
    expect(words.value('actor', 'u-1')).toBe('李');
    expect(words.value('place', 'gone')).toBe('gone');
    expect(words.value(undefined, '7')).toBe('7');
  });
});
