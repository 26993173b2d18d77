import { Button, Modal } from 'antd';
import { Copy } from 'lucide-react';
import { useText } from '../../texts/index.js';
import type { FreshKey } from './key-wire.js';

/** Shows a key, this once, with a call to try it by. */
export function FreshKeyDialog({ fresh, onClose }: { readonly fresh: FreshKey; onClose(): void }) {
  const text = useText();
  const call = `curl -H "Authorization: Bearer ${fresh.key}" ${window.location.origin}/api/v1/session`;
  const copy = (words: string) => void navigator.clipboard.writeText(words);
  return (
    <Modal
      open
      title={text('keys.freshTitle')}
      mask={{ closable: false }}
      onCancel={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          {text('identity.kept')}
        </Button>
      }
    >
      <div className="rt-once">
        <p>{text('keys.freshNote')}</p>
        <code className="dg-code">{fresh.key}</code>
        <Button icon={<Copy size={16} aria-hidden="true" />} onClick={() => copy(fresh.key)}>
          {text('keys.copy')}
        </Button>
        <p className="dg-t2">{text('keys.tryIt')}</p>
        <code className="dg-code">{call}</code>
        <Button icon={<Copy size={16} aria-hidden="true" />} onClick={() => copy(call)}>
          {text('keys.copyCall')}
        </Button>
      </div>
    </Modal>
  );
}
