import { useLocalized } from '@dougong/ui/i18n';
import { StatusSeal } from '@dougong/ui/shell';
import type { RecordValues } from '@dougong/ui/api';
import { useText } from '../../i18n/text.js';
import type { Names } from '../../surroundings/names.js';
import type { DryRunAnswer, ToldTrace } from './rule-calls.js';
import { Messages, OutcomeSeal, TraceView } from './TraceView.js';

interface TryResultProps {
  readonly answer: DryRunAnswer;
  readonly names: Names;
}

const LINES_SHOWN_MAX = 20;

/** What the rule would make of the record: its answer first, then why, then what else happens in the same save. */
export function TryResult({ answer, names }: TryResultProps) {
  const text = useText();
  const title = useLocalized();
  const lineOf = lineNumbers(answer.record);
  const own = firstFired(answer.trace);
  const effects = answer.effects.filter(({ type }) => type !== 'set_field');
  return (
    <div className="ds-try-result" role="status">
      <p className="ds-try-verdict">
        <StatusSeal tone={answer.fired ? 'done' : 'preview'} size="large">
          {text(answer.fired ? 'try.fires' : 'try.firesNot')}
        </StatusSeal>
        <span className="dg-t2">
          {text('try.when', { event: eventText(answer, names) })}
          {answer.refused ? ` · ${text('try.refusedWhole')}` : ''}
        </span>
      </p>
      {own.length === 0 ? <p>{text('try.noLines')}</p> : null}
      {own.slice(0, LINES_SHOWN_MAX).map((entry, at) => (
        <TraceView key={entry.line ?? at} entry={entry} names={names} lineOf={lineOf} />
      ))}
      {own.length > LINES_SHOWN_MAX ? (
        <p className="dg-t2">{text('try.moreLines', { count: own.length - LINES_SHOWN_MAX })}</p>
      ) : null}
      <section>
        <h3>{text('try.effects')}</h3>
        {effects.length === 0 ? <p className="dg-t2">{text('try.noEffects')}</p> : null}
        <ul className="ds-try-effects">
          {effects.map((effect, at) => (
            <li key={at}>
              {title(effect.sentence)} <small className="dg-t2">{names.rule(effect.rule.key)}</small>
            </li>
          ))}
        </ul>
        <Messages messages={answer.messages} />
      </section>
      <Others others={answer.others} names={names} lineOf={lineOf} />
      {answer.withheld === 0 ? null : (
        <p className="dg-t2">{text('try.withheld', { count: answer.withheld })}</p>
      )}
    </div>
  );
}

interface OthersProps {
  readonly others: readonly ToldTrace[];
  readonly names: Names;
  readonly lineOf: (id: string | undefined) => number | undefined;
}

/** The other rules of the same save, in the order in which they are asked. */
function Others({ others, names, lineOf }: OthersProps) {
  const text = useText();
  const title = useLocalized();
  return (
    <section>
      <h3>{text('try.others')}</h3>
      {others.length === 0 ? <p className="dg-t2">{text('try.noOthers')}</p> : null}
      <ol className="ds-try-others">
        {others.map((entry, at) => (
          <li key={at}>
            <details>
              <summary>
                <span>{title(entry.title)}</span>
                {entry.line === undefined ? null : (
                  <small className="dg-t2">{text('try.line', { line: lineOf(entry.line) ?? '' })}</small>
                )}
                <OutcomeSeal outcome={entry.outcome} />
              </summary>
              <TraceView entry={{ ...entry, line: undefined }} names={names} lineOf={lineOf} />
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Lines on which the rule fires stand before those on which it does not. */
function firstFired(trace: readonly ToldTrace[]): readonly ToldTrace[] {
  const fired = (entry: ToldTrace) => entry.outcome === 'fired';
  return [...trace.filter(fired), ...trace.filter((entry) => !fired(entry))];
}

function eventText({ event }: DryRunAnswer, names: Names): string {
  return names.text(`rules.events.${event.type}`, {
    actions: names.text('rules.quoted', { title: names.action(event.action ?? '') }),
    states: names.text('rules.quoted', { title: names.state(event.state ?? '') }),
  });
}

/** Where a line stands, by its id. */
function lineNumbers(record: RecordValues): (id: string | undefined) => number | undefined {
  const at = new Map<string, number>();
  for (const value of Object.values(record))
    if (Array.isArray(value))
      (value as readonly RecordValues[]).forEach((line, index) =>
        at.set(String(line['id'] ?? index), index + 1),
      );
  return (id) => (id === undefined ? undefined : at.get(id));
}
