#!/bin/sh
# Runs once, when the database container first starts: the same two roles and extensions that npm start and the tests make.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres -v app="$APP_PASSWORD" -v martin="$MARTIN_PASSWORD" <<'SQL'
create role jingzheng login createrole password :'app';
create role martin login nosuperuser nocreatedb nocreaterole noinherit password :'martin';
create database jingzheng owner jingzheng;
\connect jingzheng
create extension if not exists postgis schema public;
create extension if not exists pg_trgm schema public;
SQL
