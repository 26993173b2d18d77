import type { Localized } from '@dougong/kernel/foundation';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'core', name: 'department' })
export class Department {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  key!: string;

  @Column('jsonb')
  title!: Localized;

  /** The department above; rings are refused by a trigger. */
  @Column('uuid', { nullable: true })
  parent!: string | null;

  @Column('uuid', { nullable: true })
  leader!: string | null;

  @Column('boolean')
  active!: boolean;

  /** `company`, `branch` or `store`: it has books of its own. */
  @Column('text', { nullable: true })
  organisation!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

@Entity({ schema: 'core', name: 'post' })
export class Post {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  key!: string;

  @Column('jsonb')
  title!: Localized;
}

@Entity({ schema: 'core', name: 'user_post' })
export class UserPost {
  @PrimaryColumn('uuid', { name: 'user_id' })
  userId!: string;

  @PrimaryColumn('uuid', { name: 'post_id' })
  postId!: string;

  /** The first one is the main post. */
  @Column('integer')
  position!: number;
}

/** Organisations that somebody works in besides his own. */
@Entity({ schema: 'core', name: 'user_organisation' })
export class UserOrganisation {
  @PrimaryColumn('uuid', { name: 'user_id' })
  userId!: string;

  @PrimaryColumn('uuid', { name: 'department_id' })
  departmentId!: string;
}

/** Who stands in for whom, and when; two rules of one user and flow never cover the same moment. */
@Entity({ schema: 'core', name: 'deputy' })
export class Deputy {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('uuid', { name: 'deputy_id' })
  deputyId!: string;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt!: Date;

  /** The first moment after it; null: until it is taken back. */
  @Column('timestamptz', { name: 'ends_at', nullable: true })
  endsAt!: Date | null;

  /** Null: in every flow that has no rule of its own. */
  @Column('text', { name: 'flow_key', nullable: true })
  flowKey!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy!: string | null;
}
