import type { Localized } from '../../foundation/index.js';
import { CONNECTION_WORDS } from './connection-words.js';
import { COST_WORDS } from './cost-words.js';
import { FLOW_WORDS } from './flow-words.js';
import { FORM_WORDS } from './form-words.js';
import { LEDGER_WORDS } from './ledger-words.js';
import { NOTIFICATION_WORDS } from './notification-words.js';
import { RULE_WORDS } from './rule-words.js';
import { VALUE_WORDS } from './value-words.js';
import type { WordList } from './word-list.js';

const PROPERTIES: WordList = {
  ...CONNECTION_WORDS,
  ...COST_WORDS,
  ...NOTIFICATION_WORDS,
  ...LEDGER_WORDS,
  ...RULE_WORDS,
  ...FLOW_WORDS,
  ...FORM_WORDS,
};

/** What a property is called in definitions of one kind, where others call something else so. */
const OF_KIND: WordList = {
  'role:rows': ['可见范围', 'rows'],
  'rule:actions': ['动作', 'actions'],
  'flow:actions': ['动作', 'actions'],
  'decision-table:default': ['没有命中时', 'when no row fits'],
  'calendar:default': ['默认日历', 'default calendar'],
};

/**
 * What people call a property of a definition; a name that nobody has worded stands for itself.
 * @param kind of the definition, where words may differ by it
 */
export function propertyWord(name: string, kind = ''): Localized {
  return wordIn(OF_KIND, `${kind}:${name}`) ?? wordIn(PROPERTIES, name) ?? same(name);
}

/** Tells whether a property has words of its own. */
export function hasPropertyWord(name: string): boolean {
  return Object.hasOwn(PROPERTIES, name);
}

/** What people call a fixed value of a property: `refuse`, `debit`. */
export function valueWord(property: string, value: string): Localized | undefined {
  return wordIn(VALUE_WORDS, `${property}:${value}`) ?? wordIn(VALUE_WORDS, value);
}

/** The same text in every language. */
export function same(text: string): Localized {
  return { 'zh-CN': text, en: text };
}

function wordIn(list: WordList, name: string): Localized | undefined {
  const words = Object.hasOwn(list, name) ? list[name] : undefined;
  return words && { 'zh-CN': words[0], en: words[1] };
}
