import type { FlowInstance } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { FlowProgress, SlaLabel, type FlowStep } from '@dougong/ui/shell';
import { useNow } from '../data/clock.js';
import { useReferences } from '../data/references.js';
import { useText } from '../texts/index.js';
import { ASKS_PEOPLE, shownNodes, stepState } from './flow-steps.js';
import { useFlowReasons } from './use-flow-reasons.js';

const STEPS_MAX = 5;

/** The steps around the present one: the head of the page has room for a few. */
function windowOf<T extends { readonly state: string }>(steps: readonly T[]): readonly T[] {
  if (steps.length <= STEPS_MAX) return steps;
  const current = steps.findIndex((step) => step.state === 'current');
  const anchor = current < 0 ? steps.filter((step) => step.state === 'done').length - 1 : current;
  const first = Math.min(Math.max(0, anchor - 1), steps.length - STEPS_MAX);
  return steps.slice(first, first + STEPS_MAX);
}

/** The way of the document in the head of its page. */
export function FlowSteps({ instance }: { readonly instance: FlowInstance }) {
  const title = useLocalized();
  const text = useText();
  const names = useReferences();
  const now = useNow();
  const why = useFlowReasons(instance);
  const steps = shownNodes(instance)
    .filter((node) => node.type !== 'cc')
    .map((node): FlowStep => {
      const people = node.people.map((id) => names.nameOfUser(id) ?? '…').join(text('and'));
      const state = stepState(node, instance.events);
      const when = node.at !== undefined && state !== 'current' ? formatMoment(node.at, now).slice(0, 5) : '';
      const words = [people, when].filter((word) => word !== '').join(' ');
      const reason = state === 'planned' ? why(node) : '';
      return {
        id: node.id,
        state,
        title: title(node.title),
        ...(reason === '' ? {} : { why: reason }),
        note:
          state === 'current' && node.due !== undefined ? (
            <>
              {people} <SlaLabel dueAt={node.due} now={now} />
            </>
          ) : words === '' ? (
            text(ASKS_PEOPLE.has(node.type) ? 'flow.undecided' : 'flow.automatic')
          ) : (
            words
          ),
      };
    });
  return <FlowProgress steps={windowOf(steps)} label={text('flow.progress')} />;
}
