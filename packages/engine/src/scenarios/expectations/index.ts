import type { Issue } from '@dougong/kernel/foundation';
import { pointer } from '@dougong/kernel/foundation';
import type { ScenarioExpectations } from '@dougong/kernel/metadata';
import type { ScenarioStage } from '../scenario-stage.js';
import { auditExpectation } from './audit.expectation.js';
import { balancesExpectation } from './balances.expectation.js';
import type { Expected, ExpectationKind, ExpectationPart } from './expectation.js';
import { notificationsExpectation } from './notifications.expectation.js';
import { recordsExpectation } from './records.expectation.js';
import { todosExpectation } from './todos.expectation.js';
import { turnoversExpectation } from './turnovers.expectation.js';
import { vouchersExpectation } from './vouchers.expectation.js';

/** Everything that can be expected, one line each. */
const EXPECTATIONS: { readonly [K in ExpectationKind]: ExpectationPart<K> } = {
  records: recordsExpectation,
  todos: todosExpectation,
  balances: balancesExpectation,
  turnovers: turnoversExpectation,
  vouchers: vouchersExpectation,
  notifications: notificationsExpectation,
  audit: auditExpectation,
};

/** Everything that differs from what a step expects, its refusal aside. */
export async function judgeExpectations(
  expect: ScenarioExpectations,
  stage: ScenarioStage,
  at: string,
): Promise<readonly Issue[]> {
  const found: Issue[] = [];
  for (const part of Object.values(EXPECTATIONS)) found.push(...(await judgeKind(part, expect, stage, at)));
  return found;
}

async function judgeKind<K extends ExpectationKind>(
  part: ExpectationPart<K>,
  expect: ScenarioExpectations,
  stage: ScenarioStage,
  at: string,
): Promise<readonly Issue[]> {
  const found: Issue[] = [];
  const expected = (expect[part.kind] ?? []) as readonly Expected<K>[];
  for (const [index, each] of expected.entries())
    found.push(...(await part.judge(each, stage, pointer(at, part.kind, index))));
  return found;
}
