import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { RuleOutcome } from '@dougong/ui/api';
import { ConditionTree } from '@dougong/ui/conditions';
import { useLocalized } from '@dougong/ui/i18n';
import { StatusSeal } from '@dougong/ui/shell';
import type { SealTone } from '@dougong/ui/shell';
import { useText } from '../../i18n/text.js';
import type { Names } from '../../surroundings/names.js';
import { operandWordsOf } from './operand-words.js';
import type { ToldFinding, ToldTrace } from './rule-calls.js';
import { WriteList } from './WriteList.js';

const TONES: Readonly<Partial<Record<RuleOutcome, SealTone>>> = { fired: 'done', blank: 'waiting' };

/** What became of a rule, by icon and word. */
export function OutcomeSeal({ outcome }: { readonly outcome: RuleOutcome }) {
  const text = useText();
  return <StatusSeal tone={TONES[outcome] ?? 'preview'}>{text(`try.outcome.${outcome}`)}</StatusSeal>;
}

interface TraceViewProps {
  readonly entry: ToldTrace;
  readonly names: Names;
  readonly lineOf: (id: string | undefined) => number | undefined;
}

/** One asking of a rule: why, with every operand, and what it writes. */
export function TraceView({ entry, names, lineOf }: TraceViewProps) {
  const text = useText();
  const title = useLocalized();
  const line = lineOf(entry.line);
  return (
    <div className="ds-trace">
      {line === undefined ? null : (
        <p className="ds-trace-line">
          <b>{text('try.line', { line })}</b> <OutcomeSeal outcome={entry.outcome} />
        </p>
      )}
      <p>{title(entry.sentence)}</p>
      {entry.condition === undefined ? null : (
        <ConditionTree condition={entry.condition} words={operandWordsOf(names)} />
      )}
      {entry.writes.length === 0 ? null : <WriteList writes={entry.writes} names={names} lineOf={lineOf} />}
      <Messages messages={entry.issues} />
    </div>
  );
}

/** Messages of rules, by icon and word. */
export function Messages({ messages }: { readonly messages: readonly ToldFinding[] }) {
  const text = useText();
  if (messages.length === 0) return null;
  return (
    <ul className="ds-try-messages">
      {messages.map((message, at) => {
        const isError = message.severity === 'error';
        const Icon = isError ? CircleAlert : TriangleAlert;
        return (
          <li key={at} className={isError ? 'is-error' : 'is-warning'}>
            <Icon size={14} aria-hidden="true" />
            <span>
              <b>{text(isError ? 'try.refuses' : 'try.says')}</b> {message.detail}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
