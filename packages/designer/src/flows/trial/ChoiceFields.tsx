import type { FlowNode } from '@dougong/kernel/metadata';
import { useText } from '../../i18n/text.js';
import { useDesigner } from '../designer-context.js';
import { PeopleSelect } from './PersonSelect.js';
import type { Choices } from './trial-contract.js';

interface ChoiceFieldsProps {
  readonly nodes: readonly FlowNode[];
  readonly choices: Choices;
  readonly onChange: (choices: Choices) => void;
}

/** The people that are picked for later nodes. */
export function ChoiceFields({ nodes, choices, onChange }: ChoiceFieldsProps) {
  const text = useText();
  const { names } = useDesigner();
  return nodes.map(({ id, title }) => {
    const label = text('trial.pickFor', { node: names.title(title) });
    return (
      <label key={id} className="ds-trial-field">
        <span>{label}</span>
        <PeopleSelect
          label={label}
          value={choices[id] ?? []}
          onChange={(people) => onChange({ ...choices, [id]: [...people] })}
        />
      </label>
    );
  });
}
