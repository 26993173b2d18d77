import { pathTitles } from '@dougong/kernel/rules';
import type { Condition, FlowDefinition } from '@dougong/kernel/metadata';
import type { FlowInstance, FlowNodeState } from '@dougong/ui/api';
import { conditionSentence, withGroups } from '@dougong/ui/conditions';
import { useLanguage, useLocalized } from '@dougong/ui/i18n';
import { useQuery } from '@tanstack/react-query';
import { api } from '../data/api.js';
import { useForm, type RuntimeForm } from '../data/form-models.js';
import { keys } from '../data/keys.js';
import { useReferences } from '../data/references.js';
import { useText } from '../texts/index.js';
import { reasonsOf } from './flow-steps.js';
import { valueNames } from './value-names.js';
import { decisiveReason, whySentence, type WhyWords } from './flow-why.js';

/** The definition of a flow as of the release that its instance follows. */
function useFlowDefinition({ flow: { key, release } }: FlowInstance): FlowDefinition | undefined {
  const { data } = useQuery({
    queryKey: keys.definition('flow', key, release),
    queryFn: async () => (await api.design.definition<FlowDefinition>('flow', key, release)).data,
    staleTime: Infinity,
    retry: false,
  });
  return data;
}

/** Words conditions over a form; `undefined` where the form cannot be read. */
function useConditionWords(form: RuntimeForm | undefined): WhyWords {
  const text = useText();
  const { language } = useLanguage();
  const references = useReferences();
  return {
    noneOf: (sentences) => text('flow.noneOf', { conditions: sentences.join(text('or')) }),
    tell: (condition: Condition) => {
      if (form === undefined || form.model === null) return undefined;
      const { model, models } = form;
      const sentence = conditionSentence(condition, {
        scope: model.scope,
        titles: pathTitles(model, models),
        nameOf: valueNames(model, models, references, language),
        language,
      });
      return sentence === undefined || sentence === '' ? undefined : withGroups(sentence);
    },
  };
}

/** Why each node to come is reached, in one sentence; empty where there is nothing to say. */
export function useFlowReasons(instance: FlowInstance): (node: FlowNodeState) => string {
  const text = useText();
  const title = useLocalized();
  const definition = useFlowDefinition(instance);
  const words = useConditionWords(useForm(definition?.form).data);
  const isSkipped = (id: string) => instance.nodes.find((node) => node.id === id)?.state === 'skipped';
  return (node) => {
    if (definition === undefined || (node.state !== 'planned' && node.state !== 'active')) return '';
    const sentence = whySentence(decisiveReason(node, instance.nodes, definition), definition, words);
    if (sentence !== undefined) return text('flow.because', { reason: sentence });
    const reason = reasonsOf(definition, node.id, isSkipped)
      .map((titles) => titles.map((part) => title(part)).join(' '))
      .join(text('or'));
    return reason === '' ? '' : text('flow.because', { reason });
  };
}
