-- What matching said against what was found: the newest closed orders are walked in turn, whatever made-up past lies among them.
create index orders_settled on orders (closed_at desc, id desc) where state = 'closed' and not made_up;
-- An order that was answered where nobody had been tells of no owner; few are, and asking each order's events for it would read them all.
create index order_events_answered on order_events (order_id) where action = 'answer';

-- What the page of matching gives along stands in the book of exports.
alter table exports drop constraint exports_what_check,
  add constraint exports_what_check check (what in ('assets', 'scores', 'yearly', 'analysis', 'matching', 'order', 'bill', 'plates', 'refused'));
