import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { ApiProblem, type SignedIn, type SignInMore } from '@dougong/ui/api';
import { api } from '../data/api.js';
import { beginSession } from './session.js';

/** What the door asks for beside login and password. */
export type Asked = 'nothing' | 'code' | 'setup' | 'password';

export interface Credentials {
  readonly login: string;
  readonly password: string;
}

interface Door {
  readonly asked: Asked;
  /** What an authenticator needs, where one is to be set up. */
  readonly setup?: { readonly secret: string; readonly address: string };
  readonly more: SignInMore;
}

const ASKED: Readonly<Record<string, Asked>> = {
  code_required: 'code',
  second_factor_setup: 'setup',
  password_change_required: 'password',
};
const FIRST: Door = { asked: 'nothing', more: {} };

/** What a refusal asks for next; nothing new where it only says no. */
function nextDoor(problem: unknown, { asked, setup, more }: Door): Door {
  if (!(problem instanceof ApiProblem)) return { asked, more, ...(setup ? { setup } : {}) };
  const wanted = ASKED[problem.code];
  if (wanted === undefined) return { asked, more, ...(setup ? { setup } : {}) };
  const { secret, address } = problem.params as { readonly secret?: string; readonly address?: string };
  return {
    asked: wanted,
    more,
    ...(secret !== undefined && address !== undefined ? { setup: { secret, address } } : {}),
  };
}

/**
 * Signs in step by step: each refusal says what is asked for next, and everything that was given before goes along again.
 * Recovery codes are shown before anything else, for nobody shows them a second time.
 */
export function useSignIn() {
  const [door, setDoor] = useState<Door>(FIRST);
  const [codes, setCodes] = useState<SignedIn>();
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: async ({ credentials, more }: { credentials: Credentials; more: SignInMore }) =>
      (await api.session.signIn(credentials.login, credentials.password, more)).data,
    onSuccess: (signedIn) => {
      if (signedIn.recoveryCodes === undefined) beginSession(signedIn.user);
      else setCodes(signedIn);
    },
    onError: (problem) => setDoor((before) => nextDoor(problem, before)),
  });
  return {
    ...door,
    recoveryCodes: codes?.recoveryCodes,
    /** The problem, unless it only asks for more. */
    problem: error instanceof ApiProblem && error.code in ASKED ? null : error,
    isPending,
    send: (credentials: Credentials, given: SignInMore = {}) => {
      const more = { ...door.more, ...given };
      setDoor({ ...door, more });
      mutate({ credentials, more });
    },
    goOn: () => {
      if (codes !== undefined) beginSession(codes.user);
    },
    startOver: () => {
      setDoor(FIRST);
      reset();
    },
  };
}
