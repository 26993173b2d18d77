import { Select } from 'antd';
import { useLocalized } from '@dougong/ui/i18n';
import { ScrollTable } from '@dougong/ui/shell';
import { useText } from '../texts/index.js';
import type { Choice, ChoiceTable, Mode } from './calls.js';
import { otherwiseOf, saidOf, withChoice } from './choices.js';
import './messages.css';

interface ChoiceMatrixProps {
  readonly table: ChoiceTable;
  readonly choices: readonly Choice[];
  /** What holds where nothing is said. */
  otherwise?(event: string, channel: string): Mode;
  onChoices(choices: readonly Choice[]): void;
}

const BY_ITSELF = 'otherwise';

/** What reaches somebody where: events down, channels across. Where nothing is said stands what holds then. */
export function ChoiceMatrix({
  table,
  choices,
  otherwise = (event, channel) => otherwiseOf(table, event, channel),
  onChoices,
}: ChoiceMatrixProps) {
  const text = useText();
  const title = useLocalized();
  return (
    <ScrollTable label={text('messages.matrix')}>
      <table className="rt-ledger-table is-roomy rt-msg-matrix">
        <thead>
          <tr>
            <th scope="col">{text('messages.event')}</th>
            {table.channels.map((channel) => (
              <th key={channel.key} scope="col">
                {title(channel.title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.events.map((event) => (
            <tr key={event.key}>
              <th scope="row">
                {title(event.title)}
                {event.urgent ? <span className="dg-t3"> · {text('messages.urgent')}</span> : null}
              </th>
              {table.channels.map((channel) => (
                <td key={channel.key}>
                  <Select
                    className="rt-msg-mode"
                    aria-label={text('messages.modeOf', {
                      event: title(event.title),
                      channel: title(channel.title),
                    })}
                    value={saidOf(choices, event.key, channel.key) ?? BY_ITSELF}
                    options={[
                      {
                        value: BY_ITSELF,
                        label: text('messages.otherwise', {
                          mode: text(`messages.mode_${otherwise(event.key, channel.key)}`),
                        }),
                      },
                      ...channel.modes.map((mode) => ({ value: mode, label: text(`messages.mode_${mode}`) })),
                    ]}
                    onChange={(mode: Mode | typeof BY_ITSELF) =>
                      onChoices(
                        withChoice(
                          choices,
                          { event: event.key, channel: channel.key },
                          mode === BY_ITSELF ? undefined : mode,
                        ),
                      )
                    }
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}
