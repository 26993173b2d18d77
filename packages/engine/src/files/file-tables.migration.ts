/**
 * Files that records keep. Equal contents are kept once, under their checksum. A file belongs to whoever sent it until a
 * record uses it; what nothing uses is cleared away after a while.
 */
const CONTENTS = `
  CREATE TABLE core.file_content (
    sha256 bytea PRIMARY KEY CHECK (octet_length(sha256) = 32),
    bytes bytea NOT NULL
  );
  ALTER TABLE core.file_content ALTER COLUMN bytes SET STORAGE EXTERNAL`;

const FILES = `
  CREATE TABLE core.file (
    id uuid PRIMARY KEY,
    sha256 bytea NOT NULL REFERENCES core.file_content (sha256),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    media_type text NOT NULL CHECK (length(media_type) BETWEEN 3 AND 127),
    size integer NOT NULL CHECK (size >= 0),
    form text NOT NULL,
    field text NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid NOT NULL REFERENCES core.user_account (id),
    unused_since timestamptz NOT NULL
  );
  CREATE INDEX file_of_content ON core.file (sha256);
  CREATE INDEX file_unused ON core.file (unused_since)`;

const USES = `
  CREATE TABLE core.file_use (
    file_id uuid NOT NULL REFERENCES core.file (id),
    form text NOT NULL,
    record_id uuid NOT NULL,
    PRIMARY KEY (file_id, record_id)
  );
  CREATE INDEX file_use_of_record ON core.file_use (record_id)`;

export const FILE_TABLES: readonly string[] = [CONTENTS, FILES, USES];
