import { LANGUAGES } from '@dougong/kernel/foundation';
import type { Localized } from '@dougong/kernel/foundation';
import type { RuleSet } from '@dougong/kernel/rules';
import { sentence } from '../http/sentences/index.js';

/** What the audit calls `fire:schedule:<rule>`, and `fire:<rule>` in entries from before the caller was noted. */
const FIRED = /^fire:(?:(schedule|threshold|webhook):)?(.+)$/;
const CARED = /^occasion:(retry|skip):(.+)$/;

const WORDS: Readonly<Record<string, string>> = {
  schedule: 'rule_on_schedule',
  threshold: 'rule_on_threshold',
  webhook: 'rule_on_webhook',
  retry: 'occasion_retried',
  skip: 'occasion_skipped',
};

/** What happened to a record by a rule, in words; nothing for what people did. A rule that is gone is called by its key. */
export function ruleWords(action: string, rules: RuleSet): Localized | undefined {
  const [, how = '', key] = FIRED.exec(action) ?? CARED.exec(action) ?? [];
  if (key === undefined) return undefined;
  const rule = rules.rule(key)?.definition.title ?? key;
  const code = WORDS[how] ?? 'rule_at_work';
  const told = LANGUAGES.map((language) => [language, sentence(code, { rule }, language)] as const);
  return Object.fromEntries(told) as unknown as Localized;
}
