import type { Scope } from '../../expression/index.js';
import type { Localized } from '../../foundation/index.js';
import type { RuleAction } from '../../metadata/index.js';
import type { PeopleFacts } from '../flow-command.js';
import type { NodeTypePart } from '../node-type.js';

/** What a drawing is checked against. Everything but the form's fields may be left out; what it would show is not checked then. */
export interface CheckFlowContext {
  /** The form's fields as conditions see them. */
  readonly scope: Scope;
  /** States of the form's lifecycle, roles, users and working calendars that exist; a list left out is not checked. */
  readonly states?: readonly string[];
  readonly roles?: readonly string[];
  readonly users?: readonly string[];
  readonly calendars?: readonly string[];
  /** Keys of the flows of the same form. */
  readonly flowKeys?: readonly string[];
  readonly nodeTypes?: readonly NodeTypePart[];
  /** What people call a path of the form; the path itself when left out. */
  readonly titleOf?: (path: string) => Localized;
  /** Values that a field can have: its choices. */
  readonly choicesOf?: (path: string) => readonly string[] | undefined;
  /** Fields that must be filled in, and not by the platform. */
  readonly requiredFields?: readonly string[];
  /** Today's people, for warnings about steps that would find nobody. */
  readonly people?: Pick<PeopleFacts, 'usersOfRole' | 'isActive'> & Partial<PeopleFacts>;
  /** Departments there are today, with their titles. */
  readonly departments?: readonly { readonly id: string; readonly title: Localized }[];
  /** Whether a rule action makes postings, directly or by what it brings about. */
  readonly posts?: (action: RuleAction) => boolean;
  /** Whether the columns of the process map are asked for, and whether a publish needs them; the flow's own setting when left out. */
  readonly processMap?: 'off' | 'suggested' | 'required';
}
