import { useState } from 'react';
import { Input, Modal } from 'antd';
import type { RecordAction } from '@dougong/ui/api';
import { useText } from '../texts/index.js';
import { isRefusing, needsComment } from './offered-actions.js';

interface CommentDialogProps {
  readonly action: RecordAction;
  readonly title: string;
  onClose(): void;
  onSend(comment: string): void;
}

/** Asks for the opinion that goes with an answer, before it is sent. */
export function CommentDialog({ action, title, onClose, onSend }: CommentDialogProps) {
  const text = useText();
  const [comment, setComment] = useState('');
  const [missing, setMissing] = useState(false);
  const send = () => {
    if (needsComment(action) && comment.trim() === '') setMissing(true);
    else onSend(comment.trim());
  };
  return (
    <Modal
      open
      title={title}
      okText={title}
      okButtonProps={{ danger: isRefusing(action) }}
      cancelText={text('cancel')}
      onOk={send}
      onCancel={onClose}
    >
      <label htmlFor="rt-comment">
        {text(needsComment(action) ? 'inbox.reasonRequired' : 'inbox.comment')}
      </label>
      <Input.TextArea
        id="rt-comment"
        autoFocus
        rows={3}
        maxLength={2000}
        value={comment}
        status={missing ? 'error' : ''}
        aria-invalid={missing || undefined}
        aria-describedby={missing ? 'rt-comment-note' : undefined}
        onChange={(event) => setComment(event.target.value)}
      />
      {missing ? (
        <p id="rt-comment-note" className="rt-fault">
          {text('inbox.reasonMissing')}
        </p>
      ) : null}
    </Modal>
  );
}
