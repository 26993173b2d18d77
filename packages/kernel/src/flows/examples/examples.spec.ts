import { checkFlow } from '../check/index.js';
import { isError } from '../../foundation/index.js';
import { EXAMPLES as file } from './example-file.fixtures.js';
import { differences } from './play-case.fixtures.js';
import { definitionOf, scopeOf } from './translate-case.fixtures.js';

describe('the examples of the contract', () => {
  test.each(file.cases.map((one) => [`${one.id} ${one.name}`, one] as const))('%s', (_name, one) => {
    expect(differences(one, file.org)).toEqual([]);
  });

  test.each(
    file.cases.filter((one) => one.expect.publishable !== undefined).map((one) => [one.id, one] as const),
  )('%s is checked as expected', (_id, one) => {
    const scope = scopeOf(one);
    const findings = checkFlow(definitionOf('main', one.flow, scope, one.settings), { scope });
    expect(!findings.some(isError)).toBe(one.expect.publishable);
    for (const { code, nodes } of one.expect.findings ?? [])
      expect(
        findings.some((found) => found.code === code && found.nodes.some((id) => nodes.includes(id))),
      ).toBe(true);
  });
});
