/** Example cases as their file states them. */

export interface CaseNode {
  readonly id: string;
  readonly type: string;
  readonly assignees?: Readonly<Record<string, unknown>> | readonly Readonly<Record<string, unknown>>[];
  readonly effect?: {
    readonly set?: Readonly<Record<string, unknown>>;
    readonly add?: Readonly<Record<string, number>>;
    readonly call?: string;
  };
  readonly flow?: string;
  readonly foreach?: string;
  readonly editable?: readonly string[];
  readonly [setting: string]: unknown;
}

export interface CaseEdge {
  readonly from: string;
  readonly to: string;
  readonly when?: Readonly<Record<string, unknown>>;
  readonly default?: boolean;
  readonly on?: 'rejected' | 'timeout';
}

export interface CaseFlow {
  readonly nodes: readonly CaseNode[];
  readonly edges: readonly CaseEdge[];
}

export interface Drawn {
  readonly flow: CaseFlow;
  readonly flows?: Readonly<Record<string, CaseFlow>>;
  readonly record?: Readonly<Record<string, unknown>>;
}

export interface Seen {
  readonly status?: string;
  readonly reason?: string;
  readonly open?: Readonly<Record<string, readonly string[]>>;
  readonly trace?: readonly string[];
  readonly record?: Readonly<Record<string, unknown>>;
  readonly notices?: readonly (readonly string[])[];
  readonly calls?: Readonly<Record<string, { readonly total?: number; readonly distinctKeys?: number }>>;
  readonly anyOf?: readonly Seen[];
  readonly publishable?: boolean;
  readonly findings?: readonly { readonly code: string; readonly nodes: readonly string[] }[];
}

export interface CaseStep {
  readonly do: string;
  readonly by?: string;
  readonly node?: string;
  readonly to?: string;
  readonly from?: string;
  readonly where?: 'before' | 'after' | 'with';
  readonly users?: readonly string[];
  readonly user?: string;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly event?: string;
  readonly by_time?: string;
  readonly chosen?: Readonly<Record<string, readonly string[]>>;
  readonly record?: Readonly<Record<string, unknown>>;
  readonly actions?: readonly CaseStep[];
  readonly decisions?: number;
  readonly refused?: string;
  readonly then?: Seen;
  readonly flow?: CaseFlow;
  readonly map?: Readonly<Record<string, string>>;
  readonly version?: number;
  readonly force?: boolean;
}

export interface FlowCase extends Drawn {
  readonly id: string;
  readonly name: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly faults?: Readonly<Record<string, { readonly fails?: number }>>;
  readonly steps: readonly CaseStep[];
  readonly expect: Seen;
}

/** The company in which the examples play. */
export interface CaseOrg {
  readonly users: Readonly<
    Record<string, { dept?: string; roles?: readonly string[]; posts?: readonly string[]; active?: boolean }>
  >;
  readonly departments: Readonly<
    Record<string, { readonly leader: string | null; readonly parent: string | null }>
  >;
}
