import { readFileSync } from 'node:fs';
import { differenceOf } from '../compare-answers.js';
import type { JsonObject } from '../suite.js';
import { reconcileCase } from './reconciliation-case.js';

interface Example extends JsonObject {
  readonly id: string;
  readonly title: string;
  readonly expect: JsonObject;
}

const file = new URL('../../../conformance/examples/reconciliation-examples.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { readonly cases: readonly Example[] };

describe('the worked examples of reconciliation', () => {
  test.each(cases.map((each) => [`${each.id} ${each.title}`, each] as const))('%s', (_, example) => {
    expect(differenceOf(example.expect, reconcileCase(example))).toBeUndefined();
  });
});
