import { Modal } from 'antd';
import { useText } from '../i18n/text.js';
import { useFieldUses } from './field-questions.js';
import { UsesList } from './UsesList.js';

interface RemoveFieldDialogProps {
  readonly form: string;
  readonly path: string;
  readonly name: string;
  /** It was published once, so that others may use it and records have values. */
  readonly isPublished: boolean;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

/** Shows who uses a field before it is taken out. Its values stay, and it can be put back. */
export function RemoveFieldDialog({
  form,
  path,
  name,
  isPublished,
  onRemove,
  onClose,
}: RemoveFieldDialogProps) {
  const text = useText();
  const query = useFieldUses(form, isPublished ? path : undefined);
  const isUsed = (query.data?.uses.length ?? 0) > 0 || (query.data?.running.length ?? 0) > 0;
  return (
    <Modal
      open
      title={text('forms.removeTitle', { name })}
      okText={text('forms.remove')}
      okButtonProps={{ danger: true, disabled: isPublished && query.isPending }}
      cancelText={text('cancel')}
      onOk={onRemove}
      onCancel={onClose}
    >
      {isPublished ? (
        <div className="ds-asked">
          <h3>{text('forms.usedBy')}</h3>
          <UsesList query={query} />
          {isUsed ? <p className="ds-fault">{text('forms.removeUsed')}</p> : null}
          <p>{text('forms.removeKeeps')}</p>
        </div>
      ) : (
        <p>{text('forms.removeNew')}</p>
      )}
    </Modal>
  );
}
