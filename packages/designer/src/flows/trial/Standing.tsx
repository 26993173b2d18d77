import { useState } from 'react';
import { Button, Dropdown } from 'antd';
import type { TrialDeed } from '@dougong/kernel/metadata';
import { Pencil } from 'lucide-react';
import { StatusSeal } from '@dougong/ui/shell';
import type { SealTone } from '@dougong/ui/shell';
import { useText } from '../../i18n/text.js';
import { useDesigner, useView } from '../designer-context.js';
import { ActDialog } from './ActDialog.js';
import { ADMIN_ACTS, FLOW_ACTS, actOf } from './acts.js';
import { EditDialog } from './EditDialog.js';
import { awaitedEvents } from './awaited-events.js';
import { usePlayedTrial } from './trial-context.js';

const TONES: Readonly<Record<string, SealTone>> = {
  running: 'progress',
  approved: 'done',
  rejected: 'refused',
  returned: 'refused',
  revoked: 'refused',
  cancelled: 'refused',
  suspended: 'warning',
};

/** How the flow and the record stand, and what can be done without a to-do. */
export function Standing() {
  const text = useText();
  const { names } = useDesigner();
  const { answer, play } = usePlayedTrial();
  const { status, reason } = answer.flow;
  const state = answer.record['status'];
  return (
    <section className="ds-trial-standing" aria-label={text('trial.standing')}>
      <StatusSeal tone={TONES[status] ?? 'preview'} size="large">
        {text(`trial.status.${status}`, { defaultValue: status })}
      </StatusSeal>
      {typeof state === 'string' ? (
        <span className="dg-t2">{text('trial.recordState', { state: names.state(state) })}</span>
      ) : null}
      {status !== 'suspended' || reason === undefined ? null : (
        <span className="dg-t2">{text(`trial.suspended.${reason}`, { defaultValue: reason })}</span>
      )}
      <span className="dg-grow" />
      <FlowActs />
      <Button size="small" type="text" onClick={() => play.setUp()}>
        {text('trial.changeSetup')}
      </Button>
    </section>
  );
}

/** Actions of the form that fit the state of the record; the flow's own start is one of them. */
function useRecordActions() {
  const { surroundings } = useDesigner();
  const state = usePlayedTrial().answer.record['status'];
  const { actions = [] } = surroundings.form.definition.lifecycle ?? {};
  return actions.filter(({ from }) => typeof state === 'string' && from.includes(state));
}

/** What the starter, a looker-on or an administrator can do, and a change of the record. */
function FlowActs() {
  const text = useText();
  const { names } = useDesigner();
  const { document } = useView();
  const { answer, play } = usePlayedTrial();
  const [asked, setAsked] = useState<TrialDeed | null>(null);
  const close = () => setAsked(null);
  const item = (name: TrialDeed) => ({
    key: name,
    label: text(`trial.acts.${name}`),
    onClick: () => setAsked(name),
  });
  const events = awaitedEvents(document, answer).map((event) => ({
    key: `signal:${event}`,
    label: text('trial.signal', { event }),
    onClick: () => void play.take({ do: 'signal', event }),
  }));
  const actions = useRecordActions().map(({ id, title }) => ({
    key: `act:${id}`,
    label: text('trial.takeAction', { action: names.title(title) }),
    onClick: () => void play.take({ do: 'act', action: id }),
  }));
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...events,
            ...actions,
            {
              key: 'edit',
              icon: <Pencil size={14} />,
              label: text('trial.acts.edit'),
              onClick: () => setAsked('edit'),
            },
            {
              key: 'starter',
              type: 'group',
              label: text('trial.asStarter'),
              children: FLOW_ACTS.map(item),
            },
            {
              key: 'admin',
              type: 'group',
              label: text('trial.asAdmin'),
              children: ADMIN_ACTS.map(item),
            },
          ],
        }}
      >
        <Button size="small">{text('trial.more')}</Button>
      </Dropdown>
      {asked === 'edit' ? <EditDialog onClose={close} /> : null}
      {asked === null || asked === 'edit' ? null : (
        <ActDialog act={actOf(asked)} base={{}} canChooseWho={FLOW_ACTS.includes(asked)} onClose={close} />
      )}
    </>
  );
}
