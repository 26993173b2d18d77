import { useState } from 'react';
import { Modal } from 'antd';
import type { FormValues } from '@dougong/ui/forms';
import { SampleForm } from '../../rules/try/SampleForm.js';
import { useText } from '../../i18n/text.js';
import { useDesigner } from '../designer-context.js';
import { PersonSelect } from './PersonSelect.js';
import { usePlayedTrial } from './trial-context.js';
import { useRecordChange } from './use-record-change.js';

const WIDTH = 720;

/** The record changed by somebody between two steps, as a save would. */
export function EditDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const { surroundings } = useDesigner();
  const { answer, play, view } = usePlayedTrial();
  const [by, setBy] = useState(view.given?.starter);
  const change = useRecordChange(answer.record as FormValues);
  const save = () => {
    const set = change.values();
    if (set !== undefined) void play.take({ do: 'edit', ...(by === undefined ? {} : { by }), set });
    onClose();
  };
  return (
    <Modal
      open
      width={WIDTH}
      title={text('trial.acts.edit')}
      okText={text('trial.do')}
      cancelText={text('cancel')}
      onOk={save}
      onCancel={onClose}
    >
      <label className="ds-trial-field">
        <span>{text('trial.by')}</span>
        <PersonSelect label={text('trial.by')} value={by} onChange={setBy} />
      </label>
      <SampleForm definition={surroundings.form.definition} state={change.state} />
    </Modal>
  );
}
