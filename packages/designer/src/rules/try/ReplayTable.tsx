import { useState } from 'react';
import { Minus, Plus } from 'lucide-react';
import { ScrollTable } from '@dougong/ui/shell';
import { useText } from '../../i18n/text.js';
import type { Names } from '../../surroundings/names.js';
import { pathOf } from './replay-csv.js';
import { recordPath, recordText } from './rule-calls.js';
import type { ReplayAnswer, ReplayDifference } from './rule-calls.js';
import { valueText } from './value-text.js';

const ROWS_SHOWN = 50;

/** The records that would end differently, each with its way to the record. */
export function ReplayTable({ answer, names }: { readonly answer: ReplayAnswer; readonly names: Names }) {
  const text = useText();
  const [shown, setShown] = useState(ROWS_SHOWN);
  const { differences, form } = answer;
  return (
    <>
      <ScrollTable label={text('replay.table')}>
        <table className="ds-replay-table">
          <thead>
            <tr>
              <th scope="col">{text('replay.csv.record')}</th>
              <th scope="col">{text('replay.rules')}</th>
              <th scope="col">{text('replay.values')}</th>
              <th scope="col">{text('replay.follows')}</th>
            </tr>
          </thead>
          <tbody>
            {differences.slice(0, shown).map((difference, at) => (
              <tr key={at}>
                <th scope="row">
                  <a href={recordPath(form, difference.record.id)} target="_blank" rel="noreferrer">
                    {recordText(difference.record)}
                  </a>
                </th>
                <td>
                  <Firings difference={difference} names={names} />
                </td>
                <td>
                  <Values difference={difference} names={names} />
                </td>
                <td>
                  <Follows difference={difference} names={names} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
      {differences.length > shown ? (
        <button type="button" className="ds-link" onClick={() => setShown((before) => before + ROWS_SHOWN)}>
          {text('replay.more', { count: differences.length - shown })}
        </button>
      ) : null}
    </>
  );
}

interface CellProps {
  readonly difference: ReplayDifference;
  readonly names: Names;
}

function Firings({ difference: { fired, unfired }, names }: CellProps) {
  const text = useText();
  const marks = [
    ...fired.map((rule) => ({ rule, kind: 'fired' as const, Icon: Plus })),
    ...unfired.map((rule) => ({ rule, kind: 'unfired' as const, Icon: Minus })),
  ];
  if (marks.length === 0) return <span className="dg-t2">{text('replay.firesAsBefore')}</span>;
  return marks.map(({ rule, kind, Icon }) => (
    <p key={rule} className={`ds-replay-mark is-${kind}`}>
      <Icon size={14} aria-hidden="true" />
      {text(`replay.kind.${kind}`)} <span className="dg-t2">{names.rule(rule)}</span>
    </p>
  ));
}

function Values({ difference: { changed }, names }: CellProps) {
  return changed.map(({ path, title, old, new: now }) => (
    <p key={path} className="ds-replay-value">
      {names.title(title)} <del>{valueText(pathOf(path), old, names)}</del>{' '}
      <ins>{valueText(pathOf(path), now, names)}</ins>
    </p>
  ));
}

function Follows({ difference: { messages, effects }, names }: CellProps) {
  const told = (part: 'appeared' | 'gone') => [
    ...messages[part].map(({ detail }) => detail),
    ...effects[part].map(({ sentence }) => names.title(sentence)),
  ];
  return (
    <>
      {told('appeared').map((sentence, at) => (
        <p key={`+${at}`} className="ds-replay-mark is-fired">
          <Plus size={14} aria-hidden="true" />
          {sentence}
        </p>
      ))}
      {told('gone').map((sentence, at) => (
        <p key={`-${at}`} className="ds-replay-mark is-unfired">
          <Minus size={14} aria-hidden="true" />
          <del>{sentence}</del>
        </p>
      ))}
    </>
  );
}
