-- Cases of bill and blame move with the orders that their caller holds, which are told to it: functions/move-liability-cases.sql.
drop function if exists move_liability_cases(text, text, timestamptz, bigint, text);
