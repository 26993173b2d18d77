import { useState } from 'react';
import type { FlowEvent, FlowInstance, FlowNodeState } from '@dougong/ui/api';
import { useLocalized, useUiText } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { SlaLabel, Timeline, type TimelineEntry } from '@dougong/ui/shell';
import { useNow } from '../data/clock.js';
import { useReferences } from '../data/references.js';
import { useText } from '../texts/index.js';
import { ASKS_PEOPLE, shownNodes, stepState } from './flow-steps.js';
import { eventState, isTelling, noteOf, standsInFor } from './flow-trail.js';
import { useFlowReasons } from './use-flow-reasons.js';

/** What happened, each event in the words of the engine. */
function useEventEntry(): (event: FlowEvent) => TimelineEntry {
  const title = useLocalized();
  const text = useText();
  const names = useReferences();
  const now = useNow();
  return (event) => {
    const actor = event.actor === null ? text('flow.system') : (names.nameOfUser(event.actor) ?? '…');
    const principal = standsInFor(event);
    const note = noteOf(event);
    return {
      id: `event-${event.seq}`,
      state: eventState(event),
      who:
        principal === undefined
          ? actor
          : `${actor} ${text('flow.for', { name: names.nameOfUser(principal) ?? '…' })}`,
      what: title(event.words),
      when: <time dateTime={event.at}>{formatMoment(event.at, now)}</time>,
      ...(note === undefined ? {} : { note }),
    };
  };
}

/** Who is asked now, and who will be. */
function useNodeEntry(instance: FlowInstance): (node: FlowNodeState) => TimelineEntry {
  const title = useLocalized();
  const text = useText();
  const uiText = useUiText();
  const names = useReferences();
  const now = useNow();
  const why = useFlowReasons(instance);
  return (node) => {
    const state = stepState(node, instance.events);
    const people = node.people.map((id) => names.nameOfUser(id) ?? '…').join(text('and'));
    const reason = why(node);
    const due = node.due === undefined ? text('flow.waits') : <SlaLabel dueAt={node.due} now={now} />;
    return {
      id: `node-${node.id}`,
      state,
      who: people === '' ? text(ASKS_PEOPLE.has(node.type) ? 'flow.undecided' : 'flow.system') : people,
      what: title(node.title),
      when: state === 'planned' ? uiText('states.planned') : due,
      ...(reason === '' ? {} : { why: reason }),
    };
  };
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
  const [all, setAll] = useState(false);
  const eventEntry = useEventEntry();
  const nodeEntry = useNodeEntry(instance);
  const { events } = instance;
  const told = events.filter((event) => all || isTelling(event));
  const ahead = shownNodes(instance).filter(({ state }) => state !== 'done');
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
      <Timeline
        entries={[...told.map(eventEntry), ...(instance.endedAt === null ? ahead.map(nodeEntry) : [])]}
        label={title(instance.flow.title)}
      />
      {all || events.length > told.length ? (
        <button type="button" className="dg-link rt-trail-all" onClick={() => setAll(!all)}>
          {text(all ? 'flow.fewer' : 'flow.all', { count: events.length })}
        </button>
      ) : null}
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
