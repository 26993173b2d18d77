import { Button, Modal } from 'antd';
import { Copy } from 'lucide-react';
import { useMoment } from '../../../account/use-moment.js';
import { useText } from '../../../texts/index.js';
import type { Invitation } from '../../wire.js';

interface InvitationDialogProps {
  readonly name: string;
  readonly invitation: Invitation;
  onClose(): void;
}

/** A link to be sent to somebody; it is shown this once. */
export function InvitationDialog({ name, invitation, onClose }: InvitationDialogProps) {
  const text = useText();
  const moment = useMoment();
  const link = new URL(invitation.link, window.location.origin).href;
  return (
    <Modal
      open
      title={text('identity.invitationFor', { name })}
      mask={{ closable: false }}
      onCancel={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          {text('identity.done')}
        </Button>
      }
    >
      <div className="rt-once">
        <p>{text('identity.invitationNote', { until: moment(invitation.expiresAt) })}</p>
        <code className="dg-code">{link}</code>
        <Button
          icon={<Copy size={16} aria-hidden="true" />}
          onClick={() => void navigator.clipboard.writeText(link)}
        >
          {text('identity.copyLink')}
        </Button>
      </div>
    </Modal>
  );
}
