import { CHAIN_DEPTH_MAX, issue } from '../foundation/index.js';
import type { Localized } from '../foundation/index.js';
import type { StoredRecord } from '../records/index.js';
import { refuse } from './decision.js';
import type { Moment } from './moment.js';

/** Records and states that set off one another: bounded, and the refusal shows the whole chain. */

/** The moment one step further down the chain; `rule` is the one that takes the step, if it is a rule. */
export function deeper(moment: Moment, record: StoredRecord, rule?: string): Moment {
  const chain = [...(moment.chain ?? []), linkOf(moment, record, rule)];
  if (chain.length > CHAIN_DEPTH_MAX)
    refuse('invalid', [issue('chain_too_deep', '', { max: CHAIN_DEPTH_MAX, chain })]);
  return { ...moment, chain };
}

/** One step as people read it: the rule, and the record that it stood on. */
function linkOf({ model, release }: Moment, record: StoredRecord, rule: string | undefined): Localized {
  const { titleField } = model.definition.ui;
  const own = titleField === undefined ? undefined : record[titleField];
  const name = typeof own === 'string' && own !== '' ? own : record.id;
  const title = rule === undefined ? undefined : release.rules.rule(rule)?.definition.title;
  const tell = (language: keyof Localized): string => {
    const place = `${model.title[language]} ${name}`;
    return title === undefined ? place : `${title[language]} (${place})`;
  };
  return { 'zh-CN': tell('zh-CN'), en: tell('en') };
}
