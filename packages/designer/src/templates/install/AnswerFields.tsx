import { Input, Radio, Select, Switch } from 'antd';
import type { Issue } from '@dougong/kernel/foundation';
import type { TemplateParameter } from '@dougong/kernel/metadata';
import { issueSentence, useLanguage, useLocalized } from '@dougong/ui/i18n';
import type { Answers } from './answers.js';

/** Up to this many choices stand side by side. */
const RADIOS_MAX = 4;

interface AnswerFieldsProps {
  readonly parameters: readonly TemplateParameter[];
  readonly answers: Answers;
  readonly faults: ReadonlyMap<string, Issue>;
  readonly onAnswer: (answers: Answers) => void;
}

/** The questions of a template, each as its kind is asked. */
export function AnswerFields({ parameters, answers, faults, onAnswer }: AnswerFieldsProps) {
  const title = useLocalized();
  const { language } = useLanguage();
  return (
    <>
      {parameters.map((parameter) => {
        const { id } = parameter;
        const fault = faults.get(id);
        const name = `answer-${id}`;
        return (
          <div key={id} className="ds-answer">
            <label id={`${name}-label`} htmlFor={name}>
              {title(parameter.title)}
            </label>
            <div>
              <AnswerField
                parameter={parameter}
                name={name}
                value={answers[id] ?? parameter.default}
                isWrong={fault !== undefined}
                onChange={(value) => onAnswer({ ...answers, [id]: value })}
              />
              {parameter.help === undefined ? null : <p className="dg-t2">{title(parameter.help)}</p>}
              {fault === undefined ? null : (
                <p className="ds-fault" id={`${name}-fault`} role="alert">
                  {issueSentence(fault, language)}
                </p>
              )}
            </div>
          </div>
        );
      })}
    </>
  );
}

interface AnswerFieldProps {
  readonly parameter: TemplateParameter;
  readonly name: string;
  readonly value: string | boolean;
  readonly isWrong: boolean;
  readonly onChange: (value: string | boolean) => void;
}

function AnswerField({ parameter, name, value, isWrong, onChange }: AnswerFieldProps) {
  const title = useLocalized();
  const described = isWrong ? { 'aria-describedby': `${name}-fault`, 'aria-invalid': true } : {};
  switch (parameter.type) {
    case 'boolean':
      return (
        <Switch
          id={name}
          aria-labelledby={`${name}-label`}
          checked={value === true}
          onChange={(checked) => onChange(checked)}
        />
      );
    case 'choice': {
      const options = parameter.choices.map((choice) => ({
        value: choice.value,
        label: title(choice.title),
      }));
      return options.length <= RADIOS_MAX ? (
        <Radio.Group
          id={name}
          aria-labelledby={`${name}-label`}
          options={options}
          value={value}
          onChange={({ target }) => onChange(String(target.value))}
        />
      ) : (
        <Select id={name} options={options} value={String(value)} onChange={onChange} />
      );
    }
    case 'number':
    case 'text':
      return (
        <Input
          id={name}
          value={String(value)}
          status={isWrong ? 'error' : ''}
          {...(parameter.type === 'number' ? { inputMode: 'decimal' as const } : {})}
          {...described}
          onChange={({ target }) => onChange(target.value)}
        />
      );
  }
}
