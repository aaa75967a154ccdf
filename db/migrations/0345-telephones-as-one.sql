-- A telephone is one however it was typed: with its country or without, and however its digits are grouped (db/queries/reports/telephones.ts).
drop index report_contacts_digits;
drop index report_contacts_phone;
create index report_contacts_figures on report_contacts (regexp_replace(regexp_replace(phone, '\D', '', 'g'), '^(00)?86(?=1\d{9,})', '')) where phone is not null;
