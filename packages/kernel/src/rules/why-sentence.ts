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
  const why = reason(rule, entry, facts);
  const head = headOf(entry)(rule.definition.title);
  return { 'zh-CN': `${head['zh-CN']}：${why['zh-CN']}。`, en: `${head.en}: ${why.en}.` };
}

type Head = (title: Localized) => Localized;

function headOf({ outcome, branch }: TraceEntry): Head {
  if (branch === 'else') return ranElse;
  return outcome === 'fired' ? fired : firedNot;
}

const fired: Head = (title) => ({
  'zh-CN': `规则“${title['zh-CN']}”触发了`,
  en: `The rule "${title.en}" fired`,
});

const firedNot: Head = (title) => ({
  'zh-CN': `规则“${title['zh-CN']}”没有触发`,
  en: `The rule "${title.en}" did not fire`,
});

const ranElse: Head = (title) => ({
  'zh-CN': `规则“${title['zh-CN']}”的条件不满足，执行了“否则”`,
  en: `The condition of the rule "${title.en}" did not hold; the else actions ran`,
});

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

function conditionReason(rule: CompiledRule, { outcome, branch }: TraceEntry, facts: WhyFacts): Localized {
  const { titles, condition } = facts;
  const isMet = outcome === 'fired' && branch !== 'else';
  const whole = tellCondition(rule.condition, titles);
  const claim = isMet
    ? whole
    : { 'zh-CN': `条件“${whole['zh-CN']}”不成立`, en: `"${whole.en}" does not hold` };
  if (condition === undefined || rule.definition.condition === true) return claim;
  // What the rules wrote may have turned the answer: then the values are no reason.
  if (condition.holds !== isMet) return claim;
  const { deciding } = condition;
  if (!isMet && deciding.blank) return blankReason(whole, deciding, titles);
  const values = leaves(deciding);
  if (values.length === 0) return claim;
  const told = (language: keyof Localized): string => tellValues(values, titles, language);
  return { 'zh-CN': `${claim['zh-CN']}（${told('zh-CN')}）`, en: `${claim.en} (${told('en')})` };
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
  const named = (path: string, value: string | null): string =>
    value === null ? blank : (titles.valueTitle?.(path, value)?.[language] ?? value);
  return values
    .map(({ path = '', value }) => `${titles(path)[language]}${is}${named(path, value)}`)
    .join(comma);
}
