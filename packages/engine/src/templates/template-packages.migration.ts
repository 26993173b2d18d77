/**
 * What is kept of templates: what was answered when one was installed, what names its content and who signed it, packages that
 * were sent and are not installed yet, every change with what was installed before, and which records are sample data.
 */
export const TEMPLATE_PACKAGES = `
  ALTER TABLE core.installed_template
    ADD answers jsonb NOT NULL DEFAULT '{}',
    ADD integrity text,
    ADD signature jsonb,
    ADD demo boolean NOT NULL DEFAULT false;
  ALTER TABLE core.seed_ref
    ADD demo boolean NOT NULL DEFAULT false,
    ADD position bigint GENERATED ALWAYS AS IDENTITY;
  CREATE TABLE core.template_package (
    id uuid PRIMARY KEY,
    key text NOT NULL,
    version text NOT NULL,
    bytes bytea NOT NULL,
    sent_at timestamptz NOT NULL,
    sent_by uuid NOT NULL
  );
  CREATE TABLE core.template_change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    actor uuid,
    action text NOT NULL CHECK (action IN ('install', 'upgrade', 'uninstall', 'revert')),
    templates jsonb NOT NULL,
    release_before integer NOT NULL,
    release_after integer NOT NULL,
    installed_before jsonb NOT NULL,
    choices jsonb NOT NULL DEFAULT '{}',
    reverts bigint REFERENCES core.template_change
  );
  CREATE UNIQUE INDEX template_change_reverted_once ON core.template_change (reverts) WHERE reverts IS NOT NULL;
  CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON core.template_change
    FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change()`;
