-- What a photo looks like in 64 bits: of two photos that are one, passed on or sent twice, few bits differ. Null: kept before it was taken.
alter table photos add column fingerprint bit(64);
