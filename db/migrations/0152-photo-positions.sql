-- Where a photo says that it was taken and which way its camera looked, read before its metadata is taken off: kept until it is sent with a report,
-- whose match hears it, and gone from here then.
alter table photos add column position jsonb;
