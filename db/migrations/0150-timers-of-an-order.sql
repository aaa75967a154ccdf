-- The armed timers of one order: every act ends some of them, and the look at the whole each minute counts them order by order. Those that
-- keep one of a kind hold a part of them only, so that each look went through all armed timers of the city.
create index timers_of_order on timers (order_id) where ended_at is null;
