import fc from 'fast-check';
import { compileCondition } from '../expression/index.js';
import type { Condition } from '../metadata/index.js';
import { mayOverlap } from './condition-overlap.js';
import { claim } from './rules.fixtures.js';

const field = (name: string) => ({ var: name });

describe('conditions that exclude each other', () => {
  test.each<[Condition, Condition, boolean]>([
    [{ '>': [field('limit'), '5'] }, { '<=': [field('limit'), '5'] }, false],
    [{ '>=': [field('limit'), '5'] }, { '<=': [field('limit'), '5.00'] }, true],
    [{ '>': [field('limit'), '5'] }, { '<': ['5', field('limit')] }, true],
    [{ '==': [field('level'), 'low'] }, { '==': [field('level'), 'high'] }, false],
    [{ '==': [field('level'), 'low'] }, { '!=': [field('level'), 'low'] }, false],
    [{ in: [field('level'), ['low', 'mid']] }, { in: [field('level'), ['mid', 'high']] }, true],
    [{ in: [field('level'), ['low']] }, { in: [field('level'), ['high']] }, false],
    [
      { and: [{ '>': [field('limit'), 1] }, { '<': [field('limit'), 3] }] },
      { '==': [field('limit'), '3.0'] },
      false,
    ],
    [{ or: [{ '>': [field('limit'), 5] }] }, { '<': [field('limit'), 5] }, true],
    [{ '>': [field('limit'), 5] }, { '<': [field('total'), 5] }, true],
    [true, { '<': [field('total'), 5] }, true],
  ])('%j and %j may both hold: %s', (one, other, expected) => {
    expect(mayOverlap(one, other)).toBe(expected);
    expect(mayOverlap(other, one)).toBe(expected);
  });

  test('are never told apart when one record meets both', () => {
    const comparison = fc
      .tuple(fc.constantFrom('>', '>=', '<', '<=', '==', '!='), fc.integer({ min: 0, max: 4 }), fc.boolean())
      .map(([operator, value, mirrored]) => ({
        [operator]: mirrored ? [String(value), field('limit')] : [field('limit'), String(value)],
      }));
    const condition = fc
      .array(comparison, { minLength: 1, maxLength: 3 })
      .map((parts): Condition => ({ and: parts }));
    const holds = (logic: Condition, limit: string) => {
      const compiled = compileCondition(logic, claim.scope);
      return compiled.ok && compiled.value.holds({ record: { limit } });
    };
    fc.assert(
      fc.property(
        condition,
        condition,
        fc.constantFrom('0', '0.5', '1', '2', '2.5', '3', '4'),
        (one, other, limit) => {
          if (holds(one, limit) && holds(other, limit)) expect(mayOverlap(one, other)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
