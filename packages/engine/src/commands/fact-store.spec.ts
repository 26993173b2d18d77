import type { CompiledRelease, Needs } from '@dougong/kernel/commands';
import type { FormModel } from '@dougong/kernel/forms';
import type { SqlSession } from '../database/sql-session.js';
import { FactStore } from './fact-store.js';
import type { Wording } from './fact-store.js';

const form = (key: string) => ({ key, fields: [], lines: [], definition: {} }) as unknown as FormModel;
const RELEASE = {
  number: 1,
  models: new Map(['item', 'place', 'person'].map((key) => [key, form(key)])),
} as unknown as CompiledRelease;

/** The statement that asks for these. */
async function textFor(needs: Needs, wording?: Wording): Promise<string> {
  let sent = '';
  const session = {
    prepared: async (_name: string, text: string) => {
      sent = text;
      return { rows: [{ release: 1, directory: 'd', replay: null }] };
    },
  };
  await new FactStore().needs(
    session as unknown as SqlSession,
    RELEASE,
    needs,
    { subject: 'ann', key: null },
    wording,
  );
  return sent;
}

const items = (count: number) => Array.from({ length: count }, (_, n) => ({ form: 'item', id: `i${n}` }));
const PLACE = { form: 'place', id: 'p' };

test('who asks for the same forms sends the same statement, in whichever order', async () => {
  const one = await textFor({ references: [PLACE, ...items(2)] });
  expect(await textFor({ references: [...items(2), PLACE] })).toBe(one);
});

test('where many ask together the statement depends neither on how many records they want nor on how many numbers', async () => {
  const asked = (count: number) =>
    textFor({ references: [PLACE, ...items(count)], numbers: { 'no-': count } }, 'any');
  const texts = await Promise.all([1, 2, 4, 50].map(asked));
  expect(new Set(texts).size).toBe(1);
});

test('a few records that one command asks for are named one by one', async () => {
  expect(await textFor({ references: items(3) })).toContain('x.id IN ($3::uuid, $4::uuid, $5::uuid)');
});
