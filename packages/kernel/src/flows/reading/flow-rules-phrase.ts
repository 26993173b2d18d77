import type { Language } from '../../foundation/index.js';
import type { FlowDefinition } from '../../metadata/index.js';
import { phrase } from './phrase.js';
import type { PhraseName } from './phrase.js';

/** The rules that hold for every step of a flow; settings at their default say nothing. */
export function flowRules({ settings = {} }: FlowDefinition, language: Language): readonly string[] {
  const { dedupe, afterReturn, allowRevoke, allowRecall, calendar } = settings;
  const told: readonly (readonly [boolean, PhraseName])[] = [
    [dedupe === 'consecutive', 'dedupeNext'],
    [dedupe === 'any', 'dedupeAny'],
    [afterReturn === 'back', 'straightBack'],
    [allowRevoke === false, 'noRevoke'],
    [allowRecall === false, 'noRecall'],
    [calendar !== undefined, 'workingTime'],
  ];
  return told.filter(([holds]) => holds).map(([, name]) => phrase(name, language));
}
