import { useSyncExternalStore } from 'react';
import { Button, Modal } from 'antd';
import { formatMoment } from '@dougong/ui/numbers';
import { useText } from '../i18n/text.js';
import { useDesigner } from './designer-context.js';
import type { FlowSession } from './flow-session.js';

/** Somebody else stored another draft of this flow: which one stays is asked, never guessed. */
export function ConflictDialog({ session: { autosave, keeper, editor } }: { readonly session: FlowSession }) {
  const text = useText();
  const { surroundings } = useDesigner();
  const { state } = useSyncExternalStore(autosave.subscribe, autosave.snapshot, autosave.snapshot);
  const other = keeper.conflict;
  const who = surroundings.users.find((user) => user.id === other?.updatedBy)?.name ?? text('save.someone');
  const time = other === undefined ? '' : formatMoment(other.updatedAt, new Date().toISOString());
  const takeTheirs = () => {
    const theirs = keeper.theirs();
    autosave.decide(false);
    if (theirs !== null) editor.reset(theirs);
  };
  return (
    <Modal
      open={state === 'conflict'}
      closable={false}
      title={text('save.conflictTitle')}
      footer={[
        <Button key="theirs" onClick={takeTheirs}>
          {text('save.reload')}
        </Button>,
        <Button key="mine" type="primary" onClick={() => autosave.decide(true)}>
          {text('save.keepMine')}
        </Button>,
      ]}
    >
      <p>{text('save.conflictText', { who, time })}</p>
    </Modal>
  );
}
