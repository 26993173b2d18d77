import { useText } from '../../i18n/text.js';
import type { Names } from '../../surroundings/names.js';
import type { ToldWrite } from './rule-calls.js';
import { valueText } from './value-text.js';

interface WriteListProps {
  readonly writes: readonly ToldWrite[];
  readonly names: Names;
  /** The number of a line by its id. */
  readonly lineOf: (id: string | undefined) => number | undefined;
}

/** What a rule writes: field, before, after, and whether a rule that goes first has the last word. */
export function WriteList({ writes, names, lineOf }: WriteListProps) {
  const text = useText();
  return (
    <table className="ds-writes">
      <caption className="dg-sr">{text('try.writes')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('try.field')}</th>
          <th scope="col">{text('try.before')}</th>
          <th scope="col">{text('try.after')}</th>
        </tr>
      </thead>
      <tbody>
        {writes.map((write, at) => {
          const line = lineOf(write.line);
          const other = write.keptBy ?? write.overwrittenBy;
          return (
            <tr key={at} className={other === undefined ? undefined : 'is-overruled'}>
              <th scope="row">
                {names.field(write.field)}
                {line === undefined ? null : <small> {text('try.atLine', { line })}</small>}
              </th>
              <td>{valueText(write.field, write.before, names)}</td>
              <td>
                <b>{valueText(write.field, write.after, names)}</b>
                {other === undefined ? null : (
                  <small>
                    {text(write.keptBy === undefined ? 'try.overwrittenBy' : 'try.keptBy', {
                      rule: names.rule(other),
                    })}
                  </small>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
