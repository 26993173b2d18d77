import type { FlowFacts } from './flow-command.js';
import type { CompiledFlow } from './flow-model.js';
import type { NodeMoment } from './node-type.js';
import { readPeopleField } from './people-field.js';

/** What a node of `flow` knows now. */
export function nodeMoment(
  flow: CompiledFlow,
  starter: string,
  { input, people }: Pick<FlowFacts, 'input' | 'people'>,
): NodeMoment {
  const { admin } = flow.definition;
  return {
    starter,
    input,
    people,
    textsAt: (path) => {
      const field = flow.peopleFields.get(path);
      return field === undefined ? [] : readPeopleField(field, input);
    },
    ...(admin === undefined ? {} : { admin }),
  };
}
