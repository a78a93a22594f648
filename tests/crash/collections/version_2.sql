-- The rows of a small collection, as version 2 wrote them.

CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);

INSERT INTO "_sqlite_migrations" (id, migration_set, name, applied_at) VALUES(1,'flashcards','m001_first_schema','2026-11-28 22:55:06.216906+00:00');
INSERT INTO "_sqlite_migrations" (id, migration_set, name, applied_at) VALUES(2,'flashcards','m002_journals_and_scale','2026-11-28 22:55:06.219579+00:00');
INSERT INTO "attempt" (review, seconds, hint, answer) VALUES(1795550400000,'{"ask": 0}',0,NULL);
INSERT INTO "card" (id, note, face, ord, active, suspended, buried_day, place, revision, suspended_by) VALUES(1795463999803,1795463999802,'answer',0,1,0,NULL,NULL,1,NULL);
INSERT INTO "card" (id, note, face, ord, active, suspended, buried_day, place, revision, suspended_by) VALUES(1795463999804,1795463999802,'reverse',1,1,0,NULL,1,0,NULL);
INSERT INTO "card" (id, note, face, ord, active, suspended, buried_day, place, revision, suspended_by) VALUES(1795463999836,1795463999835,'answer',0,1,0,NULL,NULL,1,NULL);
INSERT INTO "card" (id, note, face, ord, active, suspended, buried_day, place, revision, suspended_by) VALUES(1795463999869,1795463999868,'answer',0,1,0,NULL,64,0,NULL);
INSERT INTO "card" (id, note, face, ord, active, suspended, buried_day, place, revision, suspended_by) VALUES(1795463999902,1795463999901,'answer',0,1,0,NULL,96,0,NULL);
INSERT INTO "card" (id, note, face, ord, active, suspended, buried_day, place, revision, suspended_by) VALUES(1795463999935,1795463999934,'answer',0,1,0,NULL,128,0,NULL);
INSERT INTO "card" (id, note, face, ord, active, suspended, buried_day, place, revision, suspended_by) VALUES(1795463999968,1795463999967,'case',0,1,0,NULL,NULL,1,NULL);
INSERT INTO "card" (id, note, face, ord, active, suspended, buried_day, place, revision, suspended_by) VALUES(1795463999969,1795463999967,'ask',1,1,0,NULL,NULL,1,NULL);
INSERT INTO "card" (id, note, face, ord, active, suspended, buried_day, place, revision, suspended_by) VALUES(1795463999973,1795463999967,'recap',5,0,0,NULL,NULL,0,NULL);
INSERT INTO "deck" (id, root, path, name, title, place, digest, stamp) VALUES(1,1,'craft.md','craft','Craft',0,X'34D99AAEB09E3A360C566CEA6C8408C0','566.1795906506043181581');
INSERT INTO "memory" (card, state, step, stability, difficulty, last_review, last_day, due_day, due_at, reps, lapses, parameters, card_face) VALUES(1795463999803,'review',0,2.3065,2.11810397045901588342e+00,1795464000000,20780,20782,NULL,1,0,NULL,'answer');
INSERT INTO "memory" (card, state, step, stability, difficulty, last_review, last_day, due_day, due_at, reps, lapses, parameters, card_face) VALUES(1795463999836,'learning',0,0.212,6.4133,1795464000001,20780,NULL,1795464600001,1,0,NULL,'answer');
INSERT INTO "memory" (card, state, step, stability, difficulty, last_review, last_day, due_day, due_at, reps, lapses, parameters, card_face) VALUES(1795463999968,'review',0,1.2931,5.11217070560105568688e+00,1795550400000,20781,20786,NULL,1,0,NULL,'case');
INSERT INTO "memory" (card, state, step, stability, difficulty, last_review, last_day, due_day, due_at, reps, lapses, parameters, card_face) VALUES(1795463999969,'new',0,NULL,NULL,1795550400001,20781,20782,NULL,0,0,NULL,'ask');
INSERT INTO "note" (id, guid, key, kind, form, deck, line, position, area, areas, roles, section, source, minutes, draft, front, content, digest, body, words, changed_at, exported_at, anki_deck, retired_at) VALUES(1795463999802,'fc-qb2seh37zlwpmysp','craft/filter','term','term',1,7,0,'interview',' interview ',' ','','',0,0,'Filter','{"is":"Term","name":[{"is":"Words","text":"Filter"}],"answer":[{"is":"Paragraph","line":[{"is":"Words","text":"Weights slid over the layer''s input."}]}],"reverse":true}',X'EF33E643BFF532A4D6B140682CDC2259',X'7B31FAAF2201AB447C286C68EC6C2B9A',6,1795464000000,NULL,NULL,NULL);
INSERT INTO "note" (id, guid, key, kind, form, deck, line, position, area, areas, roles, section, source, minutes, draft, front, content, digest, body, words, changed_at, exported_at, anki_deck, retired_at) VALUES(1795463999835,'fc-puep4sjk5ewwd626','craft/recall','term','term',1,11,1,'interview',' interview ',' ','','',0,0,'Recall','{"is":"Term","name":[{"is":"Words","text":"Recall"}],"answer":[{"is":"Paragraph","line":[{"is":"Words","text":"The share of the positives that were found."}]}]}',X'950148B502B301E4E1A2DE4856425AB3',X'2A0AC76081815DD6A56399222B1B8465',8,1795464000000,NULL,NULL,NULL);
INSERT INTO "note" (id, guid, key, kind, form, deck, line, position, area, areas, roles, section, source, minutes, draft, front, content, digest, body, words, changed_at, exported_at, anki_deck, retired_at) VALUES(1795463999868,'fc-cyskog6zdhelqbdx','craft/precision','term','term',1,15,2,'interview',' interview ',' ','','',0,0,'Precision','{"is":"Term","name":[{"is":"Words","text":"Precision"}],"answer":[{"is":"Paragraph","line":[{"is":"Words","text":"The share of what was found that is positive."}]}]}',X'11B9057F5A41648BCAF7ECFF4E406E6A',X'04EA6FECEA7E50FC2EE7082644BD02AB',9,1795464000000,NULL,NULL,NULL);
INSERT INTO "note" (id, guid, key, kind, form, deck, line, position, area, areas, roles, section, source, minutes, draft, front, content, digest, body, words, changed_at, exported_at, anki_deck, retired_at) VALUES(1795463999901,'fc-ra4c6c22s7jhurz2','craft/stride','term','term',1,19,3,'interview',' interview ',' ','','',0,0,'Stride','{"is":"Term","name":[{"is":"Words","text":"Stride"}],"answer":[{"is":"Paragraph","line":[{"is":"Words","text":"How far the filter moves at each step."}]}]}',X'039E3B95755163970EC3F2DF065AFBB1',X'B140A235E1783C4C8EE3A69AD208ED63',8,1795464000000,NULL,NULL,NULL);
INSERT INTO "note" (id, guid, key, kind, form, deck, line, position, area, areas, roles, section, source, minutes, draft, front, content, digest, body, words, changed_at, exported_at, anki_deck, retired_at) VALUES(1795463999934,'fc-o5p6s3zvuelulpbn','craft/spare','term','term',1,23,4,'interview',' interview ',' ','','',0,0,'Spare','{"is":"Term","name":[{"is":"Words","text":"Spare"}],"answer":[{"is":"Paragraph","line":[{"is":"Words","text":"A term that no workload asks."}]}]}',X'EB18EC3779C63E27DEFF1184DF09FD1E',X'E4464B0B3E2984D94D300609D8E2D05D',6,1795464000000,NULL,NULL,NULL);
INSERT INTO "note" (id, guid, key, kind, form, deck, line, position, area, areas, roles, section, source, minutes, draft, front, content, digest, body, words, changed_at, exported_at, anki_deck, retired_at) VALUES(1795463999967,'fc-6zzjeh3472mwee7q','craft/names','scenario','scenario',1,27,5,'interview',' interview ',' ','','',20,0,'Place names','{"is":"Scenario","name":[{"is":"Words","text":"Place names"}],"prompt":[{"is":"Paragraph","line":[{"is":"Words","text":"Mark every place name in 40,000 novels."}]}],"minutes":20,"parts":[{"is":"Part","step":{"is":"Step","value":"ask"},"points":[{"is":"Point","line":[{"is":"Words","text":"Asks which error costs more"}],"must":true},{"is":"Point","line":[{"is":"Words","text":"Asks how much labelled text exists"}]}]},{"is":"Part","step":{"is":"Step","value":"recap"},"points":[{"is":"Point","line":[{"is":"Words","text":"Names the tools"}]}]}]}',X'64CDE4BA5542802DBC3B00A98E3A3FB1',X'CB2ED9ACF92936E4AA388B95C8020BC2',21,1795550400000,NULL,NULL,NULL);
INSERT INTO "point" (id, note, step, position, text, must, retired_at) VALUES(1,1795463999967,'ask',0,'Asks which error costs more',1,NULL);
INSERT INTO "point" (id, note, step, position, text, must, retired_at) VALUES(2,1795463999967,'ask',1,'Asks how much labelled text exists',0,NULL);
INSERT INTO "point" (id, note, step, position, text, must, retired_at) VALUES(3,1795463999967,'recap',2,'Names the tools',0,NULL);
INSERT INTO "review" (id, written, card, type, rating, study_day, state, interval, duration_ms, origin, anki_id, cause, imported, follows) VALUES(1795464000000,1,1795463999803,'learn',3,20780,'review',2,0,'terminal',NULL,NULL,NULL,0);
INSERT INTO "review" (id, written, card, type, rating, study_day, state, interval, duration_ms, origin, anki_id, cause, imported, follows) VALUES(1795464000001,2,1795463999836,'learn',1,20780,'learning',-600,0,'terminal',NULL,NULL,NULL,0);
INSERT INTO "review" (id, written, card, type, rating, study_day, state, interval, duration_ms, origin, anki_id, cause, imported, follows) VALUES(1795550400000,3,1795463999968,'learn',2,20781,'review',5,0,'terminal',NULL,NULL,NULL,0);
INSERT INTO "review" (id, written, card, type, rating, study_day, state, interval, duration_ms, origin, anki_id, cause, imported, follows) VALUES(1795550400001,4,1795463999969,'reschedule',NULL,20781,'new',1,0,'computed',NULL,1795550400000,NULL,0);
INSERT INTO "root" (id, path, rank, removed, digest, stamp, vocabulary) VALUES(1,'shipped',1,0,NULL,'','[[],[]]');
INSERT INTO "setting" (name, value) VALUES('anki_created','1795406400');
INSERT INTO "setting" (name, value) VALUES('anki_minutes_west','0');
INSERT INTO "setting" (name, value) VALUES('rollover_hour','4');
INSERT INTO "tick" (review, point, must, hit) VALUES(1795550400000,1,1,1);
INSERT INTO "tick" (review, point, must, hit) VALUES(1795550400000,2,0,0);
INSERT INTO "tick" (review, point, must, hit) VALUES(1795550400000,3,0,1);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

