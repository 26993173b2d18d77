import { checkDefinition } from '../../metadata/index.js';
import type { RegisterDefinition } from '../../metadata/index.js';
import type { CompletenessRule, CompletenessWish, Gap } from './completeness-rule.js';
import { Process } from './process.js';
import type { ProcessParts } from './process.js';
import { effectWithoutDocument } from './rules/effect-without-document.rule.js';
import { forwardWithoutReverse } from './rules/forward-without-reverse.rule.js';
import { nodeWithoutData } from './rules/node-without-data.rule.js';
import { nodeWithoutOwner } from './rules/node-without-owner.rule.js';
import { postingWithoutReversal } from './rules/posting-without-reversal.rule.js';
import { requiredReverseFlow } from './rules/required-reverse-flow.rule.js';
import { reservationWithoutRelease } from './rules/reservation-without-release.rule.js';
import { stateWithoutExit } from './rules/state-without-exit.rule.js';

/** All rules, one line each. */
export const COMPLETENESS_RULES: readonly CompletenessRule[] = [
  forwardWithoutReverse,
  postingWithoutReversal,
  effectWithoutDocument,
  stateWithoutExit,
  reservationWithoutRelease,
  nodeWithoutOwner,
  nodeWithoutData,
  requiredReverseFlow,
];

/** A gap of the processes, with what would close it. */
export interface CompletenessFinding extends Gap {
  /** Stable as long as the gap is there: rule, definition and element, joined by `~`. */
  readonly id: string;
  readonly rule: string;
}

/**
 * Tells the gaps of the processes of an application. They are warnings, or errors where a template of it asks for completeness and the
 * rule is more than advice.
 * Definitions that do not pass their own check are left out: what they lack is told elsewhere.
 */
export function checkCompleteness(
  definitions: readonly unknown[],
  wishes: readonly CompletenessWish[] = [],
): readonly CompletenessFinding[] {
  const process = new Process(partsOf(definitions));
  const isRequired = wishes.some(({ setting }) => setting.level === 'required');
  return COMPLETENESS_RULES.flatMap((rule) =>
    rule.find(process, wishes).map(({ isAdvice = rule.isAdvice ?? false, ...gap }) => {
      const { kind, key } = gap.definition;
      const id = [rule.kind, kind, key, ...(gap.about === undefined ? [] : [gap.about])].join('~');
      const severity = isRequired && !isAdvice ? ('error' as const) : (gap.severity ?? 'error');
      return { ...gap, severity, id, rule: rule.kind };
    }),
  );
}

function partsOf(definitions: readonly unknown[]): ProcessParts {
  const sound = definitions.flatMap((each) => {
    const checked = checkDefinition(each);
    return checked.ok ? [checked.value] : [];
  });
  const registers = sound.filter((each): each is RegisterDefinition => each.kind === 'register');
  return {
    definitions: sound,
    registers: new Map(
      registers.map(({ key, title, type }) => [key, { title, keepsBalance: type === 'balance' }]),
    ),
  };
}
