import { App, Button, Modal } from 'antd';
import { ChevronLeft, Redo2, Save, Send, Undo2 } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import type { Localized } from '@dougong/kernel/foundation';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { PageHeader, ProblemPanel, StatusSeal, successMessage } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { keepUnsavedOf } from '../drafts/unsaved.js';
import { useText } from '../i18n/text.js';
import { statusOf } from '../rules/load-rules.js';
import { RULE_TONES } from '../rules/rule-tones.js';
import { designChanged, useDesign } from '../surroundings/use-design.js';
import type { Designed } from './load-designed.js';
import { LIST_PATHS, TEXT_KEYS } from './places.js';
import type { DesignedKind } from './places.js';
import type { Editing } from './use-editing.js';

interface Titled {
  readonly kind: DesignedKind;
  readonly key: string;
  readonly title: Localized;
}

interface DesignedHeadProps<D> {
  readonly designed: Designed<D>;
  readonly editing: Editing<D>;
  /** Why it cannot be saved now. */
  readonly blocked?: string | undefined;
}

/** Name and state of what is edited, and its way into a draft and to publishing. */
export function DesignedHead<D extends Titled>({ designed, editing, blocked }: DesignedHeadProps<D>) {
  const text = useText();
  const title = useLocalized();
  const { message } = App.useApp();
  const { document, isChanged, saving, canUndo, canRedo, problem } = editing;
  const words = TEXT_KEYS[document.kind];
  const hasDraft = designed.draft !== undefined;
  const status =
    isChanged && designed.published !== null ? 'changed' : statusOf(designed.published, designed.draft);
  const save = async () => {
    if (await editing.save()) void message.open(successMessage(text('definitions.saved')));
  };
  return (
    <>
      <Link to={LIST_PATHS[document.kind]} className="ds-back">
        <ChevronLeft size={14} aria-hidden="true" />
        {text(`${words}.back`)}
      </Link>
      <PageHeader
        title={title(document.title)}
        note={<code>{document.key}</code>}
        seal={<StatusSeal tone={RULE_TONES[status]}>{text(`status.${status}`)}</StatusSeal>}
        actions={
          <>
            <Button
              icon={<Undo2 size={16} />}
              aria-label={text('bar.undo')}
              disabled={!canUndo}
              onClick={editing.undo}
            />
            <Button
              icon={<Redo2 size={16} />}
              aria-label={text('bar.redo')}
              disabled={!canRedo}
              onClick={editing.redo}
            />
            {hasDraft && !isChanged ? <Discard designed={designed} document={document} /> : null}
            {hasDraft && !isChanged ? (
              <Link to="/publish" className="ds-button-link">
                <Button type="primary" icon={<Send size={16} />} tabIndex={-1}>
                  {text('check.toPublish')}
                </Button>
              </Link>
            ) : (
              <Button
                type="primary"
                icon={<Save size={16} />}
                loading={saving}
                disabled={!isChanged || blocked !== undefined}
                onClick={() => void save()}
              >
                {text('rules.saveDraft')}
              </Button>
            )}
          </>
        }
      />
      {blocked === undefined || !isChanged ? null : <p className="ds-fault ds-blocked">{blocked}</p>}
      {problem === null ? null : <ProblemPanel problem={problem} />}
      <Conflict editing={editing} />
    </>
  );
}

/** Somebody else stored another draft: which one stays is asked, never guessed. */
function Conflict<D>({ editing }: { readonly editing: Editing<D> }) {
  const text = useText();
  const users = useDesign().data?.users ?? [];
  const other = editing.keeper.conflict;
  const who = users.find((user) => user.id === other?.updatedBy)?.name ?? text('save.someone');
  const time = other === undefined ? '' : formatMoment(other.updatedAt, new Date().toISOString());
  return (
    <Modal
      open={editing.inConflict}
      closable={false}
      title={text('definitions.conflictTitle')}
      footer={[
        <Button key="theirs" onClick={editing.takeTheirs}>
          {text('save.reload')}
        </Button>,
        <Button key="mine" type="primary" onClick={() => void editing.save()}>
          {text('save.keepMine')}
        </Button>,
      ]}
    >
      <p>{text('save.conflictText', { who, time })}</p>
    </Modal>
  );
}

function Discard<D extends Titled>({
  designed,
  document,
}: {
  readonly designed: Designed<D>;
  readonly document: D;
}) {
  const text = useText();
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const { kind, key } = document;
  const discard = () =>
    modal.confirm({
      title: text('bar.discardTitle'),
      content: text(designed.published === null ? 'definitions.discardNew' : 'check.discardText'),
      okText: text('bar.discard'),
      okButtonProps: { danger: true },
      cancelText: text('cancel'),
      onOk: async () => {
        await api.design.dropDraft(kind, key);
        keepUnsavedOf(kind, key, null);
        designChanged();
        if (designed.published === null) void navigate(LIST_PATHS[kind]);
      },
    });
  return <Button onClick={discard}>{text('bar.discard')}</Button>;
}
