import type { Localized } from '@dougong/kernel/foundation';
import type { Title, UserNames } from '@dougong/ui/api';

/** What the engine answers about flows under way and about the organisation. */

export type InstanceStatus =
  'running' | 'returned' | 'suspended' | 'approved' | 'rejected' | 'revoked' | 'cancelled';

export interface NamedNode {
  /** Path of the node. */
  readonly id: string;
  readonly title: Title;
}

/** An open to-do of an instance. */
export interface OpenWork {
  readonly node: string;
  readonly assignee: string;
  readonly for?: string;
  readonly helps?: string;
  readonly openedAt: string;
  readonly dueAt?: string;
  /** The assignee is not there any more. */
  readonly inactive?: true;
}

export interface StuckCause {
  readonly code: string;
  readonly detail: string;
  readonly nodes: readonly NamedNode[];
  readonly trouble?: string;
}

export interface Instance {
  readonly id: string;
  readonly flow: { readonly key: string; readonly title: Title; readonly release: number };
  readonly form: string;
  readonly record: { readonly id: string; readonly code: string | null; readonly title: string | null };
  readonly status: InstanceStatus;
  readonly reason?: string;
  readonly stuck?: StuckCause;
  readonly startedBy: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly parent?: { readonly instance: string; readonly node: string };
  readonly nodes: readonly NamedNode[];
  readonly open: readonly OpenWork[];
  readonly timers: readonly { readonly node: string; readonly kind: string; readonly dueAt: string }[];
}

export interface InstancePage {
  readonly data: readonly Instance[];
  readonly users: UserNames;
  readonly nextCursor?: string;
}

export interface OneInstance {
  readonly instance: Instance;
  readonly users: UserNames;
}

/** What an administrator can do with an instance, as the address of the call names it. */
export type InstanceActionName = 'reassign' | 'jump' | 'retry' | 'skip' | 'migrate' | 'cancel';

export type NodeMap = Readonly<Record<string, string>>;

export interface MigrationWish {
  readonly from?: number;
  readonly instances?: readonly string[];
  readonly map?: NodeMap;
  readonly comment?: string;
  readonly dryRun?: boolean;
}

export interface MigrationRefusal {
  readonly instance: string;
  readonly code: string;
  readonly detail: string;
  readonly issues: readonly {
    readonly code: string;
    readonly params: Readonly<Record<string, unknown>>;
  }[];
}

export interface Migration {
  readonly id: string | null;
  readonly flow: string;
  readonly to: number;
  readonly total: number;
  readonly moved: number;
  readonly refused: number;
  readonly ended: number;
  readonly waiting: number;
  readonly left: number;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly refusals: readonly MigrationRefusal[];
}

/** Seconds; null where nothing was handled. */
export interface Times {
  readonly count: number;
  readonly average: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
}

export interface NodeFigures {
  readonly id: string;
  readonly title: Title;
  readonly backlog: number;
  readonly overdue: number;
  readonly handling: Times;
}

export const OUTCOMES = ['approved', 'rejected', 'revoked', 'cancelled'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface FlowFigures {
  readonly flow: { readonly key: string; readonly title: Title };
  readonly from: string;
  readonly to: string;
  readonly instances: Readonly<Record<Outcome, number>> & {
    readonly started: number;
    readonly ended: number;
    readonly backlog: number;
    readonly stuck: number;
    readonly overdue: number;
    readonly duration: Times;
  };
  readonly exceptions: {
    readonly instances: number;
    readonly of: number;
    readonly rate: number | null;
    readonly kinds: Readonly<Record<string, number>>;
  };
  readonly nodes: readonly NodeFigures[];
}

export interface Department {
  readonly key: string;
  readonly title: Localized;
  readonly parent: string | null;
  readonly leader: string | null;
  /** What kind of organisation it is; null: it has the books of the one above. */
  readonly organisation: OrganisationKind | null;
  readonly active: boolean;
  readonly members: number;
}

export type OrganisationKind = 'company' | 'branch' | 'store';

/** A post or a role with the people who hold it. */
export interface Held {
  readonly key: string;
  readonly title: Localized;
  readonly holders: readonly string[];
}

export interface Person {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly post: Localized | null;
  readonly department: string | null;
  readonly posts: readonly string[];
  /** Organisations that he works in besides his own. */
  readonly organisations: readonly string[];
  readonly active: boolean;
}

export interface PersonChange {
  readonly organisations?: readonly string[];
  readonly department?: string | null;
  readonly posts?: readonly string[];
  readonly roles?: readonly string[];
  readonly active?: boolean;
}

export interface Deputy {
  readonly id: string;
  readonly user: string;
  readonly deputy: string;
  readonly from: string;
  readonly to: string | null;
  readonly flow: string | null;
  readonly reason: string | null;
}

export type DeputyValues = Omit<Deputy, 'id'>;

export interface WaitingTask {
  readonly id: string;
  readonly title: Title | null;
  readonly form: string;
  readonly recordId: string;
  readonly assignee: string;
  readonly instanceId: string | null;
  readonly openedAt: string;
  readonly dueAt: string | null;
}

export interface Duties {
  readonly user: Person;
  readonly openTasks: { readonly count: number; readonly data: readonly WaitingTask[] };
  readonly leads: readonly Department[];
  readonly deputies: { readonly given: readonly Deputy[]; readonly standsIn: readonly Deputy[] };
}

export interface NewPerson {
  readonly login: string;
  readonly name: string;
  readonly department: string | null;
  readonly roles: readonly string[];
}

/** A link by which somebody chooses a password, once. */
export interface Invitation {
  readonly link: string;
  readonly expiresAt: string;
}

/** How somebody gets in. */
export interface SignInState {
  readonly hasPassword: boolean;
  readonly mustChangePassword: boolean;
  readonly blockedUntil: string | null;
  readonly secondFactor: boolean;
  readonly invitedUntil: string | null;
  readonly providers: readonly string[];
}

export const HAND_OVER_PARTS = ['tasks', 'departments', 'deputies', 'nodes', 'roles'] as const;
export type HandOverPart = (typeof HAND_OVER_PARTS)[number];
export type HandOverWish = Readonly<Partial<Record<HandOverPart | 'comment', string>>>;

interface Handed {
  readonly count: number;
  readonly to: string | null;
}

/** What hangs on somebody, and to whom it goes; with `done` what was moved. */
export interface HandOverReport {
  readonly tasks: Handed & { readonly data: readonly WaitingTask[] };
  readonly departments: Handed & { readonly data: readonly Pick<Department, 'key' | 'title'>[] };
  /** Rules by which he stands in for others; `ended` are those by which others stood in for him. */
  readonly deputies: Handed & { readonly ended: number };
  readonly nodes: Handed & {
    readonly data: readonly { readonly flow: string; readonly node: string; readonly title: Title | null }[];
  };
  readonly roles: Handed & { readonly data: readonly string[] };
  readonly done: boolean;
  readonly sessions: number;
  readonly keys: number;
  readonly left: readonly { readonly task: string; readonly code: string }[];
}
