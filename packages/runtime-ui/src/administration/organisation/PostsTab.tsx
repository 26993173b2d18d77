import { useState } from 'react';
import { Button } from 'antd';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useLocalized } from '@dougong/ui/i18n';
import { EmptyState } from '@dougong/ui/shell';
import { useText } from '../../texts/index.js';
import { organisationCalls } from '../calls.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { useChange } from '../parts/use-change.js';
import { adminKeys, usePeople, usePosts } from '../queries.js';
import type { Held } from '../wire.js';
import { HeldTable } from './HeldTable.js';
import { keyOf, NameFields, namesOf, titleOf } from './NameFields.js';
import { RemoveDialog } from './RemoveDialog.js';

interface PostDialogProps {
  /** The one to rename; a new one when left out. */
  readonly post?: Held | undefined;
  onClose(): void;
}

function PostDialog({ post, onClose }: PostDialogProps) {
  const text = useText();
  const title = useLocalized();
  const [names, setNames] = useState(namesOf(post?.title));
  const [isAsked, setAsked] = useState(false);
  const key = post?.key ?? keyOf(names);
  const { start, problem, isPending } = useChange({
    send: (values: object, intention) =>
      post === undefined
        ? organisationCalls.makePost(values, { intention })
        : organisationCalls.changePost(post.key, values),
    renews: [adminKeys.organisation],
    onDone: onClose,
  });
  const save = () => {
    setAsked(true);
    if (names.zh.trim() === '' || key === '') return;
    start(post === undefined ? { key, title: titleOf(names) } : { title: titleOf(names) });
  };
  return (
    <ChangeDialog
      title={text(post === undefined ? 'organisation.newPost' : 'organisation.changePost', {
        title: title(post?.title),
      })}
      {...(post === undefined ? {} : { note: text('organisation.renameNote') })}
      confirm={text('organisation.save')}
      isPending={isPending}
      problem={problem}
      onConfirm={save}
      onClose={onClose}
    >
      <NameFields names={names} isNew={post === undefined} isAsked={isAsked} onNames={setNames} />
    </ChangeDialog>
  );
}

type Asked = { readonly what: 'save' | 'remove'; readonly post?: Held };

/** The posts of the company and who holds them. */
export function PostsTab() {
  const text = useText();
  const title = useLocalized();
  usePeople();
  const { data: posts, error, refetch } = usePosts();
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const add = (
    <Button type="primary" icon={<Plus size={16} />} onClick={() => setAsked({ what: 'save' })}>
      {text('organisation.addPost')}
    </Button>
  );
  const buttonsOf = (post: Held) => (
    <span className="rt-org-row-buttons">
      <Button
        type="text"
        icon={<Pencil size={16} />}
        aria-label={text('organisation.changePost', { title: title(post.title) })}
        onClick={() => setAsked({ what: 'save', post })}
      />
      <Button
        type="text"
        danger
        icon={<Trash2 size={16} />}
        aria-label={text('organisation.deleteTitle', { title: title(post.title) })}
        onClick={() => setAsked({ what: 'remove', post })}
      />
    </span>
  );
  return (
    <>
      <AdminListBody
        problem={error}
        onRetry={() => void refetch()}
        isLoading={posts === undefined}
        isEmpty={posts?.length === 0}
        empty={
          <EmptyState
            reason="first"
            title={text('organisation.noPosts')}
            text={text('organisation.noPostsText')}
            actions={add}
          />
        }
      >
        <div className="rt-org-bar">{add}</div>
        <HeldTable label={text('organisation.post')} held={posts ?? []} buttonsOf={buttonsOf} />
      </AdminListBody>
      {asked?.what === 'save' ? <PostDialog post={asked.post} onClose={close} /> : null}
      {asked?.what === 'remove' && asked.post !== undefined ? (
        <RemoveDialog
          title={text('organisation.deleteTitle', { title: title(asked.post.title) })}
          note={text('organisation.deletePost')}
          remove={() => organisationCalls.removePost(asked.post?.key ?? '')}
          onDone={close}
          onClose={close}
        />
      ) : null}
    </>
  );
}
