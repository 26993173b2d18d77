import { useState } from 'react';
import { App, Button, Input } from 'antd';
import { Check, Clock, Undo2, X } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import type { Decision, PublishRequest } from '@dougong/ui/api';
import { formatMoment } from '@dougong/ui/numbers';
import { ProblemPanel, StatusSeal, successMessage } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { queries } from '../app/session.js';
import { useText } from '../i18n/text.js';
import { useRoleNames } from './use-role-names.js';
import './diff/diff.css';

/** Publishes that wait or waited, the newest first. */
export function usePublishRequests() {
  return useQuery({
    queryKey: ['design', 'requests'],
    queryFn: async () => (await api.design.publishRequests()).data.data,
    staleTime: 5_000,
  });
}

/** The publish that waits, with who must approve it, and what may be done with it. */
export function RequestPanel() {
  const { data } = usePublishRequests();
  const open = data?.find(({ state }) => state === 'waiting' || state === 'approved');
  return open === undefined ? null : <OpenRequest request={open} />;
}

/** One that is open, with what the reader may do about it. */
export function OpenRequest({ request }: { readonly request: PublishRequest }) {
  const text = useText();
  const names = useRoleNames();
  const { message } = App.useApp();
  const [comment, setComment] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const { state, approvers, approverNames, can, publishAt } = request;
  const whoever = [names(approvers), ...approverNames]
    .filter((name) => name !== '')
    .join(text('scenarios.comma'));
  const now = new Date().toISOString();
  const decide = async (decision: Decision) => {
    setProblem(null);
    try {
      const { data } = await api.design.decideRequest(request.id, decision, comment.trim() || undefined);
      void message.open(successMessage(text(`request.states.${data.state}`)));
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    } catch (failure) {
      setProblem(failure);
    }
  };
  return (
    <section className="ds-request" aria-label={text('request.title')}>
      <StatusSeal tone={state === 'waiting' ? 'waiting' : 'progress'}>{text(`request.${state}`)}</StatusSeal>
      <div>
        <p>
          {text('request.by', {
            name: request.requestedByName ?? '',
            time: formatMoment(request.requestedAt, now),
          })}
          {request.comment === null ? null : <q>{request.comment}</q>}
        </p>
        {whoever === '' ? null : <p className="dg-t2">{text('request.approvers', { roles: whoever })}</p>}
        {publishAt === null ? null : (
          <p className="dg-t2">
            <Clock size={12} aria-hidden="true" />{' '}
            {text('request.at', { time: formatMoment(publishAt, now) })}
          </p>
        )}
        {can.approve ? (
          <Input
            aria-label={text('request.comment')}
            placeholder={text('request.comment')}
            maxLength={500}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
          />
        ) : null}
        <ProblemPanel problem={problem} />
      </div>
      <footer>
        {can.withdraw ? (
          <Button icon={<Undo2 size={16} />} onClick={() => void decide('withdraw')}>
            {text('request.withdraw')}
          </Button>
        ) : null}
        {can.approve ? (
          <>
            <Button icon={<X size={16} />} onClick={() => void decide('reject')}>
              {text('request.reject')}
            </Button>
            <Button type="primary" icon={<Check size={16} />} onClick={() => void decide('approve')}>
              {text('request.approve')}
            </Button>
          </>
        ) : null}
      </footer>
    </section>
  );
}
