import { issue, pointer } from '../../../foundation/index.js';
import type { CheckFlowContext } from '../check-context.js';
import type { Drawing } from '../drawing.js';
import { about } from '../finding.js';
import type { Finding } from '../finding.js';

/** States and the administrator's role that the head of the flow names must exist. */
export function checkNames({ definition }: Drawing, context: CheckFlowContext): readonly Finding[] {
  const states = Object.entries(definition.states)
    .filter(([, state]) => state !== undefined && context.states?.includes(state) === false)
    .map(([when, state]) => about(issue('unknown_state', pointer('/states', when), { state }), []));
  const { admin } = definition;
  const isUnknown = admin !== undefined && context.roles?.includes(admin) === false;
  return isUnknown ? [...states, about(issue('unknown_role', '/admin', { role: admin }), [])] : states;
}
