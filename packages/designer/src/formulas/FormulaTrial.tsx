import { Button, Input, Select } from 'antd';
import { FlaskConical } from 'lucide-react';
import type { FormulaDefinition } from '@dougong/kernel/metadata';
import { isDecimalText } from '@dougong/kernel/foundation';
import { issueSentence, useLanguage, useLocalized } from '@dougong/ui/i18n';
import { groupDigits } from '@dougong/ui/numbers';
import { useText } from '../i18n/text.js';
import type { Given, TriedFormula } from './check-formula.js';

interface FormulaTrialProps {
  readonly definition: FormulaDefinition;
  readonly given: Given;
  readonly onGive: (given: Given) => void;
  /** Absent while the formula cannot be worked out. */
  readonly tried: TriedFormula | undefined;
  readonly onKeep: () => void;
}

/** Values for the parameters, the result at once, and what each piece of the formula was worth. */
export function FormulaTrial({ definition, given, onGive, tried, onKeep }: FormulaTrialProps) {
  const text = useText();
  const title = useLocalized();
  const { language } = useLanguage();
  return (
    <section className="ds-panel" aria-label={text('formulas.try')}>
      <h2>
        <FlaskConical size={16} aria-hidden="true" />
        {text('formulas.try')}
      </h2>
      <div className="ds-try-inputs">
        {definition.parameters.map(({ id, title: name, type }) => (
          <label key={id}>
            <span>{title(name) || id}</span>
            {type === 'boolean' ? (
              <Select<string>
                value={given[id] ?? ''}
                options={['', 'true', 'false'].map((value) => ({
                  value,
                  label: text(
                    value === '' ? 'change.nothing' : value === 'true' ? 'config.yes' : 'config.no',
                  ),
                }))}
                onChange={(value) => onGive({ ...given, [id]: value })}
              />
            ) : (
              <Input
                value={given[id] ?? ''}
                placeholder={text(`formulas.hints.${type}`)}
                onChange={({ target }) => onGive({ ...given, [id]: target.value })}
              />
            )}
          </label>
        ))}
      </div>
      <div role="status" className="ds-formula-answer">
        {tried === undefined ? (
          <p className="dg-t2">{text('formulas.tryLater')}</p>
        ) : tried.fault === undefined ? (
          <p>
            {title(definition.title)} = <b>{shown(tried.value, text)}</b>
          </p>
        ) : (
          <p className="ds-fault">{issueSentence(tried.fault, language)}</p>
        )}
      </div>
      {tried === undefined || tried.pieces.length < 2 ? null : (
        <table className="ds-pieces">
          <caption>{text('formulas.pieces')}</caption>
          <tbody>
            {tried.pieces.map(({ text: piece, span, value, error }) => (
              <tr key={`${span.start}-${span.end}`}>
                <th scope="row">
                  <code>{piece}</code>
                </th>
                <td>{error ?? shown(value, text)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Button size="small" disabled={tried === undefined} onClick={onKeep}>
        {text('definitions.keepTest')}
      </Button>
    </section>
  );
}

function shown(value: unknown, text: (key: string) => string): string {
  if (value === null || value === undefined) return text('change.nothing');
  if (value === true || value === 'true') return text('config.yes');
  if (value === false || value === 'false') return text('config.no');
  if (Array.isArray(value)) return value.map((each) => shown(each, text)).join('; ');
  const told = String(value as string | number);
  return isDecimalText(told) ? groupDigits(told) : told;
}
