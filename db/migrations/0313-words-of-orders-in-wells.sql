-- What people write about an order stands in its well's life too (a denial's words, a reply): it is erased with the order's, and nothing else.
drop trigger append_only on asset_events;
create trigger append_only before update or delete on asset_events for each row execute function refuse_change_but_erasure();
create index asset_events_words_of_order on asset_events (order_id) where order_id is not null and note is not null;
