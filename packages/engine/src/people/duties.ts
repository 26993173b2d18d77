import { Injectable } from '@nestjs/common';
import { Departments } from './departments.js';
import { Deputies } from './deputies.js';
import { OpenTasks } from './open-tasks.js';
import type { OpenTaskView } from './open-tasks.js';
import type { DepartmentView, DeputyView, UserView } from './organisation.wire.js';
import { Staff } from './staff.js';

/** What has to be handed over when somebody leaves. */
export interface DutiesView {
  readonly user: UserView;
  /** The oldest ones first; the count is that of all. */
  readonly openTasks: { readonly count: number; readonly data: readonly OpenTaskView[] };
  readonly leads: readonly DepartmentView[];
  readonly deputies: {
    /** Rules by which others stand in for this user. */
    readonly given: readonly DeputyView[];
    /** Rules by which this user stands in for others. */
    readonly standsIn: readonly DeputyView[];
  };
}

const TASKS_SHOWN_MAX = 200;

/** Finds what hangs on a person: open tasks, departments led, deputies. */
@Injectable()
export class Duties {
  constructor(
    private readonly staff: Staff,
    private readonly tasks: OpenTasks,
    private readonly departments: Departments,
    private readonly deputies: Deputies,
  ) {}

  async of(id: string): Promise<DutiesView> {
    const user = await this.staff.read(id);
    const [count, { data }, departments, deputies] = await Promise.all([
      this.tasks.countOf(id),
      this.tasks.page({ user: id }, TASKS_SHOWN_MAX),
      this.departments.list(),
      this.deputies.list({ user: id, past: false }),
    ]);
    return {
      user,
      openTasks: { count, data },
      leads: departments.filter(({ leader }) => leader === id),
      deputies: {
        given: deputies.filter((rule) => rule.user === id),
        standsIn: deputies.filter((rule) => rule.deputy === id),
      },
    };
  }
}
