import { useState } from 'react';
import { App, Button, Mentions } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { OfflineProblem, useIntention, type RecordAction } from '@dougong/ui/api';
import { findPeople, PersonMark, placeOf, type PersonOption } from '@dougong/ui/people';
import { ProblemPanel, successMessage } from '@dougong/ui/shell';
import { api } from '../data/api.js';
import { usePeople } from '../parts/use-people.js';
import { useText } from '../texts/index.js';
import { mentionedIn } from './mentions.js';
import { useRecordRefresh } from './use-record-refresh.js';

interface FlowComposerProps {
  readonly form: string;
  readonly recordId: string;
  readonly action: RecordAction;
}

const OPTIONS_MAX = 8;
const COMMENT_LENGTH_MAX = 2000;

function PersonLine({ person }: { readonly person: PersonOption }) {
  return (
    <span className="rt-mention">
      <PersonMark name={person.name} />
      <b>{person.name}</b>
      <small className="dg-t3 dg-clip">{placeOf(person)}</small>
    </span>
  );
}

/** Sends a comment, once for each press. */
function useComment({ form, recordId, action }: FlowComposerProps, onDone: () => void) {
  const { intentionFor, done } = useIntention(api);
  const refresh = useRecordRefresh(form, recordId);
  return useMutation({
    mutationFn: ({ comment, mentions }: { comment: string; mentions: readonly string[] }) => {
      const body = {
        comment,
        ...(mentions.length === 0 ? {} : { mentions }),
        ...(action.instance === undefined ? {} : { instance: action.instance }),
      };
      const intention = intentionFor([recordId, 'comment', body]);
      return api.records.actOnFlow(form, recordId, 'comment', body, { intention });
    },
    onSuccess: () => {
      done();
      onDone();
      return refresh.changed();
    },
    onError: (problem) => {
      if (!(problem instanceof OfflineProblem)) done();
    },
  });
}

/** Where people talk about a document in its flow: @ tells somebody. */
export function FlowComposer(props: FlowComposerProps) {
  const text = useText();
  const { message } = App.useApp();
  const [comment, setComment] = useState('');
  const [typed, setTyped] = useState('');
  const { people } = usePeople(typed);
  const { mutate, isPending, error } = useComment(props, () => {
    setComment('');
    void message.open(successMessage(text('flowAction.done_comment')));
  });
  const blank = comment.trim() === '';
  const send = () => {
    if (!blank && !isPending) mutate({ comment: comment.trim(), mentions: mentionedIn(comment, people) });
  };
  return (
    <div className="rt-composer">
      <ProblemPanel problem={error} />
      <Mentions
        aria-label={text('flowAction.commentLabel')}
        autoSize={{ minRows: 1, maxRows: 5 }}
        maxLength={COMMENT_LENGTH_MAX}
        placement="top"
        placeholder={text('flowAction.write')}
        notFoundContent={text('flowAction.nobody')}
        value={comment}
        filterOption={false}
        onSearch={setTyped}
        onChange={setComment}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
        }}
        options={findPeople(people, typed)
          .slice(0, OPTIONS_MAX)
          .map((person) => ({ key: person.id, value: person.name, label: <PersonLine person={person} /> }))}
      />
      <Button loading={isPending} disabled={blank} onClick={send}>
        {text('flowAction.send')}
      </Button>
    </div>
  );
}
