import type { FlowInstance } from '@dougong/ui/api';
import { useLocalized, useUiText } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { SlaLabel, Timeline, type TimelineEntry } from '@dougong/ui/shell';
import { useNow } from '../data/clock.js';
import { useReferences } from '../data/references.js';
import { useText } from '../texts/index.js';
import { commentAt, shownNodes, stepState } from './flow-steps.js';
import { useFlowReasons } from './use-flow-reasons.js';

function useEntries(instance: FlowInstance): readonly TimelineEntry[] {
  const title = useLocalized();
  const text = useText();
  const uiText = useUiText();
  const names = useReferences();
  const now = useNow();
  const why = useFlowReasons(instance);
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
      ...(reason === '' ? {} : { why: reason }),
      ...(note === undefined ? {} : { note }),
    };
  });
}

function InstanceTimeline({
  instance,
  headed,
}: {
  readonly instance: FlowInstance;
  readonly headed: boolean;
}) {
  const title = useLocalized();
  const text = useText();
  const now = useNow();
  const entries = useEntries(instance);
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
  if (instances.length === 0) return <p className="rt-quiet">{text('flow.none')}</p>;
  return instances.map((instance) => (
    <InstanceTimeline key={instance.id} instance={instance} headed={headed} />
  ));
}
