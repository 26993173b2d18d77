#!/usr/bin/env bash
# Makes the database and its two roles: the owner migrates and publishes, the application role owns nothing and gets its grants from the migrations.
# With DOUGONG_SCENARIO_PASSWORD also a role for scenarios.
# Runs once, when the PostgreSQL image makes a new cluster. By hand: set POSTGRES_USER and the two passwords, and psql's own PG* variables.
set -euo pipefail

psql -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres --no-psqlrc \
  -v owner_password="$DOUGONG_OWNER_PASSWORD" -v app_password="$DOUGONG_APP_PASSWORD" <<'SQL'
CREATE ROLE dougong_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'owner_password';
CREATE ROLE dougong_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'app_password';
CREATE DATABASE dougong OWNER dougong_owner TEMPLATE template0
  ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'zh-Hans-CN';
REVOKE ALL ON DATABASE dougong FROM PUBLIC;
GRANT CONNECT ON DATABASE dougong TO dougong_app;
SQL

# A third role, which plays scenarios of templates on databases of its own. It cannot reach the one of the installation.
if [[ -n "${DOUGONG_SCENARIO_PASSWORD:-}" ]]; then
  psql -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres --no-psqlrc \
    -v scenario_password="$DOUGONG_SCENARIO_PASSWORD" <<'SQL'
CREATE ROLE dougong_scenarios LOGIN NOSUPERUSER CREATEDB NOCREATEROLE PASSWORD :'scenario_password';
SQL
fi
