import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACTION_NAMES } from './action-names.js';

const SOURCES = join(import.meta.dirname, '..', '..');
/** Of another language than actions: modules of Node, channels of diagnostics. */
const NO_ACTION = /^(node|dougong|r):/;

/** What the source writes between quotes like an action: `user:change`. */
function actionsInSource(): readonly string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /(?<!\.spec)\.ts$/.test(file) && !file.includes('reading'),
  );
  const found = files.flatMap((file) =>
    [...readFileSync(join(SOURCES, file), 'utf8').matchAll(/'([a-z_]+:[a-z_]+)'/g)].map(
      ([, name = '']) => name,
    ),
  );
  return [...new Set(found)].filter((name) => !NO_ACTION.test(name)).toSorted();
}

describe('the audit calls things by words', () => {
  test('every action that the platform writes has a name in both languages', () => {
    const actions = actionsInSource();
    expect(actions).toContain('user:change');
    expect(actions.filter((action) => !Object.hasOwn(ACTION_NAMES, action))).toEqual([]);
  });

  test('no two actions have the same name', () => {
    const names = Object.entries(ACTION_NAMES).filter(
      ([action]) => !['insert', 'department:remove'].includes(action),
    );
    expect(new Set(names.map(([, name]) => name['zh-CN'])).size).toBe(names.length);
  });
});
