import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Long work that somebody asked for: jobs with their progress, the files that go in and come out, and what imports keep. */
export class JobsAndImports1764000000023 implements MigrationInterface {
  readonly name = 'JobsAndImports1764000000023';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [FILES, JOBS, IMPORTS, IMPORT_ROWS, MAPPINGS]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}

/** Files lie in pieces, so that neither writing nor reading one holds it whole in memory. */
const FILES = `
  CREATE TABLE core.stored_file (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    media_type text NOT NULL,
    bytes bigint NOT NULL DEFAULT 0,
    created_by uuid REFERENCES core.user_account,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
  );
  CREATE INDEX stored_file_expiry ON core.stored_file (expires_at);
  CREATE TABLE core.stored_file_piece (
    file_id uuid NOT NULL REFERENCES core.stored_file ON DELETE CASCADE,
    seq integer NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (file_id, seq)
  );
  ALTER TABLE core.stored_file_piece ALTER COLUMN bytes SET STORAGE EXTERNAL`;

/**
 * Whoever works on a job holds its lease, a token with an end by the database's own clock. What a job has done is committed
 * together with its position, and only under the lease that is in force.
 */
const JOBS = `
  CREATE TABLE core.job (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    form text,
    state text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    params jsonb NOT NULL,
    position jsonb,
    done integer NOT NULL DEFAULT 0,
    total integer,
    result jsonb,
    code text,
    issues jsonb,
    result_file uuid REFERENCES core.stored_file ON DELETE SET NULL,
    errors_file uuid REFERENCES core.stored_file ON DELETE SET NULL,
    created_by uuid NOT NULL REFERENCES core.user_account,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    cancel_asked boolean NOT NULL DEFAULT false,
    lease uuid,
    lease_until timestamptz,
    attempts integer NOT NULL DEFAULT 0
  ) WITH (fillfactor = 80);
  CREATE INDEX job_of_user ON core.job (created_by, created_at DESC, id DESC);
  CREATE INDEX job_newest ON core.job (created_at DESC, id DESC);
  CREATE INDEX job_under_way ON core.job (lease_until) WHERE state = 'running';
  CREATE INDEX job_finished ON core.job (finished_at) WHERE finished_at IS NOT NULL`;

/** A file that was brought to a form, with what it holds at first sight. */
const IMPORTS = `
  CREATE TABLE core.import_file (
    id uuid PRIMARY KEY,
    form text NOT NULL,
    file_id uuid NOT NULL REFERENCES core.stored_file ON DELETE CASCADE,
    sheets jsonb NOT NULL,
    created_by uuid NOT NULL REFERENCES core.user_account,
    created_at timestamptz NOT NULL
  );
  CREATE INDEX import_file_of_file ON core.import_file (file_id)`;

/** The rows of an import as they were read, the document that each belongs to, and what became of each document. */
const IMPORT_ROWS = `
  CREATE TABLE core.import_row (
    job_id uuid NOT NULL REFERENCES core.job ON DELETE CASCADE,
    sheet smallint NOT NULL,
    row_no integer NOT NULL,
    doc_no integer NOT NULL,
    cells jsonb NOT NULL,
    PRIMARY KEY (job_id, sheet, row_no)
  );
  CREATE INDEX import_row_of_document ON core.import_row (job_id, doc_no);
  CREATE TABLE core.import_document (
    job_id uuid NOT NULL REFERENCES core.job ON DELETE CASCADE,
    doc_no integer NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('created', 'updated', 'unchanged', 'skipped', 'failed')),
    record_id uuid,
    version integer,
    before jsonb,
    issues jsonb,
    undone text CHECK (undone IN ('undone', 'conflict')),
    undo_issues jsonb,
    PRIMARY KEY (job_id, doc_no)
  )`;

/** How somebody last assigned the columns of a file to the fields of a form. */
const MAPPINGS = `
  CREATE TABLE core.import_mapping (
    user_id uuid NOT NULL REFERENCES core.user_account ON DELETE CASCADE,
    form text NOT NULL,
    columns jsonb NOT NULL,
    saved_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, form)
  )`;
