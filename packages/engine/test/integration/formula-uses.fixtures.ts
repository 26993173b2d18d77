import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import type { TestApp } from '../support/test-app.js';

/** A form whose one number comes from a named formula. */

const title = (text: string) => ({ 'zh-CN': text, en: text });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });
const decimal = (name: string, scale: number, more = {}) => ({
  type: 'string',
  format: 'decimal',
  'x-title': title(name),
  'x-scale': scale,
  ...more,
});

const NAMES = ['cost', 'life', 'runs'];

const SHARE = {
  ...head('form', 'share'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      cost: decimal('Cost', 2),
      life: decimal('Life', 0),
      runs: decimal('Runs', 0),
      note: { type: 'string', 'x-title': title('Note') },
      share: decimal('Share', 2, { 'x-formula': 'share_of_runs(cost, life, runs)' }),
    },
    additionalProperties: false,
  },
  ui: { order: ['cost', 'life', 'runs', 'note', 'share'] },
};

const formula = (expression: string) => ({
  ...head('formula', 'share_of_runs'),
  parameters: NAMES.map((id) => ({ id, title: title(id), type: 'number' })),
  result: { type: 'number', scale: 2 },
  expression,
});

const CHIEF = {
  ...head('role', 'chief'),
  forms: [{ form: '*', actions: ['*'], rows: 'all' }],
  system: ['design'],
};
const CLERK = {
  ...head('role', 'clerk'),
  forms: [{ form: 'share', actions: ['read'], rows: 'all', hidden: ['cost'] }],
};

/** Publishes the form with this expression behind its number, after the release `base`; gives the new release's number. */
export async function publishShares(engine: TestApp, expression: string, base = 0): Promise<number> {
  const release = await engine.get(Publisher).publish({
    definitions: [SHARE, formula(expression), CHIEF, CLERK] as unknown as Definition[],
    base,
    actor: null,
    comment: expression,
  });
  return release.number;
}
