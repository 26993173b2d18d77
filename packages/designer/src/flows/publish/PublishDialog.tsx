import { App, Modal } from 'antd';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import type { DraftList } from '@dougong/ui/api';
import { successMessage } from '@dougong/ui/shell';
import { useText } from '../../i18n/text.js';
import { PendingDraft } from '../../release/PendingDraft.js';
import { PublishForm } from '../../release/PublishForm.js';
import { usePublishing } from '../../release/use-publishing.js';
import type { CheckState } from '../../release/use-publishing.js';
import { designChanged } from '../../surroundings/use-design.js';
import { useDesigner } from '../designer-context.js';
import type { FlowSession } from '../flow-session.js';
import { FlowChangeList } from './FlowChangeList.js';
import { FlowVerdict } from './FlowVerdict.js';

interface PublishDialogProps {
  readonly open: boolean;
  readonly session: FlowSession;
  readonly published: FlowDefinition | null;
  readonly releaseNumber: number;
  readonly onClose: () => void;
  readonly onPublished: (number: number) => void;
}

/** What is about to be published: the changes in words, the server's check, and the comment. */
export function PublishDialog(props: PublishDialogProps) {
  const { open, session, published, releaseNumber, onClose } = props;
  const text = useText();
  const { names } = useDesigner();
  const title = names.title(session.editor.document.title);
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      width={980}
      destroyOnHidden
      className="ds-publish"
      title={
        <>
          {text('publish.title', { title })}
          <small>
            {published === null
              ? text('publish.first')
              : text('publish.fromTo', { from: releaseNumber, to: releaseNumber + 1 })}
          </small>
        </>
      }
    >
      {open ? <PublishBody {...props} /> : null}
    </Modal>
  );
}

/** Stores what is unsaved, then reads the drafts, so that the whole bundle is what is checked. */
async function storedDrafts({ autosave, keeper }: FlowSession): Promise<DraftList> {
  await autosave.flush();
  const bundle = await keeper.refresh();
  designChanged();
  return bundle;
}

function PublishBody({ session, published, releaseNumber, onClose, onPublished }: PublishDialogProps) {
  const text = useText();
  const { message } = App.useApp();
  const { editor, keeper } = session;
  const publishing = usePublishing({
    read: () => storedDrafts(session),
    onPublished: (number) => {
      keeper.becamePublished(editor.document);
      void keeper.refresh();
      void message.open(successMessage(text('publish.done', { number })));
      onPublished(number);
      onClose();
    },
    onRequested: ({ state }) => {
      void message.open(successMessage(text(state === 'waiting' ? 'schedule.asked' : 'schedule.planned')));
      onClose();
    },
  });
  return (
    <div className="ds-publish-body">
      <div className="ds-changes">
        <FlowChangeList published={published} document={editor.document} onClose={onClose} />
        <Together state={publishing.state} own={editor.document.key} />
      </div>
      <PublishForm
        publishing={publishing}
        releaseNumber={releaseNumber}
        onCancel={onClose}
        findings={(findings) => <FlowVerdict findings={findings} onClose={onClose} />}
      />
    </div>
  );
}

/** Drafts of other definitions: a release is the whole bundle. */
function Together({ state, own }: { readonly state: CheckState; readonly own: string }) {
  const text = useText();
  const others =
    state.step === 'checked'
      ? state.bundle.drafts.filter((draft) => draft.kind !== 'flow' || draft.key !== own)
      : [];
  if (others.length === 0) return null;
  return (
    <section aria-label={text('publish.together')}>
      <h3>{text('publish.together')}</h3>
      <p className="dg-t2">{text('publish.togetherText')}</p>
      {others.map((draft) => (
        <PendingDraft key={`${draft.kind}/${draft.key}`} draft={draft} />
      ))}
    </section>
  );
}
