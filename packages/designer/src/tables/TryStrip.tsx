import { Button, Input, Select } from 'antd';
import { FlaskConical } from 'lucide-react';
import type { DecisionTableDefinition, TableInput } from '@dougong/kernel/metadata';
import { issueSentence, useLanguage, useLocalized } from '@dougong/ui/i18n';
import { useText } from '../i18n/text.js';
import type { Given, TriedTable } from './try-table.js';

interface TryStripProps {
  readonly definition: DecisionTableDefinition;
  readonly given: Given;
  readonly onGive: (given: Given) => void;
  /** Absent while the table cannot be asked, or nothing is typed. */
  readonly tried: TriedTable | undefined;
  readonly onKeep: () => void;
}

/** Values to try above the table; the rows below tell at once which of them they hit. */
export function TryStrip({ definition, given, onGive, tried, onKeep }: TryStripProps) {
  const text = useText();
  const title = useLocalized();
  const hasValues = Object.values(given).some((value) => value !== '');
  return (
    <section className="ds-panel ds-try-strip" aria-label={text('tables.try')}>
      <h2>
        <FlaskConical size={16} aria-hidden="true" />
        {text('tables.try')}
      </h2>
      <div className="ds-try-inputs">
        {definition.inputs.map((input) => (
          <label key={input.id}>
            <span>{title(input.title) || input.id}</span>
            <TryInput
              input={input}
              value={given[input.id] ?? ''}
              onChange={(value) => onGive({ ...given, [input.id]: value })}
            />
          </label>
        ))}
      </div>
      <p className="ds-try-answer" role="status">
        {!hasValues ? (
          <span className="dg-t2">{text('tables.tryHint')}</span>
        ) : tried === undefined ? (
          <span className="dg-t2">{text('tables.tryLater')}</span>
        ) : (
          <Answer definition={definition} tried={tried} />
        )}
      </p>
      {hasValues ? (
        <div className="ds-try-keep">
          <Button size="small" disabled={tried === undefined} onClick={onKeep}>
            {text('definitions.keepTest')}
          </Button>
          <Button size="small" type="text" onClick={() => onGive({})}>
            {text('clear')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

interface TryInputProps {
  readonly input: TableInput;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function TryInput({ input, value, onChange }: TryInputProps) {
  const text = useText();
  const options =
    input.type === 'choice'
      ? input.choices.map((choice) => ({ value: choice, label: choice }))
      : input.type === 'boolean'
        ? ['true', 'false'].map((answer) => ({
            value: answer,
            label: text(answer === 'true' ? 'config.yes' : 'config.no'),
          }))
        : undefined;
  if (options === undefined)
    return (
      <Input
        value={value}
        placeholder={input.type === 'date' ? 'YYYY-MM-DD' : ''}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  return (
    <Select<string>
      value={value}
      options={[{ value: '', label: text('change.nothing') }, ...options]}
      onChange={onChange}
    />
  );
}

function Answer({
  definition,
  tried,
}: {
  readonly definition: DecisionTableDefinition;
  readonly tried: TriedTable;
}) {
  const text = useText();
  const title = useLocalized();
  const { language } = useLanguage();
  const [fault] = tried.faults;
  if (fault !== undefined) return <span className="ds-fault">{issueSentence(fault, language)}</span>;
  const list = language === 'zh-CN' ? '、' : ', ';
  const numbers = tried.rows.map((id) => definition.rows.findIndex((row) => row.id === id) + 1).join(list);
  const outputs = definition.outputs
    .map(
      ({ id, title: name }) =>
        `${title(name)} = ${outputText(tried.outputs?.[id], text('change.nothing'), list)}`,
    )
    .join(language === 'zh-CN' ? '，' : ', ');
  return (
    <>
      {text(tried.rows.length === 0 ? 'tables.byDefault' : 'tables.hits', { rows: numbers })} <b>{outputs}</b>
    </>
  );
}

function outputText(value: unknown, blank: string, list: string): string {
  if (value === null || value === undefined) return blank;
  if (Array.isArray(value)) return `[${value.map((each) => outputText(each, blank, list)).join(list)}]`;
  return String(value as string | number | boolean);
}
