import { useQueries } from '@tanstack/react-query';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import type { FlowInstance, FlowNodeState, Title } from '@dougong/ui/api';
import { useLocalized, useUiText } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { SlaLabel, Timeline, type TimelineEntry } from '@dougong/ui/shell';
import { api } from '../data/api.js';
import { useNow } from '../data/clock.js';
import { keys } from '../data/keys.js';
import { useReferences } from '../data/references.js';
import { useText } from '../texts/index.js';
import { commentAt, reasonsOf, shownNodes, stepState } from './flow-steps.js';

/** The definitions of the flows, each as of the release that its instance follows. */
function useFlowDefinitions(instances: readonly FlowInstance[]): ReadonlyMap<string, FlowDefinition> {
  const answers = useQueries({
    queries: instances.map(({ flow: { key, release } }) => ({
      queryKey: keys.definition('flow', key, release),
      queryFn: async () => (await api.design.definition<FlowDefinition>('flow', key, release)).data,
      staleTime: Infinity,
      retry: false,
    })),
  });
  return new Map(
    answers.flatMap(({ data }, index) => (data === undefined ? [] : [[instances[index]!.id, data] as const])),
  );
}

function useEntries(
  instance: FlowInstance,
  definition: FlowDefinition | undefined,
): readonly TimelineEntry[] {
  const title = useLocalized();
  const text = useText();
  const uiText = useUiText();
  const names = useReferences();
  const now = useNow();
  const isSkipped = (id: string) => instance.nodes.find((node) => node.id === id)?.state === 'skipped';
  const why = (node: FlowNodeState) => {
    const reasons =
      node.state === 'planned' || node.state === 'active' ? reasonsOf(definition, node.id, isSkipped) : [];
    return reasons
      .map((titles: readonly Title[]) => titles.map((part) => title(part)).join(' '))
      .join(text('or'));
  };
  return shownNodes(instance).map((node) => {
    const state = stepState(node, instance.events);
    const people = node.people.map((id) => names.nameOfUser(id) ?? '…').join(text('and'));
    const reason = why(node);
    const note = commentAt(instance.events, node.id);
    return {
      id: node.id,
      state,
      who: people === '' ? text('flow.system') : people,
      what: title(node.title),
      when:
        state === 'planned' ? (
          uiText('states.planned')
        ) : state === 'current' && node.due !== undefined ? (
          <SlaLabel dueAt={node.due} now={now} />
        ) : node.at === undefined ? undefined : (
          <time dateTime={node.at}>{formatMoment(node.at, now)}</time>
        ),
      ...(reason === '' ? {} : { why: text('flow.because', { reason }) }),
      ...(note === undefined ? {} : { note }),
    };
  });
}

function InstanceTimeline({
  instance,
  definition,
  headed,
}: {
  readonly instance: FlowInstance;
  readonly definition: FlowDefinition | undefined;
  readonly headed: boolean;
}) {
  const title = useLocalized();
  const text = useText();
  const now = useNow();
  const entries = useEntries(instance, definition);
  return (
    <section className="rt-part">
      {headed ? (
        <h3>
          {title(instance.flow.title)}{' '}
          <span className="dg-t3">
            {text('flow.release', { number: instance.flow.release })} ·{' '}
            {formatMoment(instance.startedAt, now)}
          </span>
        </h3>
      ) : null}
      <Timeline entries={entries} label={title(instance.flow.title)} />
    </section>
  );
}

/** What happened in the flows of a record, who is next and why. */
export function FlowTimeline({
  instances,
  headed = true,
}: {
  readonly instances: readonly FlowInstance[];
  readonly headed?: boolean;
}) {
  const text = useText();
  const definitions = useFlowDefinitions(instances);
  if (instances.length === 0) return <p className="rt-quiet">{text('flow.none')}</p>;
  return instances.map((instance) => (
    <InstanceTimeline
      key={instance.id}
      instance={instance}
      definition={definitions.get(instance.id)}
      headed={headed}
    />
  ));
}
