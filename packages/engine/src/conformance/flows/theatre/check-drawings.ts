import { isError } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import type { FormModel } from '@dougong/kernel/forms';
import { checkFlow, flowScope } from '@dougong/kernel/flows';
import type { Definition, FlowDefinition } from '@dougong/kernel/metadata';
import { checkForPublish } from '../../../releases/check-for-publish.js';
import type { CaseCheck } from '../judge-view.js';

/** The check before a publish, asked without publishing. */
export function checkDefinitions(form: string, definitions: readonly Definition[]): CaseCheck {
  const { release, findings, models } = checkForPublish(1, definitions);
  const model = models.get(form);
  const all = release || !model ? findings : [...findings, ...drawingFindings(model, definitions)];
  return { publishable: release !== undefined, findings: all.filter(isError).map(nodesOf) };
}

type Found = Issue & { readonly nodes?: readonly string[] };

function nodesOf({ code, nodes = [] }: Found): CaseCheck['findings'][number] {
  return { code, nodes };
}

/** A definition that is not well-formed is refused before its drawing is looked at; the designer looks at it all the same. */
function drawingFindings(model: FormModel, definitions: readonly Definition[]): readonly Found[] {
  const keysOf = (kind: Definition['kind']) =>
    definitions.filter((each) => each.kind === kind).map(({ key }) => key);
  const context = {
    scope: flowScope(model.scope),
    states: [...model.lifecycle.states.keys()],
    roles: keysOf('role'),
    flowKeys: keysOf('flow'),
  };
  return definitions
    .filter((each): each is FlowDefinition => each.kind === 'flow')
    .flatMap((flow) => checkFlow(flow, context));
}
