import type { RuleDefinition } from '@dougong/kernel/metadata';
import { useText } from '../i18n/text.js';
import type { Names } from '../surroundings/names.js';
import { ruleWords } from './rule-words.js';

interface RuleClausesProps {
  readonly rule: RuleDefinition;
  readonly names: Names;
}

/** When, if, then, else: each clause on a card of its own. */
export function RuleClauses({ rule, names }: RuleClausesProps) {
  const text = useText();
  const { when, condition, then, otherwise } = ruleWords(rule, names);
  return (
    <dl className="ds-clauses">
      <div className="is-when">
        <dt>{text('rules.when')}</dt>
        <dd>
          <p>{when}</p>
          <p className="dg-t2">
            {[
              text(`rules.phaseHelp.${rule.phase}`),
              text('rules.priority', { priority: rule.priority }),
              text(rule.enabled ? 'rules.isEnabled' : 'rules.isDisabled'),
            ].join(' · ')}
          </p>
        </dd>
      </div>
      <div className="is-if">
        <dt>{text('rules.if')}</dt>
        <dd>
          {condition === undefined ? (
            <>
              <p className="ds-fault">{text('rules.unreadable')}</p>
              <pre>{JSON.stringify(rule.condition, null, 2)}</pre>
            </>
          ) : (
            <p>{condition}</p>
          )}
        </dd>
      </div>
      <div className="is-then">
        <dt>{text('rules.then')}</dt>
        <dd>
          <Steps steps={then} />
        </dd>
      </div>
      {otherwise.length === 0 ? null : (
        <div className="is-else">
          <dt>{text('rules.else')}</dt>
          <dd>
            <Steps steps={otherwise} />
          </dd>
        </div>
      )}
    </dl>
  );
}

function Steps({ steps }: { readonly steps: readonly string[] }) {
  return (
    <ol>
      {steps.map((step, at) => (
        <li key={at}>{step}</li>
      ))}
    </ol>
  );
}
