import { tellCondition } from '../expression/index.js';
import type { ConditionTrace, PathTitles, TraceNode } from '../expression/index.js';
import type { Localized } from '../foundation/index.js';
import type { CompiledRule } from './compiled-rule.js';
import type { TraceEntry } from './trace.js';

/** One sentence about what became of a rule, as data of the trace: designers and records show it as it stands. */

/** What the sentence is made with besides the rule. */
export interface WhyFacts {
  readonly titles: PathTitles;
  readonly ruleTitle: (key: string) => Localized;
  readonly condition?: ConditionTrace;
}

/** Says in one sentence why a rule fired or did not. */
export function whySentence(rule: CompiledRule, entry: TraceEntry, facts: WhyFacts): Localized {
  const { title } = rule.definition;
  const why = reason(rule, entry, facts);
  const fired = entry.outcome === 'fired';
  return {
    'zh-CN': `规则“${title['zh-CN']}”${fired ? '触发了' : '没有触发'}：${why['zh-CN']}。`,
    en: `The rule "${title.en}" ${fired ? 'fired' : 'did not fire'}: ${why.en}.`,
  };
}

function reason(rule: CompiledRule, entry: TraceEntry, facts: WhyFacts): Localized {
  switch (entry.outcome) {
    case 'disabled':
      return { 'zh-CN': '它已停用', en: 'it is switched off' };
    case 'not_reached':
      return { 'zh-CN': '保存在它之前就被拒绝了', en: 'the save was refused before its turn' };
    case 'not_triggered':
      return triggerReason(rule, facts);
    case 'not_effective':
      return effectiveReason(rule);
    case 'group':
      return groupReason(entry, facts);
    case 'fired':
    case 'not_met':
      return conditionReason(rule, entry, facts);
  }
}

function triggerReason({ definition: { trigger } }: CompiledRule, { titles }: WhyFacts): Localized {
  if (trigger.fields === undefined)
    return { 'zh-CN': '这次发生的不是它等待的事', en: 'what happened is not what it waits for' };
  const named = (language: keyof Localized): string =>
    (trigger.fields ?? []).map((field) => titles(field)[language]).join(language === 'en' ? ', ' : '、');
  return {
    'zh-CN': `它等待“${named('zh-CN')}”变化，这次没有发生`,
    en: `it waits for a change of ${named('en')}, which did not happen`,
  };
}

function effectiveReason({ definition: { effective } }: CompiledRule): Localized {
  const [from, to] = [effective?.from ?? '…', effective?.to ?? '…'];
  return {
    'zh-CN': `这一天不在它的有效期内（${from} 至 ${to}）`,
    en: `the day is outside its time (${from} to ${to})`,
  };
}

function groupReason({ winner = '' }: TraceEntry, { ruleTitle }: WhyFacts): Localized {
  const title = ruleTitle(winner);
  return {
    'zh-CN': `同组的规则“${title['zh-CN']}”先触发，这一组只执行第一条`,
    en: `the rule "${title.en}" of its group came first, and only the first of them fires`,
  };
}

function conditionReason(rule: CompiledRule, { outcome }: TraceEntry, facts: WhyFacts): Localized {
  const { titles, condition } = facts;
  const whole = tellCondition(rule.condition, titles);
  if (condition === undefined || rule.definition.condition === true) return whole;
  const { deciding } = condition;
  if (outcome !== 'fired' && deciding.blank) return blankReason(whole, deciding, titles);
  const values = leaves(deciding);
  if (values.length === 0)
    return outcome === 'fired'
      ? whole
      : { 'zh-CN': `条件“${whole['zh-CN']}”不成立`, en: `"${whole.en}" does not hold` };
  const told = (language: keyof Localized): string => tellValues(values, titles, language);
  const [zh, en] = [told('zh-CN'), told('en')];
  return outcome === 'fired'
    ? { 'zh-CN': `${whole['zh-CN']}（${zh}）`, en: `${whole.en} (${en})` }
    : { 'zh-CN': `条件“${whole['zh-CN']}”不成立（${zh}）`, en: `"${whole.en}" does not hold (${en})` };
}

function blankReason(whole: Localized, deciding: TraceNode, titles: PathTitles): Localized {
  const blank = leaves(deciding).filter((leaf) => leaf.value === null);
  const named = (language: keyof Localized): string =>
    blank.map((leaf) => titles(leaf.path ?? '')[language]).join(language === 'en' ? ', ' : '、');
  return {
    'zh-CN': `条件“${whole['zh-CN']}”里的“${named('zh-CN')}”是空白，空白不算满足`,
    en: `in "${whole.en}" ${named('en')} is blank, and a blank never meets a comparison`,
  };
}

/** The fields of the comparison that settled the answer, each once. */
function leaves(node: TraceNode): readonly TraceNode[] {
  const found = node.path === undefined ? node.operands.flatMap(leaves) : [node];
  return [...new Map(found.map((leaf) => [leaf.path, leaf])).values()];
}

function tellValues(values: readonly TraceNode[], titles: PathTitles, language: keyof Localized): string {
  const blank = language === 'en' ? 'blank' : '空白';
  const [is, comma] = language === 'en' ? [' is ', ', '] : ['是 ', '，'];
  return values.map(({ path = '', value }) => `${titles(path)[language]}${is}${value ?? blank}`).join(comma);
}
