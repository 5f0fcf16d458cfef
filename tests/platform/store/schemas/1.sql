-- SPDX-License-Identifier: GPL-3.0-or-later
-- A database as version 0.1 wrote it, schema 1.
PRAGMA user_version=1;
BEGIN TRANSACTION;
CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    time INTEGER NOT NULL,
    user TEXT NOT NULL,
    access_key TEXT NOT NULL,
    action TEXT NOT NULL,
    resource TEXT NOT NULL,
    detail TEXT NOT NULL
);
INSERT INTO "audit" VALUES(1,1700000000000,'alice','SLIPKEY','create','vision/jobs/train','');
INSERT INTO "audit" VALUES(2,1700000000001,'bob','SLIPKEY','delete','vision/jobs/train','');
INSERT INTO "audit" VALUES(3,1700000000002,'alice','SLIPKEY','update','vision/jobs/train','');
CREATE TABLE counter (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,
    horizon INTEGER NOT NULL
);
INSERT INTO "counter" VALUES(1,3,1);
CREATE TABLE labels (
    resource TEXT NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (resource, key)
) WITHOUT ROWID;
CREATE TABLE records (
    space TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (space, key)
) WITHOUT ROWID;
INSERT INTO "records" VALUES('secrets','SLIPKEY','sealed');
CREATE TABLE resources (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    project TEXT NOT NULL,
    name TEXT NOT NULL,
    owner TEXT NOT NULL,
    labels TEXT NOT NULL,
    generation INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created INTEGER NOT NULL,
    deleting INTEGER,
    spec TEXT NOT NULL,
    status TEXT NOT NULL,
    phase TEXT AS (CASE WHEN json_valid(status) THEN json_extract(status, '$.phase') END) STORED,
    UNIQUE (kind, project, name)
);
INSERT INTO "resources" VALUES('job-7f3k9q','Job','vision','train','alice','{"team":"red"}',2,3,1700000000000,NULL,'{"command":"true"}','{"phase":"Succeeded"}');
CREATE TABLE tombstones (
    version INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    project TEXT NOT NULL,
    name TEXT NOT NULL,
    owner TEXT NOT NULL
);
INSERT INTO "tombstones" VALUES(2,'Job','job-gone','vision','gone','bob');
CREATE INDEX resources_of_project ON resources (kind, project, created DESC, id DESC);
CREATE INDEX resources_of_kind ON resources (kind, created DESC, id DESC);
CREATE UNIQUE INDEX resources_by_version ON resources (version);
CREATE INDEX labels_by_value ON labels (key, value, resource);
CREATE INDEX audit_of_resource ON audit (resource, sequence);
CREATE INDEX audit_of_user ON audit (user, sequence);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('audit',3);
INSERT INTO "labels" VALUES('job-7f3k9q','team','red');
COMMIT;
