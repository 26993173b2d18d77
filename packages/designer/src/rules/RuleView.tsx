import type { RuleDefinition } from '@dougong/kernel/metadata';
import { useText } from '../i18n/text.js';
import { useNamesWhenReady } from '../surroundings/use-names.js';
import type { LoadedRule } from './load-rule.js';
import { ruleJson } from './rule-json.js';
import { RuleClauses } from './RuleClauses.js';
import { ruleSentence } from './rule-words.js';
import { RuleTests } from './RuleTests.js';

interface RuleViewProps {
  readonly rule: RuleDefinition;
  readonly loaded: LoadedRule;
}

/** The rule for readers: one sentence and its clauses. */
export function RuleView({ rule, loaded }: RuleViewProps) {
  const text = useText();
  const names = useNamesWhenReady(loaded.surroundings);
  if (names === undefined)
    return <p className="ds-fault">{text('rules.formUnreadable', { form: rule.form })}</p>;
  return (
    <>
      <p className="ds-rule-sentence">{ruleSentence(rule, names)}</p>
      <RuleClauses rule={rule} names={names} />
    </>
  );
}

/** What stands in the rule besides: its tests, and last how it is stored. */
export function RuleDetails({ rule, loaded }: RuleViewProps) {
  const text = useText();
  const names = useNamesWhenReady(loaded.surroundings);
  return (
    <>
      {names === undefined ? null : <RuleTests rule={rule} names={names} />}
      <section className="ds-rule-json">
        <h2 id="rule-json">{text('rules.json')}</h2>
        {/* Scrolls, so the keyboard must reach it. */}
        <pre tabIndex={0} role="region" aria-labelledby="rule-json">
          {ruleJson(rule)}
        </pre>
      </section>
    </>
  );
}
