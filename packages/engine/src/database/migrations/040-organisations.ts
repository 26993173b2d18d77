import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Departments that are a company, a branch or a store, and people who work in several of them. */
export class Organisations1764000000040 implements MigrationInterface {
  readonly name = 'Organisations1764000000040';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}

/** The mark says what kind of organisation it is. */
const KINDS = `
  ALTER TABLE core.department
    ADD COLUMN organisation text CONSTRAINT kind_of_organisation CHECK (organisation IN ('company', 'branch', 'store'));
  UPDATE core.department SET organisation = 'company' WHERE is_organisation;
  ALTER TABLE core.department DROP COLUMN is_organisation`;

const SEVERAL = `
  CREATE TABLE core.user_organisation (
    user_id uuid NOT NULL REFERENCES core.user_account ON DELETE CASCADE,
    department_id uuid NOT NULL REFERENCES core.department ON DELETE CASCADE,
    PRIMARY KEY (user_id, department_id)
  );
  CREATE INDEX user_organisation_by_department ON core.user_organisation (department_id);
  CREATE TRIGGER advance_directory AFTER INSERT OR UPDATE OR DELETE ON core.user_organisation
    FOR EACH STATEMENT EXECUTE FUNCTION core.advance_directory();
  ALTER TABLE core.session ADD COLUMN organisation text`;

/** The nearest organisation above a department or itself; the uppermost department where none is one. */
const ORGANISATION_OF = `
  CREATE FUNCTION core.organisation_of(department uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
    WITH RECURSIVE above(id, parent, organisation, level) AS (
      SELECT d.id, d.parent, d.organisation, 0 FROM core.department d WHERE d.id = $1
      UNION ALL
      SELECT d.id, d.parent, d.organisation, a.level + 1
        FROM above a JOIN core.department d ON d.id = a.parent WHERE a.organisation IS NULL AND a.level < 50
    )
    SELECT a.id FROM above a ORDER BY a.level DESC LIMIT 1
  $$`;

/** The departments of an organisation; with \`below\` those of the organisations under it as well. */
const DEPARTMENTS_WITHIN = `
  CREATE FUNCTION core.departments_within(organisation uuid, below boolean) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    WITH RECURSIVE within(id) AS (
      SELECT d.id FROM core.department d WHERE d.id = $1
      UNION
      SELECT d.id FROM core.department d JOIN within w ON d.parent = w.id WHERE $2 OR d.organisation IS NULL
    )
    SELECT w.id FROM within w
  $$`;

/** Where somebody works now: what he has chosen, if he works there, or else his own organisation. */
const WORKING = `
  CREATE FUNCTION core.working_organisation(person uuid, chosen text) RETURNS uuid LANGUAGE sql STABLE AS $$
    WITH works(id, own) AS (
      SELECT core.organisation_of(u.department), true FROM core.user_account u WHERE u.id = $1
      UNION ALL
      SELECT core.organisation_of(o.department_id), false FROM core.user_organisation o WHERE o.user_id = $1
    )
    SELECT w.id FROM works w JOIN core.department d ON d.id = w.id
     ORDER BY (d.key = $2) IS TRUE DESC, w.own DESC, d.key LIMIT 1
  $$`;

const STATEMENTS = [KINDS, SEVERAL, ORGANISATION_OF, DEPARTMENTS_WITHIN, WORKING];
