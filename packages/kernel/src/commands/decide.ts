import { issue } from '../foundation/index.js';
import { actOnRecord, answerOnRecord } from './act-on-record.js';
import { noteFileUses } from './attach-files.js';
import { changeByRule } from './change-by-rule.js';
import { changeRecord, deleteRecord } from './change-record.js';
import type { Command } from './command.js';
import { createByRule, createRecord } from './create-record.js';
import { DecisionStop } from './decision.js';
import type { Decision } from './decision.js';
import { EffectSheet } from './effect-sheet.js';
import type { Facts } from './facts.js';
import { fireRule } from './fire-rule.js';
import { checkTime } from './moment.js';
import type { Moment } from './moment.js';
import { moveOnRecord } from './move-on-record.js';
import { startFlow } from './move-flow.js';
import { noteFormulaUses } from './note-formula-uses.js';
import type { CompiledRelease } from './release.js';
import type { TimeBudget } from './time-budget.js';

/** The definitions that a decision goes by. */
export interface DecisionContext {
  readonly release: CompiledRelease;
  /** Compiled releases that running instances are pinned to. */
  readonly pinned: (release: number) => CompiledRelease | undefined;
  /** Day of the command where the business is, `YYYY-MM-DD`. */
  readonly today: string;
  /** How long all rounds of the decision may take together; without it, any time. */
  readonly budget?: TimeBudget;
}

/**
 * Decides a command: pure, so that preview, simulation and the server give the same answer. Facts in, effects out; or
 * what must be read first, after which the same command is decided again with more facts; or a refusal.
 */
export function decide(context: DecisionContext, command: Command, facts: Facts): Decision {
  const model = context.release.models.get(command.form);
  if (!model) return { kind: 'refused', reason: 'hidden', issues: [issue('not_found')] };
  const moment: Moment = {
    ...context,
    command,
    facts,
    sheet: new EffectSheet(),
    model,
    make: createByRule,
    change: changeByRule,
    start: startFlow,
  };
  context.budget?.start();
  try {
    const record = carryOut(moment, command);
    noteFormulaUses(moment);
    noteFileUses(moment);
    checkTime(moment);
    return { kind: 'effects', effects: { ...moment.sheet.toEffects(command.id), subjectRecord: record } };
  } catch (stop) {
    if (stop instanceof DecisionStop) return stop.decision;
    throw stop;
  } finally {
    context.budget?.stop();
  }
}

function carryOut(moment: Moment, command: Command) {
  switch (command.type) {
    case 'create':
      return createRecord(moment, command);
    case 'change':
      return changeRecord(moment, command);
    case 'delete':
      return deleteRecord(moment, command);
    case 'act':
      return actOnRecord(moment, command);
    case 'fire':
      return fireRule(moment, command);
    case 'answer':
      return answerOnRecord(moment, command);
    case 'move':
      return moveOnRecord(moment, command);
  }
}
