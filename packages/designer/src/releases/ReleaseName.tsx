import { useState } from 'react';
import { App, Button, Input, Modal } from 'antd';
import { Tag } from 'lucide-react';
import type { ReleaseEntry } from '@dougong/ui/api';
import { ProblemPanel, successMessage } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { queries } from '../app/session.js';
import { useText } from '../i18n/text.js';

/** What a release is called, and the way to call it something. */
export function ReleaseName({ release }: { readonly release: ReleaseEntry }) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const label = text('history.setName', { number: release.number });
  return (
    <span className="ds-release-name">
      {release.name === null ? null : <b>{release.name}</b>}
      <Button
        type="text"
        size="small"
        icon={<Tag size={14} />}
        aria-label={label}
        title={label}
        onClick={() => setOpen(true)}
      />
      {isOpen ? <NameDialog release={release} onClose={() => setOpen(false)} /> : null}
    </span>
  );
}

interface NameDialogProps {
  readonly release: ReleaseEntry;
  readonly onClose: () => void;
}

function NameDialog({ release, onClose }: NameDialogProps) {
  const text = useText();
  const { message } = App.useApp();
  const [name, setName] = useState(release.name ?? '');
  const [problem, setProblem] = useState<unknown>(null);
  const save = async () => {
    try {
      await api.design.nameRelease(release.number, name.trim() === '' ? null : name.trim());
      void message.open(successMessage(text('history.named')));
      void queries.invalidateQueries({ queryKey: ['releases'] });
      onClose();
    } catch (failure) {
      setProblem(failure);
    }
  };
  return (
    <Modal
      open
      title={text('history.setName', { number: release.number })}
      okText={text('history.save')}
      cancelText={text('cancel')}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <Input
        autoFocus
        aria-label={text('history.name')}
        placeholder={text('history.namePlaceholder')}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={() => void save()}
      />
      <ProblemPanel problem={problem} />
    </Modal>
  );
}
