import { Notification, OutboxMessage, Timer, WebhookEndpoint } from './delivery.entities.js';
import { FlowEvent, FlowInstance, FlowMigration, FlowMigrationItem, Task } from './flow.entities.js';
import { ApiKey, DirectoryVersion, SignInSession, UserAccount, UserRole } from './identity.entities.js';
import { Department, Deputy, Post, UserOrganisation, UserPost } from './organisation.entities.js';
import {
  CurrentRelease,
  Draft,
  DraftRevision,
  InstalledTemplate,
  Release,
  SeedRef,
  TemplateChangeDone,
  TemplatePackageSent,
} from './release.entities.js';
import { AuditEntry, IdempotencyRequest } from './request.entities.js';

export * from './delivery.entities.js';
export * from './flow.entities.js';
export * from './identity.entities.js';
export * from './organisation.entities.js';
export * from './release.entities.js';
export * from './request.entities.js';

/** The platform's own tables. Tables of forms are made by publishing and have no entities. */
export const ENTITIES = [
  UserAccount,
  UserRole,
  DirectoryVersion,
  Department,
  UserOrganisation,
  Post,
  UserPost,
  Deputy,
  SignInSession,
  ApiKey,
  Release,
  CurrentRelease,
  Draft,
  DraftRevision,
  InstalledTemplate,
  SeedRef,
  TemplatePackageSent,
  TemplateChangeDone,
  FlowInstance,
  FlowEvent,
  FlowMigration,
  FlowMigrationItem,
  Task,
  Timer,
  OutboxMessage,
  Notification,
  WebhookEndpoint,
  IdempotencyRequest,
  AuditEntry,
] as const;
