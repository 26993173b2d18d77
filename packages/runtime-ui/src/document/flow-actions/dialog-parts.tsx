import { useState } from 'react';
import type { FlowNodeState, RecordAction } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { PeoplePicker } from '@dougong/ui/people';
import { useNow } from '../../data/clock.js';
import { useRecordFlow } from '../../data/queries.js';
import { useReferences } from '../../data/references.js';
import { usePeople } from '../../parts/use-people.js';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { CardChoice } from './CardChoice.js';
import { SignOrder } from './SignOrder.js';
import type { AfterReturn, Asks, Lack, SignWhere, Wish } from './asks.js';

/** The parts of the dialog of an action; each shows itself where the action asks for it. */
export interface PartProps {
  readonly id: string;
  readonly action: RecordAction;
  readonly form: string;
  readonly recordId: string;
  readonly asks: Asks;
  readonly wish: Wish;
  readonly lacks: readonly Lack[];
  change(more: Partial<Wish>): void;
}

function Fault({
  id,
  shown,
  words,
}: {
  readonly id: string;
  readonly shown: boolean;
  readonly words: string;
}) {
  return shown ? (
    <p id={`${id}-note`} className="rt-fault">
      {words}
    </p>
  ) : null;
}

/** Who worked at a node, and when: steps of one flow are told apart by their people. */
function useNodeNote(form: string, recordId: string): (id: string) => string {
  const { data: instances } = useRecordFlow(form, recordId);
  const names = useReferences();
  const now = useNow();
  const text = useText();
  const nodes = new Map<string, FlowNodeState>(
    [...(instances ?? [])].reverse().flatMap((instance) => instance.nodes.map((node) => [node.id, node])),
  );
  return (id) => {
    const node = nodes.get(id);
    const people = (node?.people ?? []).map((user) => names.nameOfUser(user) ?? '…').join(text('and'));
    return [people, node?.at === undefined ? '' : formatMoment(node.at, now)].filter(Boolean).join(' ');
  };
}

/** Which step is meant: where a return goes, whose answer is taken back. */
export function NodePart({ id, action, form, recordId, asks, wish, lacks, change }: PartProps) {
  const text = useText();
  const title = useLocalized();
  const noteOf = useNodeNote(form, recordId);
  const { nodes = [] } = action;
  if (asks.node !== true) return null;
  const label = text(`flowAction.node_${action.id}`);
  const missing = lacks.includes('node');
  return (
    <section className="rt-act-part" id={`${id}-node`}>
      <h3>{label}</h3>
      <CardChoice
        name={`${id}-node`}
        label={label}
        layout="list"
        faulty={missing}
        describedBy={missing ? `${id}-node-note` : undefined}
        cards={nodes.map((node) => ({ value: node.id, title: title(node.title), note: noteOf(node.id) }))}
        value={wish.node}
        onChange={(node) => change({ node })}
      />
      <Fault id={`${id}-node`} shown={missing} words={text('flowAction.nodeMissing')} />
    </section>
  );
}

const AFTER: readonly AfterReturn[] = ['redo', 'back'];

/** How the flow goes on after a return. */
export function AfterPart({ id, asks, wish, change }: PartProps) {
  const text = useText();
  if (asks.after !== true) return null;
  return (
    <section className="rt-act-part">
      <h3>{text('flowAction.after')}</h3>
      <CardChoice
        name={`${id}-after`}
        label={text('flowAction.after')}
        cards={AFTER.map((value) => ({
          value,
          title: text(`flowAction.after_${value}`),
          note: text(`flowAction.afterNote_${value}`),
        }))}
        value={wish.after}
        onChange={(after) => change({ after })}
      />
    </section>
  );
}

const WHERE: readonly SignWhere[] = ['before', 'with', 'after'];

/** Whether added signers come before, with or after oneself. */
export function WherePart({ id, asks, wish, change }: PartProps) {
  const text = useText();
  if (asks.where !== true) return null;
  return (
    <section className="rt-act-part" id={`${id}-where`}>
      <h3>{text('flowAction.where')}</h3>
      <CardChoice
        name={`${id}-where`}
        label={text('flowAction.where')}
        cards={WHERE.map((value) => ({
          value,
          title: text(`flowAction.where_${value}`),
          note: text(`flowAction.whereNote_${value}`),
          picture: <SignOrder where={value} />,
        }))}
        value={wish.where}
        onChange={(where) => change({ where })}
      />
    </section>
  );
}

/** Whom the action is about. */
export function PeoplePart({ id, action, asks, wish, lacks, change }: PartProps) {
  const text = useText();
  const { id: me } = useUser();
  const [typed, setTyped] = useState('');
  const { people, loading } = usePeople(typed);
  if (asks.people === undefined) return null;
  const label = text(`flowAction.people_${action.id}`);
  const missing = lacks.includes('people');
  const isOffered = (user: string) => action.people?.includes(user) ?? user !== me;
  return (
    <section className="rt-act-part">
      <h3>{label}</h3>
      <PeoplePicker
        id={`${id}-people`}
        label={label}
        people={people.filter((person) => isOffered(person.id))}
        value={wish.people}
        multiple={asks.people === 'many'}
        loading={loading}
        faulty={missing}
        describedBy={missing ? `${id}-people-note` : undefined}
        onChange={(users) => change({ people: users })}
        onType={setTyped}
      />
      <Fault id={`${id}-people`} shown={missing} words={text('flowAction.peopleMissing')} />
    </section>
  );
}

/** People of later steps whom somebody has to pick along with what he does. */
export function ChoicesPart({ id, action, wish, lacks, change }: PartProps) {
  const text = useText();
  const title = useLocalized();
  const [typed, setTyped] = useState('');
  const { people, loading } = usePeople(typed);
  return (action.choices ?? []).map(({ node, title: nodeTitle }) => {
    const label = text('flowAction.choose', { node: title(nodeTitle) });
    const missing = lacks.includes(`chosen:${node}`);
    const part = `${id}-chosen-${node}`;
    return (
      <section key={node} className="rt-act-part">
        <h3>{label}</h3>
        <PeoplePicker
          id={part}
          label={label}
          people={people}
          value={wish.chosen[node] ?? []}
          multiple
          loading={loading}
          faulty={missing}
          describedBy={missing ? `${part}-note` : undefined}
          onChange={(users) => change({ chosen: { ...wish.chosen, [node]: users } })}
          onType={setTyped}
        />
        <Fault
          id={part}
          shown={missing}
          words={text('flowAction.choiceMissing', { node: title(nodeTitle) })}
        />
      </section>
    );
  });
}
