import { rule, ruleSet, set, updated } from './rules.fixtures.js';

const watching = (key: string, fields: readonly string[] | undefined, priority?: number) =>
  rule(key, [set('copies', '1')], {
    trigger: { on: ['update'], ...(fields === undefined ? {} : { fields: [...fields] }) },
    ...(priority === undefined ? {} : { priority }),
  });

const rules = ruleSet(
  watching('both', ['note', 'level']),
  watching('level', ['level']),
  watching('note', ['note'], 900),
  watching('anything', undefined),
  watching('place', ['place']),
);

const asked = (...fields: readonly string[]): readonly string[] =>
  rules.candidates('claim', 'derive', updated(...fields)).map(({ key }) => key);

describe('the rules that an event asks', () => {
  test('are those that watch what changed and those that watch nothing in particular', () => {
    expect(asked('place')).toEqual(['anything', 'place']);
    expect(asked('limit')).toEqual(['anything']);
  });

  test('stand in firing order, each once, when several fields changed', () => {
    expect(asked('note', 'level')).toEqual(['note', 'anything', 'both', 'level']);
    expect(asked('level', 'note', 'place')).toEqual(['note', 'anything', 'both', 'level', 'place']);
  });

  test('of a button that brings changed values are those of an update, too', () => {
    const pressed = ruleSet(
      watching('level', ['level']),
      rule('send', [set('copies', '1')], { trigger: { on: ['action'], actions: ['send'] }, priority: 900 }),
      rule('finish', [set('copies', '1')], { trigger: { on: ['action'], actions: ['finish'] } }),
    );
    const press = (...changed: string[]) =>
      pressed
        .candidates('claim', 'derive', { type: 'action', action: 'send', changed: new Set(changed) })
        .map(({ key }) => key);
    expect(press('level', 'note')).toEqual(['send', 'level']);
    expect(press('note')).toEqual(['send']);
    expect(press()).toEqual(['send']);
  });

  test('are none where the form has none for the event', () => {
    expect(rules.candidates('gone', 'derive', updated('note'))).toEqual([]);
    expect(rules.candidates('claim', 'derive', { type: 'create', changed: new Set() })).toEqual([]);
    expect(rules.candidates('claim', 'validate', updated('note'))).toEqual([]);
  });
});
